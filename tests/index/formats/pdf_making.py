"""PDF files as programs print them: words at their places."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import NamedTuple

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

Draw = Callable[[Canvas], None]


class At(NamedTuple):
    """Words at a place, in points from the left and from the top."""

    x: float
    y: float
    text: str
    size: float = 10
    font: str = "Helvetica"


def pdf(*pages: Sequence[At | Draw], title: str = "", rotate: int = 0) -> bytes:
    """Pages of words and other drawings."""
    data = BytesIO()
    canvas = Canvas(data, pagesize=A4)
    canvas.setTitle(title)
    for page in pages:
        canvas.setPageRotation(rotate)
        for item in page:
            if isinstance(item, At):
                canvas.setFont(item.font, item.size)
                canvas.drawString(item.x, A4[1] - item.y, item.text)
            else:
                item(canvas)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def block(x: float, y: float, *lines: str, size: float = 10, font: str = "Helvetica") -> list[At]:
    """Lines below each other."""
    return [At(x, y + n * 1.3 * size, line, size, font) for n, line in enumerate(lines)]


def filled(
    x: float, y: float, width: float, text: str, size: float = 10, font: str = "Helvetica"
) -> list[At]:
    """A paragraph as a program sets it: as many words on each line as fit."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if stringWidth(longer, font, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return block(x, y, *lines, size=size, font=font)
