"""Spellings of German words without umlauts."""

from index.language.lexicon import Patterns
from index.language.lexicon import patterns as plain_patterns

_TYPED = str.maketrans({"ä": "(?:ä|ae)", "ö": "(?:ö|oe)", "ü": "(?:ü|ue)", "ß": "(?:ß|ss)"})


def patterns(*sources: str) -> Patterns:
    """Compile patterns that also match the spelling without umlauts."""
    return plain_patterns(*(source.translate(_TYPED) for source in sources))


def without_umlauts(correct: frozenset[str]) -> frozenset[str]:
    """The words, plus their spellings without umlauts."""
    typed = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
    return correct | {word.translate(typed) for word in correct}
