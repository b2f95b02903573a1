"""Text as every library takes it."""


def encodable(text: str) -> str:
    """The text with question marks for lone surrogates, which cannot be encoded."""
    return text.encode(errors="replace").decode()
