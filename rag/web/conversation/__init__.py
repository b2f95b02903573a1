"""Conversations: their state on the server, and the routes for them."""
