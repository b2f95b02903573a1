"""More files made to stop a build, by what is odd within the format: encodings, words, trees, maps.

Beside :mod:`tests.index.hostile_files`, whose files are large or deep for the most part.
"""

import random
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from tests.index.formats import making
from tests.index.hostile_files import PARAGRAPH, RUN, W, body

WORDS = "<p>Die Minister tagen in Brüssel, sagte ein Sprecher am Montag.</p>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
SHOW = b"BT /F1 11 Tf 50 600 Td (Der Hafen bleibt bis Freitag zu.) Tj ET"


def hostile_structures() -> dict[str, bytes]:
    """By name; made anew each time, some megabytes in all."""
    return dict([*_texts(), *_markdown(), *_html(), *_pdf(), *_word()])


def _texts() -> Iterator[tuple[str, bytes]]:
    chance = random.Random(1)
    letters = "abcdefghijklmnopqrstuvwxyz"
    yield "T01 utf32.txt", "Ein Satz.".encode("utf-32")
    yield "T02 latin.txt", "Über die Fähre.".encode("latin-1")
    yield "T03 gzip.txt", zlib.compress(b"Ein Satz. " * 1_000)
    yield "T04 marks.txt", "\ufeff".encode() * 300_000 + b"Ein Satz."
    yield "T05 zero width.txt", ("\u200b\u200d\u2060" * 200_000).encode()
    yield "T06 tags.txt", ("Wort" + "\U000e0041" * 300_000).encode()
    yield "T07 jamo.txt", ("\u1100\u1161\u11a8" * 200_000).encode()
    yield (
        "T08 compounds.txt",
        (" ".join(["donaudampfschifffahrtsgesellschaft" * 3] * 20_000)).encode(),
    )
    yield "T09 one compound.txt", ("landtag" * 500_000).encode()
    new = (" ".join("".join(chance.choices(letters, k=9)) for _ in range(50)) + "."
           for _ in range(4_000))  # fmt: skip
    yield "T10 new words.txt", "\n".join(new).encode()
    yield "T11 hyphens.txt", b"a-" * 900_000
    yield "T12 digits.txt", b"9" * 3_000_000
    yield "T13 versions.txt", b"1.2," * 900_000
    yield "T14 questions.txt", b"?!" * 1_500_000
    yield "T15 nested quotes.txt", ("„Er sagte: " * 100_000 + "“" * 100_000).encode()
    yield "T16 tabs.txt", (b"a\tb\t" * 300 + b"\n") * 2_000
    yield "T17 soft hyphens.txt", ("Do\u00adnau" * 300_000).encode()
    yield "T18 addresses.txt", b"https://a.b/c?d=e&f=g.h " * 100_000
    yield "T19 both ways.txt", "שלום مرحبا Welt. ".encode() * 60_000
    yield "T20 nul.txt", b"Ein Satz.\x00" * 100_000
    yield "T21 kanji.txt", "日本語の文章です。".encode() * 80_000


def _markdown() -> Iterator[tuple[str, bytes]]:
    yield "M01 open front.md", b"---\n" + b"a: b\n" * 300_000
    yield "M02 long value.md", b"---\ntitle: " + b"x" * 2_000_000 + b"\n---\nText."
    yield "M03 tag.md", b"---\ntitle: !!python/object/apply:os.system ['id']\n---\nText."
    yield "M04 keys.md", b"---\n" + b"? [a]\n: b\n" * 50_000 + b"---\nText."
    yield "M05 merge.md", b"---\na: &a {b: c}\n" + b"<<: *a\n" * 50_000 + b"---\nText."
    yield "M06 pipes.md", b"|" * 1_000_000 + b"\n|-|\n" + b"|a" * 300_000
    yield "M07 quoted.md", b">" * 500_000 + b" Text."
    yield "M08 lists.md", b"\n".join(b" " * (n % 2_000) + b"- a" for n in range(8_000))
    yield "M09 emphasis.md", b"*_" * 700_000
    yield "M10 images.md", b"![" * 500_000 + b"](" * 500_000
    yield "M11 underline.md", b"Text\n" + b"=" * 3_000_000
    yield "M12 open tag.md", b"<div>\n" * 200_000 + b"Text."
    yield "M13 backslashes.md", b"\\" * 3_000_000
    yield "M14 notes.md", b"".join(b"[^%d]: a[^%d]\n" % (n, n + 1) for n in range(60_000))


def _html() -> Iterator[tuple[str, bytes]]:
    yield "H01 spans.html", making.html(f"<table><td colspan=999999999 rowspan=999999999>{WORDS}")
    yield "H02 misnested.html", making.html("<b><i><p></b></i>" * 3_000 + WORDS)
    yield "H03 fostered.html", making.html("<table>x<tr>y" * 5_000 + WORDS)
    yield "H04 svg.html", making.html("<svg><foreignObject><math><mtext>" * 1_000 + WORDS)
    yield "H05 options.html", making.html("<select><option>x" * 50_000 + WORDS)
    yield "H06 templates.html", making.html("<template>" * 3_000 + WORDS)
    yield "H07 open.html", making.html("<p>Ein Satz steht hier" * 60_000)
    yield "H08 plaintext.html", making.html(f"<plaintext>{WORDS * 9_000}")
    yield "H09 classes.html", making.html(f"<p class='{'a ' * 500_000}'>x</p>{WORDS}")
    yield "H10 is.html", making.html(WORDS, f"<style>{':is(' * 5_000}p{')' * 5_000}{{}}</style>")
    yield "H11 media.html", making.html(WORDS, f"<style>{'@media a{' * 20_000}</style>")
    yield "H12 variables.html", making.html(WORDS, f"<style>p{{left:{'calc(' * 9_000}1</style>")
    rules = "*{color:red}" * 3_000
    yield "H13 all elements.html", making.html("<p>Wort.</p>" * 3_000, f"<style>{rules}</style>")
    yield "H14 escapes.html", making.html(WORDS, f"<style>{chr(92) + '000061'}" * 50_000)
    many = ",".join(['{"@type":"NewsArticle","headline":"x"}'] * 60_000)
    yield (
        "H15 articles.html",
        making.html(WORDS, f"<script type=application/ld+json>[{many}]</script>"),
    )
    yield "H16 titles.html", making.html(WORDS, "<title>x</title>" * 60_000)
    yield "H17 utf16.html", f"<meta charset=utf-8>{WORDS}".encode("utf-16")
    yield "H18 unknown charset.html", b"<meta charset=x-user-defined>" + WORDS.encode()
    yield "H19 frames.html", b"<frameset>" * 20_000 + WORDS.encode()
    yield "H20 comments.html", making.html("<!--[if IE]>x<![endif]-->" * 50_000 + WORDS)
    yield "H21 styled.html", making.html("<p style='color:#FFF;color:#fff'>x</p>" * 30_000 + WORDS)
    yield "H22 nul.html", making.html(WORDS.replace("i", "i\x00") * 5_000)


def _file(content: bytes, page: bytes = b"", *more: bytes, entries: bytes = b"") -> bytes:
    """One page; ``more`` are objects from 6 on."""
    return making.pdf_file([
        b"<< /Type /Catalog /Pages 2 0 R " + entries + b" >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>", more[0] if more and not page else FONT,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
        b"/Resources << /Font << /F1 3 0 R >> >> " + page + b" >>",
        content, *more,
    ])  # fmt: skip


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n" % (len(data), entries) + data + b"\nendstream"


def _pdf() -> Iterator[tuple[str, bytes]]:
    plain = _file(_stream(SHOW))
    many = zlib.compress(b"x" * 90_000_000, 9)
    for _ in range(3):
        many = zlib.compress(many, 9)
    yield "P01 filters.pdf", _file(_stream(many, b"/Filter [" + b"/FlateDecode " * 4 + b"]"))
    yield (
        "P02 hundred filters.pdf",
        _file(_stream(SHOW, b"/Filter [" + b"/ASCIIHexDecode " * 900 + b"]")),
    )
    yield "P03 run length.pdf", _file(_stream(b"\x81 " * 900_000, b"/Filter /RunLengthDecode"))
    yield "P04 previous.pdf", plain.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev 9")
    yield "P05 start.pdf", plain.replace(b"startxref\n", b"startxref\n-")
    yield "P06 no catalog.pdf", plain.replace(b"/Catalog", b"/Nothing")
    yield "P07 box.pdf", plain.replace(b"[0 0 595 842]", b"[1e30 -1e30 -1 NaN]")
    yield (
        "P08 far.pdf",
        _file(_stream(b"BT /F1 1e38 Tf 1e38 0 0 1e38 1e38 1e38 Tm (weit) Tj ET" * 900)),
    )
    yield "P09 image.pdf", _file(_stream(b"BI /W 9 /H 9 ID " + b"x EI" * 200_000 + SHOW))
    ranges = b"<0000> <ffff> <0041>\n" * 100
    unicode = _stream(b"100 beginbfrange\n" + ranges * 30 + b"endbfrange", b"")
    yield "P10 map.pdf", _file(_stream(SHOW)).replace(
        FONT, b"<< /Type /Font /Subtype /Type1 /BaseFont /A /ToUnicode 6 0 R >>"
    ).replace(b"xref", b"6 0 obj\n" + unicode + b"\nendobj\nxref", 1)  # fmt: skip
    yield "P11 outlines.pdf", _file(
        _stream(SHOW), b"/Annots [6 0 R]", b"<< /First 6 0 R /Next 6 0 R /Parent 6 0 R >>",
        entries=b"/Outlines 6 0 R",
    )  # fmt: skip
    deep = [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (n + 1) for n in range(6, 5_000)]
    yield "P12 tree.pdf", making.pdf_file([
        b"<< /Type /Catalog /Pages 6 0 R >>", b"<< >>", FONT, b"<< >>", b"<< >>", *deep,
    ])  # fmt: skip
    yield "P13 updates.pdf", plain + plain[plain.index(b"xref") :] * 3_000
    yield (
        "P14 strings.pdf",
        _file(_stream(b"BT <" + b"4" * 2_000_001 + b"> Tj (" + b"(" * 90_000 + b" Tj")),
    )
    yield "P15 no end.pdf", plain.replace(b"endstream", b"").replace(b"endobj", b"")
    yield "P16 shown.pdf", _file(_stream(b"BT /F1 1 Tf " + b"(a) Tj 0 -2 Td " * 150_000 + b"ET"))
    yield "P17 locked.pdf", plain.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt << /Filter /X >>")
    yield "P18 title.pdf", making.pdf(["Ein Satz."], title="x" * 1_000_000)


def _parts(*pairs: tuple[str, bytes], packing: int = ZIP_DEFLATED) -> bytes:
    """A sound document with other parts in place of its own, or beside them."""
    whole, data, given = ZipFile(BytesIO(making.docx("Ein Satz."))), BytesIO(), dict(pairs)
    with ZipFile(data, "w", packing) as archive:
        for name in whole.namelist():
            archive.writestr(name, given.pop(name, b"") or whole.read(name))
        for name, content in given.items():
            archive.writestr(name, content)
    return data.getvalue()


def _xml(before: str, inside: str, attributes: str = "") -> bytes:
    return (
        f'{before}<w:document xmlns:w="{W}" {attributes}><w:body>{inside}</w:body></w:document>'
    ).encode()


def _word() -> Iterator[tuple[str, bytes]]:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    part = "word/document.xml"
    dtd = f'<!DOCTYPE x [<!ENTITY a0 "x">{laughs}]>'
    yield "W01 laughs.docx", _parts((part, _xml(dtd, "<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>")))
    outside = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'
    yield "W02 outside.docx", _parts((part, _xml(outside, PARAGRAPH)))
    yield (
        "W03 controls.docx",
        body("<w:sdt><w:sdtContent>" * 3_000 + PARAGRAPH + "</w:sdtContent></w:sdt>" * 3_000),
    )
    yield "W04 revisions.docx", body(f"<w:p>{'<w:ins>' * 3_000}{RUN}{'</w:ins>' * 3_000}</w:p>")
    yield (
        "W05 deleted.docx",
        body("<w:p><w:del><w:r><w:delText>weg</w:delText></w:r></w:del></w:p>" * 40_000),
    )
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    yield "W06 fields.docx", body(f"<w:p>{field * 50_000}{RUN}</w:p>")
    yield (
        "W07 links.docx",
        body(f"<w:p>{'<w:hyperlink>' * 2_000}{RUN}{'</w:hyperlink>' * 2_000}</w:p>"),
    )
    yield "W08 references.docx", body(f"<w:p><w:r><w:t>{'&#x1F600;' * 500_000}</w:t></w:r></w:p>")
    names = " ".join(f'xmlns:n{n}="n{n}"' for n in range(50_000))
    yield "W09 namespaces.docx", _parts((part, _xml("", PARAGRAPH, names)))
    yield (
        "W10 attributes.docx",
        body(f"<w:p {' '.join(f'w:a{n}=' + chr(34) * 2 for n in range(90_000))}/>"),
    )
    yield "W11 elements.docx", body("<w:x>" * 200_000 + "</w:x>" * 200_000)
    yield "W12 comment.docx", _parts((part, _xml(f"<!--{'x' * 20_000_000}-->", PARAGRAPH)))
    yield (
        "W13 many parts.docx",
        _parts(*((f"word/media/{n}", b"x") for n in range(50_000)), packing=ZIP_STORED),
    )
    yield "W14 paths.docx", _parts(("../../../tmp/escaped", b"x"), ("/etc/escaped", b"x"))
    broken = _parts(packing=ZIP_STORED)
    yield "W15 checksum.docx", broken.replace(b"Ein Satz.", b"Zwei Satz")
    yield "W16 cut.docx", broken[: len(broken) // 2]
    style = "<w:style w:type='paragraph' w:styleId='s{}'><w:basedOn w:val='s{}'/></w:style>"
    styles = "".join(style.format(n, n + 1) for n in range(20_000))
    yield (
        "W17 styles.docx",
        body("<w:p><w:pPr><w:pStyle w:val='s0'/></w:pPr>" + RUN + "</w:p>", styles),
    )
    yield (
        "W18 utf7.docx",
        _parts((part, b'<?xml version="1.0" encoding="utf-7"?>' + _xml("", PARAGRAPH))),
    )
    yield "W19 core.docx", _parts(("docProps/core.xml", b"<x>" * 50_000))
    yield (
        "W20 cells.docx",
        body(f"<w:tbl>{'<w:tr>' + '<w:tc><w:p/></w:tc>' * 900 + '</w:tr>'}</w:tbl>" * 60),
    )
