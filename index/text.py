"""Text as every library takes it."""

import unicodedata


def encodable(text: str) -> str:
    """The text with question marks for lone surrogates, which cannot be encoded."""
    return text.encode(errors="replace").decode()


def composed(text: str) -> str:
    """The text with each letter as one character: macOS writes "ü" as "u" and two dots.

    For search, comparison and embedding only; quotes and offsets are those of the text itself.
    """
    return unicodedata.normalize("NFC", text)
