"""What each rule finds wrong with a claim; see :mod:`rag.answer.checks.verify`."""
