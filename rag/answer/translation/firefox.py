"""Firefox Translations models as a translation engine: milliseconds per sentence, on the CPU.

A folder holds the files of each pair as Mozilla publishes them, in one folder or a folder per
pair: ``model.deen.intgemm.alphas.bin``, ``vocab.deen.spm`` (or ``srcvocab`` and ``trgvocab``) and,
if wanted, ``lex.50.50.deen.s2t.bin``, which makes it faster.
"""

import logging
import struct
import threading
from collections.abc import Generator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from index.errors import SettingsError
from rag.answer.translation.faults import other
from rag.answer.translation.judging import DOUBTFUL
from rag.llm.client import Piece
from rag.types import LANGUAGES, Language

if TYPE_CHECKING:
    from fxtranslate import Translator as Model

log = logging.getLogger(__name__)

_PROBE: Final = "Berlin, 2024: Angela Merkel (CDU)."
_KEPT: Final = ("2024", "Merkel")
"""Words that every model copies; a model loaded with the wrong vocabulary does not."""
_HINT: Final = (
    "Put the files of the Firefox Translations models de-en and en-de there, or remove "
    "BRIEFING_TRANSLATION; until then the language model translates."
)
_SHORTLIST_MAGIC: Final = 0xF11A48D5013417F5
_SHORTLIST_HEAD: Final = struct.Struct("<6Q")
"""Magic number, checksum, two counts, numbers of offsets and of words."""


def opened(folder: Path) -> "FirefoxModels | None":
    """The models of a folder; None if they cannot be used, with the reason logged."""
    try:
        models = FirefoxModels.open(folder)
    except SettingsError as error:
        log.error("%s", error)
        return None
    log.info("Translations come from %s.", folder)
    return models


class FirefoxModels:
    """A :class:`~rag.answer.translation.engines.TranslationEngine` over both directions."""

    is_instant = True
    targets = frozenset(LANGUAGES)
    doubtful = DOUBTFUL  # it reports no probabilities

    def __init__(self, models: Mapping[Language, "PairModel"]) -> None:
        self._models = models
        digests = "".join(models[target].digest for target in sorted(models))
        self.name = f"firefox-{sha256(digests.encode()).hexdigest()[:16]}"

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Load both directions; takes half a second.

        Raises:
            SettingsError: files are missing, damaged or of another pair.
        """
        return cls({target: PairModel.open(folder, other(target), target) for target in LANGUAGES})

    def translate(self, sentence: str, target: Language, hints: str = "") -> Generator[Piece]:  # noqa: ARG002 - it takes none
        yield Piece(self._models[target].translate(sentence))


class PairModel:
    """One direction."""

    def __init__(self, model: "Model", digest: str) -> None:
        self.digest = digest
        self._model = model
        self._turn = threading.Lock()

    @classmethod
    def open(cls, folder: Path, source: str, target: str) -> Self:
        """Load the model that translates ``source`` into ``target``.

        Raises:
            SettingsError: a file is missing, damaged or of another pair.
        """
        from fxtranslate import Translator

        pair = f"{source}{target}"
        path = _one(folder, f"model.{pair}.*.bin", pair)
        beside = path.parent
        shared = sorted(beside.glob(f"vocab.{pair}.spm"))
        names = (
            [shared[0]] * 2
            if shared
            else [_one(beside, f"{side}vocab.{pair}.spm", pair) for side in ("src", "trg")]
        )
        try:
            weights = path.read_bytes()
            vocabularies = [name.read_bytes() for name in names]
            found = [file.read_bytes() for file in sorted(beside.glob(f"lex.*.{pair}.s2t.bin"))]
            shortlist = found[0] if found and _is_shortlist(found[0]) else None
            source_words, target_words = vocabularies
            engine = (
                Translator(weights, source_words, target_words, shortlist)
                if shortlist
                else Translator(weights, source_words, target_words)
            )
            model = cls(engine, sha256(weights).hexdigest())
            probe = model.translate(_PROBE)
        except (OSError, ValueError) as error:
            raise SettingsError(
                f"The translation model {path} cannot be used ({error}).", _HINT
            ) from error
        if not all(word in probe for word in _KEPT):
            raise SettingsError(
                f"The translation model {path} writes nonsense: its vocabulary belongs to another "
                "model.",
                _HINT,
            )
        return model

    def translate(self, sentence: str) -> str:
        """The translation of one sentence."""
        with self._turn:
            # translate() truncates a sentence that exceeds the model's window.
            text: str = self._model.translate_long(sentence)
        return text.strip()


def _one(folder: Path, pattern: str, pair: str) -> Path:
    found = sorted(folder.rglob(pattern)) if folder.is_dir() else []
    if found:
        return found[0]
    packed = folder.is_dir() and any(folder.rglob(f"{pattern}.gz"))
    problem = f"BRIEFING_TRANSLATION names {folder}, which has no file {pattern}"
    if packed:
        problem += ", only a packed one"
    elif not folder.is_dir():
        problem = f"BRIEFING_TRANSLATION names {folder}, which is no folder"
    raise SettingsError(
        f"{problem} (for {pair[:2]} to {pair[2:]}).",
        "Unpack it with gunzip." if packed else _HINT,
    )


def _is_shortlist(data: bytes) -> bool:
    """Whether the data is a complete shortlist; the engine panics on anything else."""
    if len(data) < _SHORTLIST_HEAD.size:
        return False
    head: tuple[int, ...] = _SHORTLIST_HEAD.unpack_from(data)
    size = _SHORTLIST_HEAD.size + 8 * head[4] + 4 * head[5]
    return head[0] == _SHORTLIST_MAGIC and len(data) == size
