"""The reader's options for the next question.

The page's script writes them to a hidden field that is sent with every question.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from rag.question.cleaning import MAX_CHARACTERS
from rag.types import Language
from rag.web.conversation.record import SHOWN

Source = Annotated[str, Field(max_length=500)]


class Options(BaseModel):
    """The options as JSON.

    The first two last until the reader changes them; the others apply to one question.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    language: Language | None = None
    """Language of the answer; None for that of the question."""
    sources: tuple[Source, ...] = Field((), max_length=200)
    """Paths of the articles to search; empty for all."""
    turn: int | None = Field(None, ge=0, lt=SHOWN)
    """The turn that the question replaces, together with all later ones."""
    again: bool = False
    """Ask that turn's question again, without the cache."""
    suggestion: str | None = Field(None, max_length=2 * MAX_CHARACTERS)
    """A suggested question, or one by the framing page, asked instead of the text in the input
    field, which stays there. The limit leaves room to report a question that is too long."""

    def lasting(self) -> "Options":
        """The options that also apply to the next question."""
        return Options(language=self.language, sources=self.sources)
