"""Writes a conversation as a Word document (DOCX), with the check sheet on a separate page."""

from datetime import UTC
from io import BytesIO
from typing import TYPE_CHECKING, Final

from rag.exporting.dossier import Dossier, Entry, Item

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.table import CT_Row
    from docx.oxml.text.font import CT_RPr
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_REGIONS: Final = {"de": "de-DE", "en": "en-GB"}
_COLUMNS: Final = (("number", 1.6), ("claim", 6.6), ("quote", 8.0), ("source", 5.2), ("place", 1.2))
"""Columns with their widths in centimetres; the checkbox is last."""
_BOX_WIDTH: Final = 2.1
_CHECKBOX: Final = (
    '<w:sdt xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">'
    '<w:sdtPr><w14:checkbox><w14:checked w14:val="0"/>'
    '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
    "<w:sdtContent><w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
)
"""A checkbox that can be ticked in Word; python-docx has no API for it."""


def write(dossier: Dossier) -> bytes:
    """The content of the file."""
    from docx import Document

    document = Document()
    _describe(document, dossier)
    document.add_heading(dossier.title, level=0)
    document.add_paragraph(dossier.made_text, style="Subtitle")
    document.add_paragraph(dossier.say("note"))
    for item in dossier.items:
        _item(document, dossier, item)
    _sheet(document, dossier)
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def _describe(document: "Document", dossier: Dossier) -> None:
    properties = document.core_properties
    properties.title = dossier.title
    properties.author = ""
    properties.comments = ""
    properties.language = _REGIONS[dossier.language]
    properties.created = properties.modified = dossier.made.astimezone(UTC).replace(tzinfo=None)
    document.styles["Normal"].font.name = "Georgia"
    _set_language(document.styles["Normal"].element.get_or_add_rPr(), dossier.language)


def _item(document: "Document", dossier: Dossier, item: Item) -> None:
    document.add_heading(dossier.say("question", number=item.number), level=1)
    _words(document.add_paragraph(), item.question)
    document.add_heading(f"{dossier.say('answer')}: {item.badge}", level=2)
    for paragraph in item.paragraphs:
        written = document.add_paragraph()
        for run in paragraph:
            # Only citation numbers are bold, not a "[3]" in the text of an article.
            _words(written, run.text, item.language, bold=run.entry is not None)
    if item.entries:
        document.add_heading(item.entries_are, level=2)
    for entry in item.entries:
        _entry(document, dossier, entry)


def _entry(document: "Document", dossier: Dossier, entry: Entry) -> None:
    origin = document.add_paragraph(f"[{entry.n}] {entry.origin} · {entry.place}")
    origin.paragraph_format.keep_with_next = True
    if entry.link:
        _words(origin, f"\n{entry.link}")
    if entry.correction_link:
        _words(origin, f"\n{dossier.say('open_correction')}: {entry.correction_link}")
    _quote(document.add_paragraph(style="Intense Quote"), entry)
    if entry.addition:
        _words(document.add_paragraph(style="Caption"), entry.addition)
    if entry.translation:
        label = document.add_paragraph(dossier.say("translation"), style="Caption")
        label.paragraph_format.keep_with_next = True
        translation = document.add_paragraph(style="Quote")
        _words(translation, entry.translation, entry.translation_language)
    elif entry.is_untranslatable:
        document.add_paragraph(dossier.say("untranslated"), style="Caption")


def _sheet(document: "Document", dossier: Dossier) -> None:
    from docx.enum.section import WD_ORIENT, WD_SECTION
    from docx.shared import Cm

    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2.5)
    document.add_heading(dossier.say("sheet"), level=1)
    if not dossier.cited:
        document.add_paragraph(dossier.say("sheet_empty"))
        return
    table = document.add_table(rows=1, cols=len(_COLUMNS) + 1, style="Table Grid")
    table.autofit = False
    names = [name for name, _ in _COLUMNS] + ["checked"]
    for cell, name in zip(table.rows[0].cells, names, strict=True):
        cell.paragraphs[0].add_run(dossier.say(name)).bold = True
    _repeat_header(table.rows[0]._tr)  # noqa: SLF001 - python-docx has no call for it
    for item, entry in dossier.cited:
        number, claim, quote, source, place, box = table.add_row().cells
        _fill(number, f"{item.number} [{entry.n}]")
        _fill(claim, "\n".join(entry.claims) or dossier.say(item.no_claim), item.language)
        _quote(quote.paragraphs[0], entry)
        _shrink(quote)
        _fill(source, entry.origin)
        _fill(place, str(entry.paragraph))
        _tick(box)
    widths = [width for _, width in _COLUMNS] + [_BOX_WIDTH]
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
    document.add_paragraph()
    document.add_paragraph(dossier.say("signature"))


def _fill(cell: "_Cell", words: str, language: str = "") -> None:
    _words(cell.paragraphs[0], words, language)
    _shrink(cell)


def _shrink(cell: "_Cell") -> None:
    from docx.shared import Pt

    for run in cell.paragraphs[0].runs:
        run.font.size = Pt(9)


def _tick(cell: "_Cell") -> None:
    from docx.oxml import parse_xml

    cell.paragraphs[0]._p.append(parse_xml(_CHECKBOX))  # noqa: SLF001 - as above


def _quote(paragraph: "Paragraph", entry: Entry) -> None:
    """Add the quote with marked words highlighted."""
    from docx.enum.text import WD_COLOR_INDEX

    for piece in entry.quote:
        run = _words(paragraph, piece.text, entry.language)
        if piece.marked:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _words(paragraph: "Paragraph", words: str, language: str = "", *, bold: bool = False) -> "Run":
    """Add text, tagged with its language for the spelling checker if it is German or English."""
    run = paragraph.add_run(words)
    run.bold = bold or None
    if language in _REGIONS:
        _set_language(run._r.get_or_add_rPr(), language)  # noqa: SLF001 - as above
    return run


def _set_language(properties: "CT_RPr", language: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement("w:lang")
    element.set(qn("w:val"), _REGIONS[language])
    properties.append(element)


def _repeat_header(row: "CT_Row") -> None:
    from docx.oxml import OxmlElement

    row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
