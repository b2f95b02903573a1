"""Reads the XML formats of agencies and sites: NITF, NewsML, RSS, Atom."""
