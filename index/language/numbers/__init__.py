"""Numbers, units and times in German and English text, and questions for them."""
