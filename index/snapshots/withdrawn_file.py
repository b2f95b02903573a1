"""The record of withdrawn articles as a file in the data folder, beside the index."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from filelock import FileLock

from index.disk.durable import write_atomically
from index.disk.full_disk import unwritable
from index.errors import StoreError
from index.withdrawals import Withdrawn, from_json, to_json

_FILE: Final = "withdrawn.json"


class WithdrawnFile:
    """Shared by any number of processes; a killed one leaves the old or the new record.

    Every method raises StoreError if the file cannot be read or written.
    """

    def __init__(self, data: Path) -> None:
        self._path = data / _FILE

    def read(self) -> Withdrawn:
        """The record. A damaged file is an error: read as empty, it would undo all withdrawals."""
        try:
            return from_json(self._path.read_bytes())
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise StoreError(
                f"The record of withdrawn articles {self._path} cannot be read.",
                "Restore it from a backup. If you remove it, all withdrawn articles come back.",
            ) from error

    def change(self, changed: Callable[[Withdrawn], Withdrawn]) -> None:
        """Replace the record by ``changed(record)``, under a lock."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(self._path.with_suffix(".lock")):
                write_atomically(self._path, to_json(changed(self.read())))
        except OSError as error:
            raise unwritable(self._path.parent, error) from error
