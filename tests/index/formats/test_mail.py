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
WRAPPED = """Rat beschließt Haushalt

Der Rat der Stadt Wiesau hat am Montag mit den Stimmen der Koalition
den Haushalt für das kommende Jahr beschlossen. Die Opposition lehnte
den Entwurf ab und kündigte an, dagegen vor dem Verwaltungsgericht zu
klagen. Bürgermeisterin Inge Pohl sprach von einem guten Tag für alle
Bürger.

Die Stadt will im nächsten Jahr zwölf Busse kaufen und die Straße zum
Bahnhof sanieren.
"""
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
    "encoded letters in small hex": (
        mail(
            "text/plain; charset=utf-8", "M=c3=bclheim =E2=80=93 gut=", encoding="quoted-printable"
        ),
        ["Mülheim – gut"],
    ),
    "letters cut by a soft break": (
        mail("text/plain; charset=utf-8", "M=C3=\r\n=BClheim kauft.", encoding="quoted-printable"),
        ["Mülheim kauft."],
    ),
    "trailing spaces behind soft breaks": (
        mail("text/plain; charset=utf-8", "Die Stadt =  \r\nkauft.", encoding="quoted-printable"),
        ["Die Stadt kauft."],
    ),
    "base64 without its padding": (
        mail("text/plain; charset=utf-8", b64encode(TEXT.encode()).rstrip(b"="), encoding="base64"),
        [TEXT],
    ),
    "base64 in lines": (
        mail(
            "text/plain; charset=utf-8",
            b"\r\n".join(b64encode(TEXT.encode())[n : n + 16] for n in range(0, 60, 16)),
            encoding="base64",
        ),
        [TEXT],
    ),
    "unknown transfer encoding": (
        mail("text/plain; charset=utf-8", TEXT, encoding="8 Bit"),
        [TEXT],
    ),
    "charset in quotes and capitals": (mail('text/plain; CHARSET="UTF8"', TEXT), [TEXT]),
    "charset with a number of Windows": (
        mail("text/plain; charset=1252", TEXT.encode("cp1252")),
        [TEXT],
    ),
    "Latin-9": (
        mail("text/plain; charset=iso-8859-15", "7 € für Köln".encode("iso8859-15")),
        ["7 € für Köln"],
    ),
    "UTF-16 in base64": (
        mail("text/plain; charset=utf-16", b64encode(TEXT.encode("utf-16")), encoding="base64"),
        [TEXT],
    ),
    "UTF-7": (mail("text/plain; charset=utf-7", TEXT.encode("utf-7")), [TEXT]),
    "no charset, Windows-1252": (
        mail("text/plain", "„Größe“ für Köln".encode("cp1252")),
        ["„Größe“ für Köln"],
    ),
    "HTML whose charset is wrong in the head": (
        mail("text/html; charset=utf-8", f"<meta charset=windows-1252><p>{TEXT}</p>"),
        [TEXT],
    ),
    "HTML of Outlook": (
        mail(
            "text/html; charset=utf-8",
            "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><!--[if gte mso 9]><xml><o:x/></xml>"
            "<![endif]--><style><!-- p.MsoNormal {margin:0} --></style></head><body><div class=WordSection1>"
            f"<p class=MsoNormal>{TEXT}<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>"
            "<p class=MsoListParagraph><![if !supportLists]><span>·<span>&nbsp; </span></span><![endif]>"
            "Zwei<o:p></o:p></p></div></body></html>",
        ),
        [TEXT, "· Zwei"],
    ),
    "HTML of a web mailer": (
        mail(
            "text/html; charset=utf-8",
            f"<div dir=ltr><div>{TEXT}</div><div><br></div><div>Zwei.<br>Drei.</div></div>",
        ),
        [TEXT, "Zwei. Drei."],
    ),
    "forwarded below": (
        mail(
            "text/plain; charset=utf-8",
            f"Siehe unten.\r\n\r\n-------- Weitergeleitete Nachricht --------\r\nBetreff: Busse\r\n"
            f"Von: presse@wiesau.example\r\n\r\n{TEXT}\r\n",
        ),
        [
            "Siehe unten.",
            "-------- Weitergeleitete Nachricht --------",
            "Betreff: Busse",
            "Von: presse@wiesau.example",
            TEXT,
        ],
    ),
    "signature": (
        mail("text/plain; charset=utf-8", f"{TEXT}\r\n\r\n-- \r\nInge Pohl\r\nTel. 0123 456\r\n"),
        [TEXT, "--", "Inge Pohl", "Tel. 0123 456"],
    ),
    "signature in flowed lines": (
        mail("text/plain; charset=utf-8; format=flowed", f"{TEXT}\r\n-- \r\nInge Pohl\r\n"),
        [TEXT, "--", "Inge Pohl"],
    ),
    "wrapped by hand": (
        mail("text/plain; charset=utf-8", WRAPPED),
        [
            "Rat beschließt Haushalt",
            " ".join(WRAPPED.splitlines()[2:7]),
            " ".join(WRAPPED.splitlines()[8:10]),
        ],
    ),
    "quoted and wrapped by hand": (
        mail(
            "text/plain; charset=utf-8", "\r\n".join(f"> {line}" for line in WRAPPED.splitlines())
        ),
        [
            "Rat beschließt Haushalt",
            " ".join(WRAPPED.splitlines()[2:7]),
            " ".join(WRAPPED.splitlines()[8:10]),
        ],
    ),
    "quoted in flowed lines": (
        mail("text/plain; charset=utf-8; format=flowed", "> Die Stadt \r\n> kauft.\r\nGut.\r\n"),
        ["Die Stadt kauft.", "Gut."],
    ),
    "stuffed lines": (
        mail("text/plain; charset=utf-8; format=flowed", " From hier \r\nan.\r\n >Pfeil\r\n"),
        ["From hier an.", ">Pfeil"],
    ),
    "mixed, related and alternative inside each other": (
        parts(
            "mixed",
            'Content-Type: multipart/related; boundary="yy"\r\n\r\n--yy\r\nContent-Type: '
            'multipart/alternative; boundary="zz"\r\n\r\n--zz\r\n'
            + PLAIN
            + "\r\n--zz\r\n"
            + part("text/html; charset=utf-8", f"<p>{TEXT}</p><img src=cid:a>")
            + "\r\n--zz--\r\n--yy\r\n"
            + part("image/png", "x", "Content-ID: <a>\r\n")
            + "\r\n--yy--",
        ),
        [TEXT],
    ),
    "text around a picture": (
        parts(
            "mixed",
            PLAIN,
            part("image/png", "x", "Content-Disposition: inline; filename=a.png\r\n"),
            part("text/plain; charset=utf-8", "Danach."),
        ),
        [TEXT, "Danach."],
    ),
    "invitation": (
        parts("alternative", PLAIN, part("text/calendar; method=REQUEST", "BEGIN:VCALENDAR")),
        [TEXT],
    ),
    "text in AMP": (
        parts(
            "alternative",
            PLAIN,
            part("text/x-amp-html", "<html amp4email>x"),
            part("text/html; charset=utf-8", f"<p>{TEXT}</p>"),
        ),
        [TEXT],
    ),
    "words in front of the first part": (
        parts("mixed", PLAIN).replace(
            b"\r\n\r\n--xx", b"\r\n\r\nThis is a multi-part message.\r\n--xx", 1
        ),
        [TEXT],
    ),
    "no type": (f"{HEAD}\r\n".encode() + TEXT.encode(), [TEXT]),
    "wrong type": (mail("text", TEXT), [TEXT]),
    "mark for UTF-8": (b"\xef\xbb\xbf" + mail("text/plain; charset=utf-8", TEXT), [TEXT]),
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


SUBJECTS = [
    ("=?utf-8?Q?M=C3=BClheim_kauft?=", "Mülheim kauft"),
    ("=?utf-8?B?TcO8bGhlaW0=?= kauft", "Mülheim kauft"),
    ("=?utf-8?Q?M=C3?=\r\n =?utf-8?Q?=BClheim?=", "Mülheim"),
    ("=?UTF-8?Q?M=C3=BCl?= =?iso-8859-1?Q?heim_f=FCr?=", "Mülheim für"),
    ("=?utf-8?Q?M=C3=BClheim kauft?=", "Mülheim kauft"),
    ("=?windows-1252?Q?=84Gut=93_=96_ja?=", "„Gut“ – ja"),
    ("=?iso-8859-1?Q?=84Gut=93?=", "„Gut“"),
    ("Mülheim kauft", "Mülheim kauft"),
    ("Mülheim\r\n kauft", "Mülheim kauft"),
    ("=?utf-8?X?kaputt?=", "=?utf-8?X?kaputt?="),
    ("", None),
]


@pytest.mark.parametrize(("written", "title"), SUBJECTS)
def test_subjects(written: str, title: str | None) -> None:
    assert extract(mail("text/plain", "x", head=f"Subject: {written}\r\n")).title == title


def test_a_subject_in_windows_1252() -> None:
    data = mail("text/plain", "x", head="Subject: x\r\n").replace(b": x", b": F\xfcr K\xf6ln", 1)
    assert extract(data).title == "Für Köln"


@pytest.mark.parametrize(
    "written",
    [
        "Sat, 14 Mar 2026 10:15:00 +0100 (CET)",
        "14 Mar 2026 10:15 +0100",
        "Sa, 14 Mär 2026 10:15:00 +0100",
        "Sat, 14 Mar 26 10:15:00 +0100",
        "14.03.2026 10:15",
        "2026-03-14T10:15:00+01:00",
    ],
)
def test_dates(written: str) -> None:
    found = extract(mail("text/plain", "x", head=f"Date: {written}\r\n"))
    assert (found.dated, found.time_of_day) == (date(2026, 3, 14), time(10, 15))


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('attachment; filename="zahlen.txt"', "zahlen.txt"),
        ('attachment; filename="=?utf-8?Q?zahlen=C3=BC.txt?="', "zahlenü.txt"),
        ('attachment; filename="zahlenü.txt"', "zahlenü.txt"),
        ("attachment; filename*=iso-8859-1''zahlen%FC.txt", "zahlenü.txt"),
        ("attachment; filename*0=zah; filename*1=len.txt", "zahlen.txt"),
        ("attachment; filename=die zahlen.txt", "die zahlen.txt"),
        ("attachment", "attachment.txt"),
        ('inline; filename="../zahlen.txt"', "zahlen.txt"),
    ],
)
def test_names_of_attachments(disposition: str, name: str) -> None:
    more = f"Content-Disposition: {disposition}\r\n"
    found = parse("m.eml", parts("mixed", PLAIN, part("text/plain; charset=utf-8", "Zwei.", more)))
    assert isinstance(found, Several)
    assert [a.document.source for a in found.articles] == ["m.eml", f"m.eml/{name}"]


@pytest.mark.parametrize("encoding", ["8bit", "base64", "quoted-printable"])
def test_a_mail_in_a_mail_in_any_transfer_encoding(encoding: str) -> None:
    inner = mail("text/plain; charset=utf-8", "Weitergeleitet.").decode()
    body = (
        b64encode(inner.encode()).decode()
        if encoding == "base64"
        else inner.replace("=", "=3D")
        if encoding == "quoted-printable"
        else inner
    )
    more = f"Content-Transfer-Encoding: {encoding}\r\n"
    found = parse("a.eml", parts("mixed", PLAIN, part("message/rfc822", body, more)))
    assert isinstance(found, Several)
    assert [a.document.text for a in found.articles] == [TEXT, "Weitergeleitet."]


def test_a_digest_holds_several_mails() -> None:
    inner = [
        f"\r\n{mail('text/plain; charset=utf-8', text).decode()}" for text in ("Eins.", "Zwei.")
    ]
    found = parse("a.eml", parts("digest", *inner))
    assert isinstance(found, Several)
    assert [a.document.text for a in found.articles] == ["Eins.", "Zwei."]


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
