"""What is said: from the model's words to the answer."""
