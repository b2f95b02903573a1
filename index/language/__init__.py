"""All that depends on a language: what is German is in ``de``, what is English in ``en``."""
