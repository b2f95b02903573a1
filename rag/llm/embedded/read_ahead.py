"""Passages that the engine has read ahead: its state after each of them is kept on disk.

A question about such a passage costs only its own tokens: 0.6 s on two cores until the first word,
instead of 1.5 to 5 s. A state has 28 KB per token and consists mostly of the prompt's beginning,
so the file holds what differs from the state after that (:mod:`rag.llm.embedded.prefix_cache`),
compressed by Zstandard with that state as its prefix: 3.7 MB for 130 tokens.
"""

import logging
import os
import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

# From Python 3.14 on, ``compression.zstd`` is the same module.
from backports import zstd

from index.disk.durable import write_atomically
from index.errors import ModelError
from rag.llm.client import Slot
from rag.llm.embedded.engine import Engine
from rag.llm.prompts import prompt_name
from rag.types import LANGUAGES

log = logging.getLogger(__name__)

READ_AHEAD: Final = frozenset(prompt_name("answer", language) for language in LANGUAGES)
"""The prompts that contain one passage, which is followed by the question only."""
MOST_BYTES: Final = 2_000_000_000
"""Maximum size of all files: some 540 passages of 130 tokens."""
_SPARED_BYTES: Final = 2_000_000_000
"""Free space that is left to others."""
_BYTES_PER_CHARACTER: Final = 10_000
"""To estimate a file's size before there is one; 9,000 to 10,900 on three German passages."""
_WINDOW_LOG: Final = 27
"""Zstandard looks back so far (128 MB): over a state and the one that it is compared with."""
_COMPRESSION: Final[dict[int, int]] = {
    zstd.CompressionParameter.compression_level: 1,  # higher levels saved nothing
    zstd.CompressionParameter.window_log: _WINDOW_LOG,
    zstd.CompressionParameter.enable_long_distance_matching: 1,
    zstd.CompressionParameter.checksum_flag: 1,
}
_DECOMPRESSION: Final[dict[int, int]] = {zstd.DecompressionParameter.window_log_max: _WINDOW_LOG}


Reading = tuple[str, str]
"""Name of a prompt, and a passage as it is in the prompt."""


class PassageStates:
    """The engine's states after passages, on disk.

    Not safe to use from several threads: calls belong to a turn of the language model.

    Args:
        engine: the engine.
        slots: by prompt.
        beginnings: the files with the states after the beginnings of prompts, by prompt; those of
            :data:`READ_AHEAD` are used.
        folder: of the files; made if missing. Files that belong to other beginnings are removed.
    """

    def __init__(
        self,
        engine: Engine,
        slots: Mapping[str, Slot],
        beginnings: Mapping[str, Path],
        folder: Path,
    ) -> None:
        self._engine = engine
        self._slots = slots
        self._beginnings = {
            name: file for name, file in beginnings.items() if name in READ_AHEAD and file.is_file()
        }
        self._folders = {
            name: folder / f"{name}-{sha256(file.read_bytes()).hexdigest()[:16]}"
            for name, file in self._beginnings.items()
        }
        self._folder = folder
        for used in self._folders.values():
            used.mkdir(parents=True, exist_ok=True)
        for old in set(folder.glob("*")) - {*self._folders.values()}:
            shutil.rmtree(old, ignore_errors=True)

    def holds(self, purpose: str, passage: str) -> bool:
        """Whether there is a state after a passage."""
        file = self._file(purpose, passage)
        return file is not None and file.is_file()

    def recall(self, purpose: str, passage: str) -> bool:
        """Put the engine into the state after a passage; False if there is none.

        Raises:
            ModelError: the engine has stopped.
        """
        file = self._file(purpose, passage)
        if file is None or not file.is_file():
            return False
        state = self._exchange(purpose)
        try:
            state.write_bytes(
                zstd.decompress(file.read_bytes(), self._beginning(purpose), options=_DECOMPRESSION)
            )
            restored = self._engine.restore(self._number(purpose), state.name)
        except OSError as error:  # such as a full disk: the state itself may be sound
            log.warning("A passage that was read ahead is read again this time: %s", error)
            return False
        except zstd.ZstdError as error:
            log.warning("A passage that was read ahead has to be read again: %s", error)
            restored = False
        finally:
            state.unlink(missing_ok=True)
        if not restored:
            file.unlink(missing_ok=True)
        return restored

    def keep(self, purpose: str, passage: str) -> None:
        """Keep the state that the engine is in, just after it has read a passage.

        Raises:
            ModelError: the engine has stopped, or the state cannot be written.
        """
        file = self._file(purpose, passage)
        if file is None:
            return
        state = self._exchange(purpose)
        try:
            self._engine.save(self._number(purpose), state.name)
            kept = zstd.compress(
                state.read_bytes(), options=_COMPRESSION, zstd_dict=self._beginning(purpose)
            )
            write_atomically(file, kept)
        except OSError as error:
            raise ModelError(
                f"What the language model has read cannot be kept ({error.strerror or error}).",
                "Free some space in the folder BRIEFING_DATA; until then answers take longer.",
            ) from error
        finally:
            state.unlink(missing_ok=True)

    def affordable(self, readings: Iterable[Reading]) -> Sequence[Reading]:
        """The first ones, as many as there is room for on the disk."""
        kept = sum(file.stat().st_size for file in self._files())
        free = shutil.disk_usage(self._folder).free if self._folder.is_dir() else 0
        room = min(MOST_BYTES, kept + free - _SPARED_BYTES)
        chosen: list[Reading] = []
        for reading in dict.fromkeys(readings):
            file = self._file(*reading)
            if file is None:
                continue
            known = file.is_file()
            room -= file.stat().st_size if known else len(reading[1]) * _BYTES_PER_CHARACTER
            if room < 0:
                break
            chosen.append(reading)
        return chosen

    def keep_only(self, readings: Collection[Reading]) -> None:
        """Remove all other states, those of passages that left the briefing among them."""
        wanted = {self._file(*reading) for reading in readings}
        for file in self._files():
            if file not in wanted:
                file.unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        return [file for folder in self._folders.values() for file in folder.iterdir()]

    def _file(self, purpose: str, passage: str) -> Path | None:
        folder = self._folders.get(purpose)
        return folder and folder / f"{sha256(passage.encode()).hexdigest()[:32]}.zst"

    def _exchange(self, purpose: str) -> Path:
        """The file through which this process and its engine pass a state."""
        return self._beginnings[purpose].with_name(f"{purpose}-{os.getpid()}.state")

    def _beginning(self, purpose: str) -> tuple[zstd.ZstdDict, int]:
        """The state after the prompt's beginning. Read each time: it has 20 to 30 MB."""
        return zstd.ZstdDict(self._beginnings[purpose].read_bytes(), is_raw=True).as_prefix

    def _number(self, purpose: str) -> int:
        number = self._slots[purpose].number
        assert number is not None, "The embedded engine has a numbered slot for each prompt."
        return number
