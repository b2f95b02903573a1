"""The errors of this project.

::

    BriefingError
    ├── SettingsError      a setting has a value that cannot be used
    ├── SourceError        the sources folder or a file in it cannot be read
    ├── StoreError         the index is missing, damaged or made with another model
    │   ├── DamagedError   the stored index is damaged
    │   └── LockedError    a build, backup or restore is running
    ├── BackupError        a backup cannot be made, read or restored
    ├── DictionaryError    the dictionary cannot be fetched, compiled or read
    ├── ModelError         the language model cannot be fetched, started or reached
    ├── QuestionError      a question that cannot be asked (empty, too long, not text)
    └── ServiceError       the service cannot start (port in use, …)

Every error says what is wrong and, in ``hint``, the step that fixes it.
"""

REBUILD = "Run: python -m index build"
"""Hint for a missing or damaged index."""


class BriefingError(Exception):
    """Base class of all errors shown to users.

    ``str(error)`` is one sentence saying what is wrong, followed by the hint.
    """

    def __init__(self, problem: str, hint: str) -> None:
        super().__init__(problem, hint)
        self.problem = problem
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.problem} {self.hint}"


class SettingsError(BriefingError):
    """A setting has a value that cannot be used."""


class SourceError(BriefingError):
    """The sources folder or a file in it cannot be read."""


class StoreError(BriefingError):
    """The index is missing, damaged or made with another model."""


class DamagedError(StoreError):
    """The stored index is damaged; a build rebuilds it."""


class LockedError(StoreError):
    """A build, backup or restore is running; try again later."""


class BackupError(BriefingError):
    """A backup cannot be made, read or restored."""


class DictionaryError(BriefingError):
    """The dictionary cannot be fetched, compiled or read."""


class ModelError(BriefingError):
    """The language model cannot be fetched, started or reached."""


class QuestionError(BriefingError):
    """A question that cannot be asked."""


class ServiceError(BriefingError):
    """The service cannot start."""


def first_line(error: BaseException) -> str:
    """What a library's error says, short enough to stand within a sentence of ours."""
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]
