"""The index: reads, splits, embeds and stores the articles of a briefing."""
