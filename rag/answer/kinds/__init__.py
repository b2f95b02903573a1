"""Answers to what is no question on a fact: each kind of request has its module."""
