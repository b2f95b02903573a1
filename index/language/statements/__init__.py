"""Words by their role in a statement: negation, attribution, hedging, reason and so on."""
