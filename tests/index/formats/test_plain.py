"""Text and Markdown; what a reader of the original sees, to the character."""

import textwrap
import unicodedata
from pathlib import Path

import pytest

from index.formats import Note, Remark, UnreadableError
from index.formats.encoding import decode
from index.formats.front_matter import front_matter
from index.formats.markdown import MARKDOWN
from index.formats.plain import TEXT, paragraphs_of
from index.formats.wrapped import wrapped_blocks
from index.reading.parsing import Article, parse

_CASES = Path(__file__).parent / "cases"
_ROOT = Path(__file__).parents[3]
_TEXT = (
    "Der Kreistag hat am Dienstag über die Pläne für die neue Straße in Köln beraten. „Das ist "
    "gut“, sagte Bürgermeister Jörg Müller – der Rat widersprach. Die Kosten: 3 Mio. €."
)


def read(name: str) -> Article:
    found = parse(name, (_CASES / name).read_bytes())
    assert isinstance(found, Article)
    return found


def paragraphs(article: Article) -> list[str]:
    kind = MARKDOWN if article.document.source.endswith(".md") else TEXT
    text = article.document.text
    return [text[span.start : span.end] for span in kind.paragraphs(text)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("14.03.2026_kreistag.txt", ["Der Kreistag tagt am Montag."]),
        (
            "b01_agentur_umbrochen.txt",
            [
                "Landtag beschliesst Ausbau der Fähre",
                (
                    "Grünau (nwd) - Der Landtag von Grünau hat am Dienstag beschlossen, die\n"
                    "Fährverbindung nach Ostersand bis zum Frühjahr 2027 auszubauen. Für den\n"
                    "Bau von zwei Anlegern und den Kauf eines elektrischen Schiffs sind nach\n"
                    "Angaben von Verkehrsministerin Hanne Brodersen insgesamt 41,5 Millionen\n"
                    "Euro vorgesehen. Die Opposition kritisierte, dass der Betrieb nach dem\n"
                    "Jahr 2030 nicht finanziert sei."
                ),
                (
                    "Die Reederei Nordstrom rechnet damit, dass die Überfahrt künftig nur noch\n"
                    "23 Minuten dauert. Bisher brauchen die Schiffe für die Strecke mehr als\n"
                    "40 Minuten."
                ),
            ],
        ),
        (
            "b02_windows1252.txt",
            [
                (
                    "Bürgermeister Jörg Möller kündigte an, die Straße in Lößnitz für 3 Mio. € zu "
                    "sanieren."
                )
            ],
        ),
        (
            "b03_notepad_unicode.txt",
            ["Die Stadt Lößnitz erhält für die Brücke 3 Millionen Euro vom Land."],
        ),
        (
            "b12_doppelpunkt.md",
            [
                (
                    "Der Rat von Brandenstein hat die Umgehungsstraße gestoppt. Bürgermeister Falk "
                    "Reuter nannte die Kosten von 18 Millionen Euro nicht vertretbar."
                )
            ],
        ),
        (
            "b20_nfd.txt",
            [
                unicodedata.normalize(
                    "NFD",
                    "Der Münchner Künstler Jürgen Käßler erhält den Förderpreis der Stadt Köln. "
                    "Der Preis ist mit 15.000 Euro dotiert.",
                )
            ],
        ),
    ],
)
def test_the_files_of_newsrooms(name: str, expected: list[str]) -> None:
    assert paragraphs(read(name)) == expected


def test_what_these_files_say_of_themselves() -> None:
    said = [
        (d.title, d.date and d.date.isoformat(), d.outlet)
        for name in ("14.03.2026_kreistag.txt", "b01_agentur_umbrochen.txt", "b12_doppelpunkt.md")
        for d in [read(name).document]
    ]
    assert said == [
        ("Der Kreistag tagt am Montag.", "2026-03-14", ""),
        ("Landtag beschliesst Ausbau der Fähre", None, "nwd"),
        ("Brandenstein: Rat stoppt Umgehungsstraße", "2026-02-11", ""),
    ]
    assert read("b02_windows1252.txt").notes == (Note(Remark.ENCODING, "Windows-1252"),)
    assert read("b03_notepad_unicode.txt").notes == ()


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", None),
        ("utf-32", None),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252"),
        ("mac_roman", "Mac Roman"),
    ],
)
def test_encodings(encoding: str, name: str | None) -> None:
    notes = (Note(Remark.ENCODING, name),) if name else ()
    assert decode(_TEXT.encode(encoding)) == (_TEXT, notes)


@pytest.mark.parametrize("encoding", ["latin-1", "iso8859-15", "cp850"])
def test_encodings_without_typographic_marks(encoding: str) -> None:
    text = "Die Straße über den Fluß führt für Bürger nach Köln und Münster."
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize(
    "data",
    [_TEXT.encode() + b"\xff", "Президент заявил, что переговоры.".encode("cp1251"), b"gut\xff"],
)
def test_what_cannot_be_told_is_not_guessed(data: bytes) -> None:
    with pytest.raises(UnicodeDecodeError):
        decode(data)


def test_what_is_no_text() -> None:
    with pytest.raises(UnreadableError):
        decode(b"a\0b")


@pytest.mark.parametrize("width", [34, 60, 72, 78])
def test_articles_wrapped_by_hand_keep_their_paragraphs(width: int) -> None:
    lines = (_ROOT / "seeds/000_adc2c92c7fd0d6a2.txt").read_text(encoding="utf-8").splitlines()
    expected = [line for line in lines if line.strip()]
    fill = textwrap.TextWrapper(width, break_on_hyphens=False, break_long_words=False)
    wrapped = "\n\n".join(map(fill.fill, expected))
    found = [wrapped[span.start : span.end] for span in paragraphs_of(wrapped)]
    assert [" ".join(words.split()) for words in found] == [
        " ".join(words.split()) for words in expected
    ]


def test_only_wrapped_text_has_blocks() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (_ROOT / "seeds").glob("*.txt")]
    texts += [path.read_text(encoding="utf-8") for path in _ROOT.glob("tests/eval/**/*.txt")]
    assert len(texts) > 10
    assert [text[:50] for text in texts if wrapped_blocks(text) is not None] == []


def test_breaks_that_are_meant_stay_paragraphs() -> None:
    text = (
        "Rat beschließt den Haushalt\n"
        "Die Koalition setzt sich durch, die Opposition kündigt eine Klage vor\n"
        "dem Verwaltungsgericht an und will zugleich die Bürger befragen.\n"
        "Der Rat der Stadt hat am Montag nach einer langen Debatte mit den\n"
        "Stimmen der Koalition den Haushalt für das kommende Jahr beschlossen.\n"
        "- Die Steuern bleiben, wie sie sind.\n"
        "- Die Schulen bekommen mehr Geld, und zwar schon in diesem Jahr und\n"
        "  im nächsten.\n"
        "   Die Opposition lehnte den Entwurf ab und kündigte an, dagegen vor\n"
        "dem Verwaltungsgericht zu klagen."
    )
    found = [" ".join(text[s.start : s.end].split())[:28] for s in paragraphs_of(text)]
    assert found == [
        "Rat beschließt den Haushalt",
        "Die Koalition setzt sich dur",
        "Der Rat der Stadt hat am Mon",
        "- Die Steuern bleiben, wie s",
        "- Die Schulen bekommen mehr ",
        "Die Opposition lehnte den En",
    ]


@pytest.mark.parametrize(
    "text",
    [
        (
            "---\ntitle: Rat: Nein\nautor: [Anna Berg, Karl Noll]\nquelle: agn\nsprache: de-DE\n"
            "datum: 14.03.2026\nuhrzeit: 9.10 Uhr\nurl: https://a.example/b\n"
            "sperrfrist: 14.03.2026 18 Uhr\n---\nText."
        ),
        (
            '+++\ntitle = "Rat: Nein"\nauthors = ["Anna Berg", "Karl Noll"]\nsource = "agn"\n'
            'lang = "de"\ndate = 2026-03-14T09:10:00\nlink = "https://a.example/b"\n'
            'embargo = "2026-03-14 18:00"\n+++\nText.'
        ),
        (
            "---\r\nTitle: 'Rat: Nein'\r\nAuthors:\r\n  - Anna Berg\r\n  - Karl Noll\r\n"
            "Outlet: agn\r\nLanguage: DE\r\nDate: 14 March 2026 09:10\r\nURL: https://a.example/b\r\n"
            "Embargo: 14 March 2026, 6 p.m.\r\n...\r\nText."
        ),
    ],
)
@pytest.mark.parametrize("source", ["a.md", "a.txt"])
def test_front_matter(source: str, text: str) -> None:
    found = parse(source, text.encode())
    assert isinstance(found, Article)
    document = found.document
    assert (document.title, document.author, document.outlet) == (
        "Rat: Nein", "Anna Berg, Karl Noll", "agn",
    )  # fmt: skip
    assert (str(document.date), str(document.time_of_day)) == ("2026-03-14", "09:10:00")
    assert document.language == "de"
    assert document.link == "https://a.example/b"
    assert document.embargo is not None
    assert document.embargo.isoformat() == "2026-03-14T18:00:00+01:00"
    assert [passage.text for passage in found.passages] == ["Text."]


def test_a_script_is_no_link() -> None:
    assert front_matter("---\nlink: javascript:alert(1)\n---\n").link is None
