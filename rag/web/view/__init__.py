"""Answers, passages and articles as markup."""
