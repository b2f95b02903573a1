"""Prepares the dictionary at set-up, and opens it in the running program."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Final

from platformdirs import user_cache_path

from index.errors import DictionaryError
from index.language.dictionary import word_list
from index.language.dictionary.compiled import compiled
from index.language.dictionary.lookup import Dictionary
from index.settings import Settings

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]

OFF: Final = "off"


def cache_folder() -> Path:
    """Folder of the word list and its compiled form, beside the model weights."""
    return user_cache_path("briefing-assistant")


def prepare_dictionary(
    settings: Settings,
    fetching: Progress = lambda done, total: None,
    compiling: Progress = lambda done, total: None,
    folder: Path | None = None,
) -> Path | None:
    """Fetch and compile the configured word list; returns the file, or None if switched off.

    Raises:
        DictionaryError: the word list cannot be fetched, read or compiled.
    """
    if settings.dictionary == OFF:
        return None
    folder = folder or cache_folder()
    source = _given(settings) or word_list.fetch(folder, fetching)
    return compiled(source, folder, compiling)


def open_dictionary(settings: Settings, folder: Path | None = None) -> Dictionary:
    """Open the configured dictionary, without using the network.

    If it is missing, the problem is logged and :meth:`Dictionary.absent` is returned: the program
    works without one. A word list is compiled first if this version of the code has not done so.
    """
    if settings.dictionary == OFF:
        return Dictionary.absent()
    folder = folder or cache_folder()
    try:
        return _opened(_source(settings, folder), folder)
    except DictionaryError as error:
        log.warning("%s Until then words are not translated in the search.", error)
        return Dictionary.absent(str(error))


def _opened(source: Path, folder: Path) -> Dictionary:
    """Open the compiled word list; if it is damaged, compile it again once."""
    path = compiled(source, folder)
    try:
        return Dictionary.open(path)
    except DictionaryError as error:
        log.warning("%s It is compiled again.", error.problem)
        path.unlink(missing_ok=True)
        return Dictionary.open(compiled(source, folder))


def _source(settings: Settings, folder: Path) -> Path:
    source = _given(settings) or word_list.found(folder)
    if source is None:
        raise DictionaryError("There is no German–English word list.", word_list.NO_LIST)
    return source


def _given(settings: Settings) -> Path | None:
    if not settings.dictionary:
        return None
    path = Path(settings.dictionary)
    if not path.is_file():
        raise DictionaryError(
            f"BRIEFING_DICTIONARY names {path}, which is no file.",
            "Correct it, or remove it so that the known list is fetched, or set it to off.",
        )
    return path
