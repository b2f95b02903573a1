"""HTML pages: the article, as its reader sees it."""
