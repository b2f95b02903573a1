"""Files of every format, made for tests."""

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from pypdf import PdfWriter


def html(body: str, head: str = "") -> bytes:
    return (
        f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body>"
        "<nav><a href=/>Start</a> <a href=/p>Politik</a></nav>"
        f"<article>{body}</article><footer>Impressum · Datenschutz</footer></body></html>"
    ).encode()


def pdf(*pages: Sequence[str], title: str | None = None, password: str | None = None) -> bytes:
    """Pages of printed lines, in Helvetica; only characters of Windows-1252."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", _FONT]
    kids = []
    for lines in pages:
        stream = "BT /F1 11 Tf 14 TL 50 800 Td " + " ".join(f"({_escaped(x)}) '" for x in lines)
        objects.append(f"<< /Length {len(stream) + 3} >>\nstream\n{stream} ET\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    whole = b"%PDF-1.4\n"
    places = []
    for number, item in enumerate(objects, start=1):
        places.append(len(whole))
        whole += f"{number} 0 obj\n{item}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    whole += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(whole)}\n%%EOF\n"
    ).encode()
    if title is None and password is None:
        return whole
    writer = PdfWriter(BytesIO(whole))
    if title is not None:
        writer.add_metadata({"/Title": title})
    if password is not None:
        writer.encrypt(password, owner_password="owner", algorithm="AES-256")
    data = BytesIO()
    writer.write(data)
    return data.getvalue()


_FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def docx(*paragraphs: str, title: str = "") -> bytes:
    document = Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    data = BytesIO()
    document.save(data)
    return data.getvalue()
