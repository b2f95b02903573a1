"""Analysis of the question alone, without index or model."""
