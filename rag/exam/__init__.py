"""The exam of a language model, which decides whether it may write prose."""
