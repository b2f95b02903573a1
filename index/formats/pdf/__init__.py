"""PDF files, read by the position and the ink of their letters."""
