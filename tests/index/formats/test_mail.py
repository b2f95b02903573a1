"""Mails as programs for mail save them."""

from base64 import b64encode
from contextlib import suppress
from datetime import date, time

import pytest

from index.formats import FORMATS, Extract, Fault, UnreadableError
from index.reading.parsing import Article, Several, parse
from tests.index.formats import making

extract = FORMATS[".eml"].extract

HEAD = (
    "From: =?utf-8?q?Pressestelle_M=C3=BClheim?= <presse@muelheim.example>\r\n"
    "To: redaktion@zeitung.example\r\nSubject: =?iso-8859-1?Q?M=FClheim_kauft_Busse?=\r\n"
    "Date: Sat, 14 Mar 2026 10:15:00 +0100\r\nMIME-Version: 1.0\r\n"
)
TEXT = "Die Stadt Mülheim kauft zwölf Busse."


def mail(kind: str, body: str | bytes, *, encoding: str = "8bit", head: str = HEAD) -> bytes:
    data = body.encode() if isinstance(body, str) else body
    return (
        f"{head}Content-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode()
        + data
    )


def parts(kind: str, *inner: str, head: str = HEAD) -> bytes:
    body = "".join(f"--xx\r\n{part}\r\n" for part in inner)
    return f'{head}Content-Type: multipart/{kind}; boundary="xx"\r\n\r\n{body}--xx--\r\n'.encode()


def part(kind: str, body: str, more: str = "") -> str:
    return f"Content-Type: {kind}\r\n{more}\r\n{body}"


PLAIN = part("text/plain; charset=utf-8", TEXT)
MARKUP = part("text/html; charset=utf-8", f"<p>{TEXT}</p><p>Zweiter Absatz.</p>")
NEWSLETTER = (
    "<div style=display:none>Vorschau</div><table role=presentation><tr><td><h1>Kopf</h1></td></tr>"
    f"<tr><td><table><tr><td><p>{TEXT}</p></td><td>Rechts</td></tr></table></td></tr></table>"
)
FLOWED = "Die Stadt Mülheim kauft \r\nzwölf Busse.\r\n\r\nEnde.\r\n"
# Whole mails, and the paragraphs of their text.
CASES = {
    "plain": (mail("text/plain; charset=utf-8", TEXT), [TEXT]),
    "no charset": (mail("text/plain", TEXT), [TEXT]),
    "wrong charset": (mail("text/plain; charset=utf-8", TEXT.encode("cp1252")), [TEXT]),
    "unknown charset": (mail("text/plain; charset=x-unbekannt", TEXT), [TEXT]),
    "Latin-1": (mail("text/plain; charset=iso-8859-1", TEXT.encode("cp1252")), [TEXT]),
    "Latin-1 with quotes of Windows": (
        mail("text/plain; charset=iso-8859-1", "„Gut“ – sagt er.".encode("cp1252")),
        ["„Gut“ – sagt er."],
    ),
    "quoted printable": (
        mail("text/plain; charset=utf-8", "M=C3=BClheim =\r\nkauft.", encoding="quoted-printable"),
        ["Mülheim kauft."],
    ),
    "base64": (
        mail("text/plain; charset=utf-8", b64encode(TEXT.encode()), encoding="base64"),
        [TEXT],
    ),
    "flowed lines": (
        mail("text/plain; charset=utf-8; format=flowed", FLOWED),
        [TEXT, "Ende."],
    ),
    "flowed lines with a space too many": (
        mail("text/plain; charset=utf-8; format=flowed; delsp=yes", "Donau \r\ndampfer."),
        ["Donaudampfer."],
    ),
    "HTML only": (mail("text/html; charset=utf-8", f"<p>{TEXT}</p>"), [TEXT]),
    "HTML that names its charset itself": (
        mail("text/html", f"<meta charset=iso-8859-1><p>{TEXT}</p>".encode("cp1252")),
        [TEXT],
    ),
    "newsletter": (mail("text/html; charset=utf-8", NEWSLETTER), ["Kopf", f"{TEXT} | Rechts"]),
    "quoted mail in HTML": (
        mail("text/html; charset=utf-8", f"<div>Siehe unten.</div><blockquote>{TEXT}</blockquote>"),
        ["Siehe unten.", TEXT],
    ),
    "both, plain complete": (
        parts(
            "alternative", part("text/plain; charset=utf-8", f"{TEXT}\r\nZweiter Absatz."), MARKUP
        ),
        [TEXT, "Zweiter Absatz."],
    ),
    "both, plain says nothing": (
        parts("alternative", part("text/plain", "Bitte HTML ein."), MARKUP),
        [TEXT, "Zweiter Absatz."],
    ),
    "both, plain empty": (
        parts("alternative", part("text/plain", " "), MARKUP),
        [TEXT, "Zweiter Absatz."],
    ),
    "two texts": (parts("mixed", PLAIN, part("text/plain", "Fuss.")), [TEXT, "Fuss."]),
    "alternative inside related": (
        parts(
            "related",
            f'Content-Type: multipart/alternative; boundary="yy"\r\n\r\n--yy\r\n{MARKUP}\r\n--yy--',
            part("image/png", "x", "Content-ID: <a>\r\n"),
        ),
        [TEXT, "Zweiter Absatz."],
    ),
    "signed": (parts("signed", PLAIN, part("application/pgp-signature", "x")), [TEXT]),
    "lines of Unix": (mail("text/plain; charset=utf-8", TEXT).replace(b"\r\n", b"\n"), [TEXT]),
    "boundary that never ends": (
        HEAD.encode()
        + f'Content-Type: multipart/mixed; boundary="xx"\r\n\r\n--xx\r\n{PLAIN}'.encode(),
        [TEXT],
    ),
    "line for an mbox": (
        b"From presse Sat Mar 14\r\n" + mail("text/plain; charset=utf-8", TEXT),
        [TEXT],
    ),
}


@pytest.mark.parametrize(("data", "wanted"), CASES.values(), ids=CASES)
def test_mail_reads_as_it_is_shown(data: bytes, wanted: list[str]) -> None:
    assert extract(data).text.split("\n") == wanted


def test_sender_date_and_subject_are_known() -> None:
    assert extract(mail("text/plain; charset=utf-8", TEXT)) == Extract(
        TEXT,
        title="Mülheim kauft Busse",
        outlet="Pressestelle Mülheim",
        dated=date(2026, 3, 14),
        time_of_day=time(10, 15),
    )


@pytest.mark.parametrize(
    ("sender", "outlet"),
    [
        ("presse@wiesau.example", "presse@wiesau.example"),
        ('"Pohl, Inge" <pohl@wiesau.example>', "Pohl, Inge"),
        ("=?utf-8?b?TcO8bGxlcg==?= <m@x.example>", "Müller"),
        ("", None),
        ("<<>>", None),
    ],
)
def test_senders(sender: str, outlet: str | None) -> None:
    data = mail("text/plain", "Text.", head=f"From: {sender}\r\nSubject: x\r\nDate: nie\r\n")
    found = extract(data)
    assert (found.outlet, found.dated) == (outlet, None)


def attached(name: str, body: bytes, kind: str = "application/octet-stream") -> str:
    more = (
        f"Content-Disposition: attachment; filename*=utf-8''{name}\r\n"
        "Content-Transfer-Encoding: base64\r\n"
    )
    return part(kind, b64encode(body).decode(), more)


def test_attachments_are_articles_with_the_mails_date_and_sender() -> None:
    data = parts(
        "mixed",
        PLAIN,
        attached("zahlen%C3%BC.txt", "Zwölf Busse kosten 7 Mio. Euro.".encode("cp1252"),
                 "text/plain; charset=iso-8859-1"),
        attached("langes.docx", making.docx("Der Rat stimmte zu.")),
        attached("logo.png", b"x", "image/png"),
        attached("alt.doc", b"\xd0\xcf\x11\xe0"),
    )  # fmt: skip
    found = parse("post/mail.eml", data)
    assert isinstance(found, Several)
    assert [
        (a.document.source, a.document.text, a.document.outlet, a.document.date)
        for a in found.articles
    ] == [
        (f"post/mail.eml{path}", text, "Pressestelle Mülheim", date(2026, 3, 14))
        for path, text in (
            ("", TEXT),
            ("/zahlenü.txt", "Zwölf Busse kosten 7 Mio. Euro."),
            ("/langes.docx", "Der Rat stimmte zu."),
        )
    ]
    assert [(one.source, one.fault) for one in found.problems] == [
        ("post/mail.eml/alt.doc", Fault.FORMAT)
    ]


def test_a_mail_in_a_mail_is_an_article() -> None:
    inner = mail("text/plain; charset=utf-8", "Weitergeleitet.").decode()
    found = parse("a.eml", parts("mixed", PLAIN, part("message/rfc822", inner)))
    assert isinstance(found, Several)
    assert [a.document.text for a in found.articles] == [TEXT, "Weitergeleitet."]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", Fault.DAMAGED),
        (b"\0\1\2", Fault.DAMAGED),
        (parts("encrypted", part("application/pgp-encrypted", "Version: 1")), Fault.LOCKED),
        (mail("application/pkcs7-mime; smime-type=enveloped-data", "x"), Fault.LOCKED),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, fault: Fault) -> None:
    with pytest.raises(UnreadableError) as caught:
        extract(data)
    assert caught.value.fault is fault


def test_a_mail_without_attachments_is_one_article() -> None:
    assert isinstance(parse("a.eml", mail("text/plain", "Text.")), Article)


@pytest.mark.parametrize(
    "data",
    [
        parts("mixed", *["Content-Type: multipart/mixed; boundary=xx\r\n\r\n--xx"] * 500),
        b"Subject: " + b"=?utf-8?q?a?= " * 20_000 + b"\r\n\r\nx",
        b"Content-Type: text/plain; " + b"a=b; " * 20_000 + b"\r\n\r\nx",
        b"From: " + b"(" * 40_000 + b"\r\n\r\nx",
    ],
)
def test_mail_that_is_made_to_do_harm_is_read_or_refused(data: bytes) -> None:
    with suppress(UnreadableError):
        extract(data).text.encode()
