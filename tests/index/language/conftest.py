"""A small word list of our own, compiled."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.language.dictionary import Dictionary
from index.language.dictionary_file import compiled

SMALL = Path(__file__).with_name("small.ding")


@pytest.fixture(scope="session")
def small_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled(SMALL, tmp_path_factory.mktemp("dictionary"))


@pytest.fixture(scope="session")
def small(small_file: Path) -> Iterator[Dictionary]:
    dictionary = Dictionary.open(small_file)
    yield dictionary
    dictionary.close()
