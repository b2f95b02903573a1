"""What agencies and sites send: NITF, NewsML, RSS, Atom."""
