"""Unicode clean-up that libraries need."""

import unicodedata


def encodable(text: str) -> str:
    """Replace lone surrogates, which UTF-8 cannot encode, by question marks."""
    return text.encode(errors="replace").decode()


def composed(text: str) -> str:
    """The text in Unicode form NFC, in which "ü" is one character; macOS uses two.

    For search, comparison and embedding only: quotes and offsets refer to the original text.
    """
    return unicodedata.normalize("NFC", text)
