"""What lies between the two languages: names, countries, and what a translation must keep."""
