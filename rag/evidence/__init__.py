"""Search for evidence, and the decision whether it answers the question."""
