from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.oxml import parse_xml

from index.formats import FORMATS, Extract
from tests.index.formats import making

extract = FORMATS[".docx"].extract

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TRACKED = (
    f"<w:p {W}><w:r><w:t>Es kamen </w:t></w:r><w:ins><w:r><w:t>30 </w:t></w:r></w:ins>"
    "<w:del><w:r><w:delText>20 </w:delText></w:r></w:del>"
    "<w:moveFrom><w:r><w:t>alte </w:t></w:r></w:moveFrom><w:r><w:t>Minister.</w:t></w:r></w:p>"
)
BOXED = (
    f'<w:p {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r>'
    "<w:t>Davor.</w:t><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>Im Kasten."
    "</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>"
    "Im Kasten.</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)
CONTROL = (
    f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>Im Feld.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
)


def test_paragraphs_tables_and_what_is_hidden_in_between() -> None:
    document = docx.Document()
    document.core_properties.title = "Das Treffen"
    document.add_heading("Brüssel", level=1)
    document.add_paragraph("Erste Zeile\nzweite\tSpalte\n\nNeuer Absatz.")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(
        (cell for row in table.rows for cell in row.cells),
        ("Land", "Truppen", "Polen", "keine"),
        strict=True,
    ):
        cell.text = words
    for xml in (TRACKED, BOXED, CONTROL):
        document.element.body.insert_element_before(parse_xml(xml), "w:sectPr")
    data = BytesIO()
    document.save(data)
    assert extract(data.getvalue()) == Extract(
        "Brüssel\n"
        "Erste Zeile zweite Spalte\n"
        "Neuer Absatz.\n"
        "Land | Truppen\n"
        "Polen | keine\n"
        "Es kamen 30 Minister.\n"
        "Davor.\n"
        "Im Kasten.\n"
        "Im Feld.",
        title="Das Treffen",
    )


def bomb() -> bytes:
    """A few kilobytes that unpack to more than a hundred million."""
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("word/document.xml", b"0" * 100_000_001)
    return data.getvalue()


def with_part(part: bytes) -> bytes:
    """A document whose main part is replaced."""
    whole, data = ZipFile(BytesIO(making.docx("x"))), BytesIO()
    with ZipFile(data, "w") as archive:
        for name in whole.namelist():
            archive.writestr(name, part if name == "word/document.xml" else whole.read(name))
    return data.getvalue()


LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "' + b"ha" * 1000 + b'">'
    + b"".join(b'<!ENTITY %c "&%c;&%c;&%c;">' % (c + 1, c, c, c) for c in range(97, 115))
    + b"]><w:document " + W.encode() + b"><w:body><w:p><w:r><w:t>&s;</w:t></w:r></w:p></w:body>"
    b"</w:document>"
)  # fmt: skip


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "damaged or not a Word document"),
        (b"PK\x03\x04 nothing", "damaged or not a Word document"),
        (making.docx("Ein Satz.")[:-200], "damaged or not a Word document"),
        (with_part(b"<w:document"), "damaged or not a Word document"),
        (with_part(LAUGHS), "damaged or not a Word document"),
        (bomb(), "too large"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        extract(data)
