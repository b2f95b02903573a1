"""Files made to stop a build: none may take its time, its memory or its process."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from tests.index.formats import making

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RUN = "<w:r><w:t>Wort</w:t></w:r>"
PARAGRAPH = f"<w:p>{RUN}</w:p>"


def hostile_files() -> dict[str, bytes]:
    """By name; made anew each time, some megabytes in all."""
    return dict(
        [*_texts(), *_markdown(), *_html(), *_pdf(), *_word(), *_rtf(), *_xml(), *_mail(), *_zips()]
    )


def _texts() -> Iterator[tuple[str, bytes]]:
    yield "t01 spaces.txt", b" " * 1_000_000 + b"x"
    yield "t02 one line.txt", b"Wort " * 900_000
    yield "t03 no space.txt", b"x" * 4_000_000
    yield "t04 quotes.txt", "„".encode() * 300_000
    yield "t05 straight quotes.txt", b'"' * 900_000
    yield "t06 full stops.txt", b". " * 1_000_000
    yield "t07 brackets.txt", b"(" * 1_000_000
    yield "t08 line breaks.txt", b"\r\n" * 2_000_000
    yield "t09 short lines.txt", b"a\n" * 200_000
    yield "t10 capitals.txt", b"A. " * 600_000
    yield "t11 abbreviations.txt", b"z. B. " * 300_000
    yield "t12 numbers.txt", b"1. " * 600_000
    yield "t13 combining.txt", ("a" + "\u0301" * 500_000).encode()
    yield "t14 bidi.txt", ("\u202eabc\u2066 " * 50_000).encode()
    yield "t15 controls.txt", bytes(range(1, 32)) * 10_000
    yield "t16 escapes.txt", b"\x1b]0;title\x07\x1b[2J" * 10_000
    yield "t17 noncharacters.txt", "\uffff\ufdd0\U0010ffff ".encode() * 50_000
    yield "t18 emoji.txt", "👨‍👩‍👧‍👦 ".encode() * 50_000
    yield "t19 separators.txt", "\u2028\u2029\x85\x0b\x0c".encode() * 100_000
    yield "t20 surrogates.txt", b"\xed\xa0\x80" * 100
    yield "t21 utf16.txt", "Ein Satz.".encode("utf-16")
    yield "t22 dots.txt", "…".encode() * 500_000
    yield "t23 apostrophes.txt", ("'s " * 500_000).encode()


def _markdown() -> Iterator[tuple[str, bytes]]:
    laughs = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))
    yield "m01 base 60.md", f"---\ntitle: 1{':59' * 3_000}\n---\nText.".encode()
    yield "m02 aliases.md", f"---\na0: &a0 x\n{laughs}\ntitle: *a11\n---\nText.".encode()
    yield "m03 nested.md", f"---\ntitle: {'[' * 5_000}\n---\nText.".encode()
    yield "m04 spaces.md", b" " * 1_000_000
    yield "m05 heading.md", b"# a" + b" " * 1_000_000
    yield "m06 headings.md", (b"# a" + b" " * 2_000 + b"b\n") * 500
    yield "m07 ticks.md", b"`" * 1_000_000
    yield "m08 fences.md", b"```\n" * 300_000
    yield "m09 tildes.md", b"~" * 1_000_000
    yield "m10 comments.md", b"<!--" * 300_000
    yield "m11 comment ends.md", b"x-->" * 300_000
    yield "m12 definitions.md", b"[a]: # (" * 100_000
    yield "m13 rules.md", b"---\n" * 300_000
    yield "m14 spaced lines.md", (b" " * 500 + b"\n") * 2_000
    yield "m15 date.md", b"---\ndate: 9999-99-99\nlang: \xc3\x9f\ntitle: ''\n---\nText."
    yield "m16 open fence.md", b"~~~" + b"\n~~" * 300_000


def _html() -> Iterator[tuple[str, bytes]]:
    words = "<p>Die Minister tagen in Brüssel, sagte ein Sprecher am Montag.</p>"
    yield "h01 breaks.html", making.html("<p>" + "Wort<br>" * 300_000 + "</p>")
    yield "h02 only breaks.html", making.html("<p>Wort" + "<br>" * 300_000 + "</p>")
    yield "h03 deep.html", making.html("<div>" * 100_000 + words)
    yield "h04 deep lists.html", making.html("<ul><li>" * 3_000 + words)
    yield "h05 deep tables.html", making.html("<table><tr><td>" * 2_000 + words)
    yield "h06 spans.html", making.html("<span>x</span>" * 100_000)
    yield "h07 attributes.html", making.html(f"<p {'a=b ' * 100_000}>x</p>{words}")
    yield "h08 entities.html", making.html("&nbsp;&#xD800;&#0;&#x110000;" * 20_000)
    yield "h09 open tags.html", b"<" * 1_000_000
    yield "h10 comment.html", b"<!--" * 200_000
    yield "h11 sheet.html", making.html(words, "<style>" + "p{color:red}" * 50_000 + "</style>")
    yield (
        "h12 selectors.html",
        making.html(
            words * 50, "<style>" + "p p p:not(p) ~ p," * 3_000 + "b{display:none}</style>"
        ),
    )
    yield "h13 braces.html", making.html(words, "<style>" + "{" * 500_000 + "</style>")
    yield "h14 styles.html", making.html(f"<p style='{'left:-9px;' * 50_000}'>x</p>{words}")
    yield "h15 white.html", making.html("<b style='color:#fff'>x</b>" * 20_000 + words)
    yield "h16 charset.html", b"<meta charset=" + b"x" * 5_000 + b"><p>x"
    yield "h17 doctype.html", b"<!DOCTYPE " + b"x" * 500_000 + b">" + words.encode()
    yield (
        "h18 date.html",
        making.html(words, f"<meta property=article:published_time content='{'9-' * 5_000}'>"),
    )
    yield (
        "h19 json.html",
        making.html(words, f"<script type=application/ld+json>{'[' * 100_000}</script>"),
    )
    yield "h20 utf7.html", b"<meta charset=utf-7>+ADw-p+AD4-" + words.encode("ascii", "replace")
    yield "h21 title.html", making.html(words, f"<title>{'a | ' * 50_000}</title>")


def _pdf() -> Iterator[tuple[str, bytes]]:
    page = [f"Zeile {n} hat einen Text, der weitergeht" for n in range(60)]
    yield "p01 lines.pdf", making.pdf(*[page] * 1_000)
    yield "p02 many pages.pdf", making.pdf(*[["x"]] * 1_001)
    yield "p03 page numbers.pdf", making.pdf(["1"] * 50_000)
    yield "p04 blanks.pdf", making.pdf([""] * 50_000)
    yield "p05 long line.pdf", making.pdf(["Wort " * 100_000])
    yield "p06 cut.pdf", making.pdf(page)[:-400]
    yield "p07 loop.pdf", making.pdf(page).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")
    yield "p08 count.pdf", making.pdf(page).replace(b"/Count 1", b"/Count 999999999")
    yield "p09 length.pdf", making.pdf(page).replace(b"/Length ", b"/Length 9999999")
    yield "p10 states.pdf", _stream(b"q " * 200_000 + b"BT (x) Tj ET")
    yield "p11 rectangles.pdf", _stream(b"0 0 595 842 re f " * 100_000 + b"BT (x) Tj ET")
    yield (
        "p12 numbers.pdf",
        _stream(b"1e999 -- Tr BT /F1 1e99 Tf 9" + b"9" * 400 + b" 0 Td (x) Tj ET"),
    )
    yield (
        "p13 operands.pdf",
        _stream(b"Tr Tf rg k g cs gs Do BDC EMC EMC Q Q re f sh (x) Tj TJ ' \""),
    )
    yield "p14 arrays.pdf", _stream(b"BT " + b"[" * 20_000 + b"(x)" + b"]" * 20_000 + b" TJ ET")
    yield "p15 bomb.pdf", _stream(b"BT (x) Tj ET " + b" " * 100_000_000, packed=True)
    yield "p16 not.pdf", b"%PDF-1.7\n" + b"obj " * 100_000
    yield "p17 self form.pdf", _stream(b"/F Do " * 2_000, b"/XObject << /F 5 0 R >>")


def _stream(content: bytes, resources: bytes = b"", *, packed: bool = False) -> bytes:
    """A page of one content stream, which is also form 5."""
    from zlib import compress

    data = compress(content, 9) if packed else content
    kind = b"/Filter /FlateDecode " if packed else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
        b"/Resources << /Font << /F1 3 0 R >> " + resources + b" >> >>",
        b"<< /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F1 3 0 R >> "
        + resources + b" >> " + kind + b"/Length %d >>\nstream\n" % len(data) + data
        + b"\nendstream",
    ]  # fmt: skip
    return making.pdf_file(objects)


def _word() -> Iterator[tuple[str, bytes]]:
    cell = "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"
    box = "<w:p><w:r><w:txbxContent>{}</w:txbxContent></w:r></w:p>"
    yield "w01 tables.docx", body(_nested(cell, 60))
    yield "w02 boxes.docx", body(_nested(box, 60))
    yield "w03 deeper.docx", body(_nested(cell, 5_000))
    yield "w04 both.docx", body(_nested(cell.format(box), 30))
    yield "w05 runs.docx", body(f"<w:p>{RUN * 100_000}</w:p>")
    yield "w06 paragraphs.docx", body("<w:p/>" * 300_000 + PARAGRAPH)
    yield "w07 breaks.docx", body(f"<w:p><w:r>{'<w:br/>' * 300_000}</w:r>{RUN}</w:p>")
    yield (
        "w08 white.docx",
        body(
            "<w:p>"
            + f"<w:r><w:rPr><w:color w:val='FFFFFF'/></w:rPr>{RUN}</w:r>" * 30_000
            + "</w:p>"
        ),
    )
    yield "w09 rows.docx", body(f"<w:tbl>{'<w:tr><w:tc><w:p/></w:tc></w:tr>' * 50_000}</w:tbl>")
    yield "w10 bomb.docx", _zip({"word/document.xml": b"0" * 100_000_001})
    yield "w11 elements.docx", body("<w:p/>" * 15_000_000)
    yield "w12 spaces.docx", body(f"<w:p><w:r><w:t>{' ' * 5_000_000}x</w:t></w:r></w:p>")
    yield "w13 styles loop.docx", body(PARAGRAPH, styles=(
        "<w:style w:type='paragraph' w:default='1' w:styleId='a'><w:basedOn w:val='b'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='b'><w:basedOn w:val='a'/></w:style>"
    ))  # fmt: skip
    yield "w14 text.docx", body(f"<w:p><w:r><w:t>{'Wort ' * 2_000_000}</w:t></w:r></w:p>")
    yield "w15 empty.docx", _zip({})
    yield "w16 entity.docx", _zip({"[Content_Types].xml": b"<!DOCTYPE x [<!ENTITY a SYSTEM "
                                   b"'file:///etc/passwd'>]><Types>&a;</Types>"})  # fmt: skip


def _rtf() -> Iterator[tuple[str, bytes]]:
    yield "r01 groups.rtf", b"{\\rtf1" + b"{" * 1_000_000
    yield "r02 notes.rtf", b"{\\rtf1" + b"{\\footnote " * 100_000 + b"x"
    yield "r03 letters.rtf", b"{\\rtf1" + b"\\u-1?" * 1_000_000
    yield "r04 bytes.rtf", b"{\\rtf1 \\bin99999999999 x"
    yield "r05 cells.rtf", b"{\\rtf1" + b"\\cell" * 1_000_000 + b"\\row"
    yield "r06 slashes.rtf", b"{\\rtf1" + b"\\" * 1_000_001


def _xml() -> Iterator[tuple[str, bytes]]:
    laughs = "".join(f"<!ENTITY a{n} '" + f"&a{n - 1};" * 10 + "'>" for n in range(1, 12))
    yield (
        "x01 laughs.xml",
        f"<!DOCTYPE nitf [<!ENTITY a0 'ha'>{laughs}]><nitf>&a11;</nitf>".encode(),
    )
    yield "x02 deep.xml", b"<nitf>" + b"<p>" * 1_000_000
    yield "x03 ampersands.rss", b"<rss>" + b"&" * 2_000_000 + b"</rss>"
    yield "x04 entries.rss", b"<rss>" + b"<item><title>x</title></item>" * 100_000 + b"</rss>"
    yield "x05 outside.xml", b"<!DOCTYPE nitf SYSTEM 'file:///dev/zero'><nitf><body>x</body></nitf>"
    entry = b"<item><description>" + b"&lt;div&gt;" * 200_000 + b"</description></item>"
    yield "x06 fragment.rss", b"<rss>" + entry + b"</rss>"


def _mail() -> Iterator[tuple[str, bytes]]:
    yield "e01 heads.eml", b"X: y\r\n" * 500_000
    yield "e02 words.eml", b"Subject: " + b"=?utf-8?q?a?= " * 3_000 + b"\r\n\r\nx"
    yield "e03 comments.eml", b"From: " + b"(" * 40_000 + b"\r\n\r\nx"
    nested = b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
    yield "e04 nested.eml", nested * 20_000
    yield "e05 flowed.eml", b"Content-Type: text/plain; format=flowed\r\n\r\n" + b"a \r\n" * 500_000


def _zips() -> Iterator[tuple[str, bytes]]:
    yield "z01 bomb.zip", _zip({"a.txt": b"0" * 100_000_001})
    yield "z02 many.zip", _zip({f"{n}.txt": b"x" for n in range(1_001)})
    inner = _zip({"a.txt": b"0" * 40_000_000})
    yield "z03 bombs.zip", _zip({f"{n}.zip": inner for n in range(900)})
    yield "z04 paths.zip", _zip({"../../../etc/a.txt": b"Eins.", "/" * 1_000 + "b.txt": b"Zwei."})
    yield "z05 cut.zip", _zip({"a.txt": b"x" * 10_000})[:-20]
    yield "z06 laughs.odt", _zip({"content.xml": dict(_xml())["x01 laughs.xml"]})


def body(content: str, styles: str = "") -> bytes:
    """A document with this between the tags of its body."""
    whole, data = ZipFile(BytesIO(making.docx("x"))), BytesIO()
    parts = {
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{content}</w:body></w:document>'
    }
    if styles:
        parts["word/styles.xml"] = f'<w:styles xmlns:w="{W}">{styles}</w:styles>'
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for name in whole.namelist():
            archive.writestr(name, parts.get(name) or whole.read(name))
    return data.getvalue()


def _nested(pattern: str, depth: int) -> str:
    before, after = pattern.split("{}")
    return (before + PARAGRAPH) * depth + PARAGRAPH + after * depth


def _zip(parts: dict[str, bytes]) -> bytes:
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()
