"""Knowledge about both languages: names, countries, and what a translation must preserve."""
