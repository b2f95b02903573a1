"""The parts of a running assistant, and what they do while nobody asks."""
