"""Answers to requests other than questions of fact, one module per kind."""
