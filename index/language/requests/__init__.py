"""How readers ask for other things than facts: for help, for an overview, about the briefing."""
