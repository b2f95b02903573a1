"""What the reader wants of the next question, beside its words.

The page's script writes it into a hidden field that goes along with every question.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from rag.question.cleaning import MAX_CHARACTERS
from rag.types import Language
from rag.web.conversation.record import SHOWN

Source = Annotated[str, Field(max_length=500)]


class Options(BaseModel):
    """As the script writes it, as JSON.

    The first two stay until the reader changes them, the others hold for one question.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    language: Language | None = None
    """Of the answer; None: that of the question."""
    sources: tuple[Source, ...] = Field((), max_length=200)
    """Articles that may answer, by path; empty: all."""
    turn: int | None = Field(None, ge=0, lt=SHOWN)
    """The turn that the question takes the place of; those after it go too."""
    again: bool = False
    """Ask the question of that turn once more, and not repeat an answer that is kept."""
    suggestion: str | None = Field(None, max_length=2 * MAX_CHARACTERS)
    """A question that was offered, or is the framing page's; what stands in the input field stays
    there. One that is somewhat too long is told so like a typed one.
    """

    def lasting(self) -> "Options":
        """What holds for the question after this one too."""
        return Options(language=self.language, sources=self.sources)
