"""The model that runs inside the program: its weights, its process and what it has read."""
