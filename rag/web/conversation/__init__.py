"""Conversations: as the server keeps them, and what is done with them."""
