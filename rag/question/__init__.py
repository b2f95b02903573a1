"""What is asked, told from the question alone: no index, no model."""
