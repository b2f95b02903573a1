"""The page: a chat with its sources beside it, and the HTTP service around it."""
