"""Answers in sentences of the model's own, each checked before it is shown."""
