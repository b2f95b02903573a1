"""Where the answer to a question may stand, and whether it does."""
