"""A small word list of our own, compiled."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.language.dictionary.compiled import compiled
from index.language.dictionary.lookup import Dictionary

SMALL = Path(__file__).with_name("dictionary") / "small.ding"


@pytest.fixture(scope="session")
def small_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled(SMALL, tmp_path_factory.mktemp("dictionary"))


@pytest.fixture(scope="session")
def small(small_file: Path) -> Iterator[Dictionary]:
    dictionary = Dictionary.open(small_file)
    yield dictionary
    dictionary.close()
