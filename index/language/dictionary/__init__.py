"""Words of German in words of English, and the other way round."""
