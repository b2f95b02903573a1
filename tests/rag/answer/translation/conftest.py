"""A small word list, compiled."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.language.dictionary.compiled import compiled
from index.language.dictionary.lookup import Dictionary


@pytest.fixture(scope="session")
def dictionary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dictionary]:
    words = Path(__file__).with_name("words.ding")
    opened = Dictionary.open(compiled(words, tmp_path_factory.mktemp("words")))
    yield opened
    opened.close()
