"""Words by what they do to a statement: deny, attribute, limit, give a reason."""
