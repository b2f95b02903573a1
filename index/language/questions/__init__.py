"""How questions of each language lean, join and ask for several things."""
