"""The page, a chat with its sources, and the HTTP service around it."""
