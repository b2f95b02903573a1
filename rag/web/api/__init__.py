"""The HTTP interface for programs and for the page's script."""
