"""Documents in: reading, cutting, embedding and storing a briefing."""
