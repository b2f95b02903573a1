"""Answers: from the decision and the model's text to the finished answer."""
