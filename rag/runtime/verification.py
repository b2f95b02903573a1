"""The entailment model of an assistant (``BRIEFING_VERIFIER``), loaded in the background."""

import logging
import threading

from index.errors import ModelError
from index.settings import Settings
from rag.answer.checks.entailment import EntailmentJudge, load_judge
from rag.decisions import Mode

log = logging.getLogger(__name__)


class VerificationComponent:
    """The judge of written sentences of one process. Safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        self.name = settings.verifier
        """The configured model; empty if there is none."""
        self._loading = threading.Thread(target=self._load, name="verification", daemon=True)
        self.judge: EntailmentJudge | None = None

    def start(self) -> None:
        """Load the configured model in the background; returns at once."""
        self._loading.start()

    def wait(self) -> None:
        """Block until loading has finished."""
        if self._loading.is_alive():
            self._loading.join()

    def limited(self, mode: Mode) -> Mode:
        """The mode; quotes instead of prose while the configured judge is not loaded."""
        return Mode.EXTRACT if self.name and self.judge is None else mode

    def _load(self) -> None:
        if not self.name:
            return
        try:
            self.judge = load_judge(self.name)
        except ModelError as error:
            log.error("%s Until then, answers are quotes.", error)
