"""The language model: its client, its prompts, the embedded engine and its weights."""
