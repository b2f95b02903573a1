"""The exam of a language model: what it can, and whether it may write."""
