"""Numbers, units and times as a text of either language writes them, and asks for them."""
