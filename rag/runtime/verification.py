"""The entailment model of an assistant (``BRIEFING_VERIFIER``), loaded in the background."""

import logging

from index.errors import ModelError
from index.settings import Settings
from rag.answer.checks.entailment import EntailmentJudge, load_judge
from rag.decisions import Mode
from rag.runtime.loading import LoadedOnce

log = logging.getLogger(__name__)


class VerificationComponent(LoadedOnce):
    """The judge of written sentences of one process. Safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        super().__init__("verification")
        self.name = settings.verifier
        """The configured model; empty if there is none."""
        self.judge: EntailmentJudge | None = None

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
