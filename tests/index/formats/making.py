"""Files of every format, made for tests."""

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas


def html(body: str, head: str = "") -> bytes:
    return (
        f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body>"
        "<nav><a href=/>Start</a> <a href=/p>Politik</a></nav>"
        f"<article>{body}</article><footer>Impressum · Datenschutz</footer></body></html>"
    ).encode()


def pdf_page(content: bytes) -> bytes:
    """One page of a content stream: with a picture /I, a form /F with words, layers /L (off) and
    /M, and a state /T that makes all transparent.
    """
    form = b"BT /F1 11 Tf 50 600 Td (Quelle ist Frau K.) Tj ET"
    objects = [
        (
            b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [8 0 R 9 0 R] "
            b"/D << /OFF [8 0 R] >> >> >>"
        ),
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        _FONT.encode(),
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
            b"/Resources << /Font << /F1 3 0 R >> /XObject << /I 6 0 R /F 7 0 R >> "
            b"/ExtGState << /T << /ca 0 >> >> "
            b"/Properties << /L 8 0 R /M 9 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream",
        (
            b"<< /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
            b"/Length 1 >>\nstream\nx\nendstream"
        ),
        b"<< /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Length %d "
        b">>\nstream\n" % len(form) + form + b"\nendstream",
        b"<< /Type /OCG /Name (L) >>",
        b"<< /Type /OCG /Name (M) >>",
    ]
    return pdf_file(objects)


def pdf_file(objects: Sequence[bytes], title: str | None = None) -> bytes:
    """A file of numbered objects, the first of which is the catalog."""
    whole, places = b"%PDF-1.4\n", []
    info = [] if title is None else [b"<< /Title (%s) >>" % _escaped(title).encode("cp1252")]
    for number, item in enumerate([*objects, *info], start=1):
        places.append(len(whole))
        whole += b"%d 0 obj\n" % number + item + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(places) + 1
    named = b"/Info %d 0 R " % len(places) if info else b""
    return whole + (
        b"xref\n0 %d\n0000000000 65535 f \n" % size + table + b"trailer << " + named
        + b"/Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(whole))
    )  # fmt: skip


def pdf(*pages: Sequence[str], title: str | None = None) -> bytes:
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
    return pdf_file([item.encode("cp1252") for item in objects], title)


def locked_pdf(password: str) -> bytes:
    """A page with a sentence, encrypted; with an empty password it opens without asking."""
    data = BytesIO()
    locked = Canvas(data, encrypt=StandardEncryption(password, "owner", strength=128))
    locked.drawString(50, 800, "Ein Satz.")
    locked.save()
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


def rtf(body: str, head: str = "") -> bytes:
    """A document in RTF as Word begins them; letters beyond ASCII have to be escaped."""
    fonts = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset238 Arial CE;}{\f2\fcharset2 Symbol;}}"
    colours = r"{\colortbl;\red0\green0\blue0;\red255\green255\blue255;}"
    return f"{{\\rtf1\\ansi\\ansicpg1252\\deff0\\uc1{fonts}{colours}{head}{body}}}".encode("ascii")


def rtf_words(words: str) -> str:
    """Words with their letters beyond ASCII escaped."""
    escaped = re.sub(r"([\\\\{}])", r"\\\1", words)
    return "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in escaped)


_ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def odt(
    body: str, styles: str = "", *, title: str = "", manifest: str = "", extra: str = ""
) -> bytes:
    """A text document with this between the tags of its body."""
    names = " ".join(
        f'xmlns:{prefix}="{_ODF}{name}:1.0"'
        for prefix, name in (
            ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
            ("draw", "drawing"), ("svg", "svg-compatible"), ("fo", "xsl-fo-compatible"),
        )
    )  # fmt: skip
    dc = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": (
            f"{extra}<office:document-content {names} {dc}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>"
        ),
        "meta.xml": (
            f"<office:document-meta {names} {dc}><office:meta><dc:title>{title}</dc:title>"
            "</office:meta></office:document-meta>"
        ),
        "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
    }
    return archive({name: part.encode() for name, part in parts.items()})


def archive(files: Mapping[str, bytes]) -> bytes:
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return data.getvalue()
