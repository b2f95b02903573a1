"""The German–English dictionary: fetched, compiled and looked up."""
