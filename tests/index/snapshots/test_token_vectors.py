from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedding.late_interaction import PassageVectors
from index.snapshots.token_vectors import (
    FILES,
    TokenVectors,
    TokenWriter,
    files_checksum,
    from_text,
    to_text,
)

NO_DENSE = np.zeros(0, np.float32)


def vectors(count: int, seed: int = 0) -> PassageVectors:
    chance = np.random.default_rng(seed)
    tokens = chance.integers(-127, 128, (count, 128)).astype(np.int8)
    offsets = chance.integers(-1, 1_500, (count, 2)).astype(np.int32)
    return PassageVectors(NO_DENSE, tokens, offsets)


PASSAGES = {"a-0-5": vectors(3, 1), "b-0-9": vectors(0, 2), "a-7-30": vectors(20, 3)}


def write(passages: dict[str, PassageVectors], folder: Path) -> str:
    with closing(TokenWriter(folder)) as writer:
        for passage_id, found in passages.items():
            writer.add(passage_id, found)
        return writer.finish()


def same(found: TokenVectors, expected: dict[str, PassageVectors]) -> None:
    assert list(found.row) == list(expected)
    assert len(found) == sum(len(item.tokens) for item in expected.values())
    for passage_id, item in expected.items():
        tokens, offsets = found.of_passage(passage_id)
        assert np.array_equal(tokens, item.tokens)
        assert np.array_equal(offsets, item.offsets)


@pytest.mark.parametrize("passages", [PASSAGES, {"a-0-5": vectors(0)}, {}])
def test_they_come_back_as_they_were_written(
    passages: dict[str, PassageVectors], tmp_path: Path
) -> None:
    same(TokenVectors.of(passages), passages)
    checksum = write(passages, tmp_path)
    same(TokenVectors.open(tmp_path), passages)
    assert checksum == files_checksum(tmp_path)


def test_an_unknown_passage() -> None:
    with pytest.raises(KeyError):
        TokenVectors.of(PASSAGES).of_passage("z-0-1")


@pytest.mark.parametrize("name", FILES)
def test_a_changed_byte_changes_the_checksum(name: str, tmp_path: Path) -> None:
    before = write(PASSAGES, tmp_path)
    data = bytearray((tmp_path / name).read_bytes())
    data[-1] ^= 1
    (tmp_path / name).write_bytes(data)
    assert files_checksum(tmp_path) != before


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("size", [None, 0, 10, 500])
def test_damage_is_an_error(name: str, size: int | None, tmp_path: Path) -> None:
    write(PASSAGES, tmp_path)
    data = (tmp_path / name).read_bytes()
    (tmp_path / name).unlink()
    if size is not None:
        (tmp_path / name).write_bytes(data[:size])
    with pytest.raises((OSError, ValueError, KeyError)):
        TokenVectors.open(tmp_path)


def test_files_of_two_snapshots_do_not_fit(tmp_path: Path) -> None:
    for name, passages in (("one", PASSAGES), ("two", {"a-0-5": vectors(4)})):
        (tmp_path / name).mkdir()
        write(passages, tmp_path / name)
    (tmp_path / "one" / FILES[0]).write_bytes((tmp_path / "two" / FILES[0]).read_bytes())
    with pytest.raises(ValueError, match="do not match the passages"):
        TokenVectors.open(tmp_path / "one")


@given(st.integers(0, 40), st.integers(0, 999))
def test_as_text_and_back(count: int, seed: int) -> None:
    item = vectors(count, seed)
    tokens, offsets = from_text(to_text(item))
    assert np.array_equal(tokens, item.tokens)
    assert np.array_equal(offsets, item.offsets)
    assert tokens.dtype == np.int8
    assert offsets.dtype == np.int32


@pytest.mark.parametrize("text", ["====", "ä", "QUJD", to_text(vectors(2))[:-4]])
def test_what_is_no_such_text(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of whichever part it is not
        from_text(text)
