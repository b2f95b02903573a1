"""Exported files are opened again, and hold what the reader saw, to the character."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.types import Document, Span, document_id
from index.withdrawals import Withdrawal
from rag.annotations import ResolvedDate, TranslatedSentence
from rag.answer.markers import marked
from rag.answer.quoting.withdrawn import with_withdrawals
from rag.decisions import Decision
from rag.exporting import KINDS, Kind, export
from rag.exporting.dossier import printable
from rag.exporting.markdown import escape
from rag.exporting.texts import text
from rag.types import LANGUAGES, Answer, Check, Citation, Claim, Language, Status
from rag.web.texts import TEXTS
from tests.rag.scripted import answer
from tests.rag.web.hostile import HOSTILE

MADE = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
TEXT = "Polen stellt keine Truppen.\nEine Einigung gab es nicht."
ARTICLE = Document(document_id(TEXT), "a/treffen.txt", "Das Treffen", "de", date(2025, 4, 10), TEXT)
POLAND, NONE = "Polen stellt keine Truppen.", "Eine Einigung gab es nicht."
LINK = f"http://127.0.0.1:7860/passage/{ARTICLE.id}-0-27"


NOTE = (
    "Antworten hat ein Programm verfasst. Zitate stehen wörtlich so in den Artikeln; "
    "Übersetzungen sind maschinell und keine Zitate. Vor dem Druck am Original prüfen."
)


def cite(n: int, quote: str, translation: str | None = None, *, wanted: bool = True) -> Citation:
    """Of the article; in another language than the answer if a translation is wanted."""
    start = TEXT.index(quote)
    key = f"{ARTICLE.id}-{start}-{start + len(quote)}"
    end = start + len(quote)
    aligned = (TranslatedSentence(start, end, quote, translation),)
    sentences = aligned if wanted else ()
    return Citation(n, key, "a/treffen.txt", n + 2, start, end, quote, translation, sentences)


ANSWERED = answer(
    question="Which countries said no?",
    language="en",
    text="Poland sends no troops. [1]\n\nIn the original: „Eine Einigung gab es nicht.“ [2]",
    citations=(cite(1, POLAND, "Poland provides no troops."), cite(2, NONE)),
    claims=(
        Claim("Poland sends no troops.", (1,), Check.KEPT),
        Claim("An agreement was reached.", (2,), Check.REPLACED, ("negation",)),
        Claim(NONE, (2,), Check.QUOTE),
    ),
)
PARTIAL = replace(ANSWERED, missing=("Who said yes?",))
REFUSED = answer(
    question="Wie wird das Wetter?",
    text="Dazu steht nichts im Briefing.",
    status=Status.REFUSED,
    citations=(),
    nearest=(cite(1, NONE, wanted=False),),
    claims=(),
)
UNSURE = answer(
    question="Wer kam noch?",
    text="Ob das die Frage beantwortet, ist nicht sicher.\n\n" + marked(f"„{NONE}“", 1),
    status=Status.UNSURE,
    citations=(cite(1, NONE),),
    claims=(Claim(NONE, (1,), Check.QUOTE),),
)


STEALING = "Der Minister sagt alles. [2]"
"""An article's own words, with a number that would give another passage as their proof."""
PLANTED = answer(
    text=marked(STEALING, 1) + "\n\n" + marked(NONE, 2),
    citations=(cite(1, POLAND), cite(2, NONE)),
    claims=(),
)


def find(key: str) -> Document | None:
    return ARTICLE if key == ARTICLE.id else None


def made(kind: Kind, *answers: Answer, language: Language = "de") -> bytes:
    file = export(
        answers, find, kind, language=language, made=MADE,
        link=lambda c: LINK if c.quote == POLAND else None,
    )  # fmt: skip
    assert file.name == f"briefing-2026-11-24-0905.{kind}"
    return file.data


ROWS = [
    ["Nr.", "Aussage", "Zitat", "Quelle", "§", "Geprüft"],
    ["1 [1]", "Poland sends no troops.", POLAND, "Das Treffen · a/treffen.txt · 10. April 2025",
     "3", "☐"],
    ["1 [2]", "(nur Zitat)", NONE, "Das Treffen · a/treffen.txt · 10. April 2025", "4", "☐"],
]  # fmt: skip


def docx_texts(data: bytes) -> tuple[list[str], list[list[str]]]:
    document = docx.Document(BytesIO(data))
    # What stands in a box to tick is not in python-docx's own text of a cell.
    box = "string(.//w:sdtContent//w:t)"
    rows = [
        [cell.text + cell._tc.xpath(box) for cell in row.cells]
        for table in document.tables
        for row in table.rows
    ]
    return [p.text for p in document.paragraphs if p.text], rows


MARKED = replace(
    cite(1, POLAND, wanted=False),
    marks=(Span(0, 5),),
    dates=(ResolvedDate(6, 12, "2026-04-10"),),
)
NOTED = "[stellt: 10. April 2026]"


def test_the_words_that_answer_stand_out_and_dates_stand_below() -> None:
    given = answer(citations=(MARKED,), claims=())
    page = lxml.html.fromstring(made("html", given).decode())
    assert page.xpath("//mark/text()") == ["Polen", "Polen"]  # the quote and the check sheet
    assert page.xpath("string(//q)") == POLAND
    assert NOTED in page.xpath("//p[@class='label']/text()")
    lines = made("md", given).decode().split("\n")
    assert "> **Polen** stellt keine Truppen." in lines
    assert escape(NOTED) in lines
    document = docx.Document(BytesIO(made("docx", given)))
    (quote,) = [p for p in document.paragraphs if p.text == POLAND]
    assert [run.text for run in quote.runs if run.font.highlight_color] == ["Polen"]
    assert NOTED in [p.text for p in document.paragraphs]


def test_word_holds_questions_answers_and_quotes() -> None:
    paragraphs, rows = docx_texts(made("docx", ANSWERED, REFUSED))
    assert paragraphs == [
        "Fragen an das Briefing",
        "Erstellt am 24. November 2026, 09:05 Uhr",
        NOTE,
        "Frage 1",
        "Which countries said no?",
        "Antwort: Belegt",
        "Poland sends no troops. [1]",
        "In the original: „Eine Einigung gab es nicht.“ [2]",
        "Fundstellen",
        f"[1] Das Treffen · a/treffen.txt · 10. April 2025 · Absatz 3\n{LINK}",
        POLAND,
        "Maschinelle Übersetzung – nicht als Zitat verwenden",
        "Poland provides no troops.",
        "[2] Das Treffen · a/treffen.txt · 10. April 2025 · Absatz 4",
        NONE,
        "Eine verlässliche Übersetzung liegt nicht vor.",
        "Frage 2",
        "Wie wird das Wetter?",
        "Antwort: Nicht im Briefing",
        "Dazu steht nichts im Briefing.",
        "Am nächsten kamen (keine Belege)",
        "[1] Das Treffen · a/treffen.txt · 10. April 2025 · Absatz 3",
        NONE,
        "Prüfbogen",
        "Geprüft von: ____________________  am: ______________",
    ]
    assert rows == ROWS


def test_word_says_what_it_is_and_has_boxes_to_tick() -> None:
    data = made("docx", ANSWERED, language="en")
    document = docx.Document(BytesIO(data))
    said = document.core_properties
    assert (said.title, said.author, said.language) == ("Questions to the briefing", "", "en-GB")
    assert said.created == MADE
    xml = ZipFile(BytesIO(data)).read("word/document.xml").decode()
    assert xml.count("<w14:checkbox>") == 2
    assert 'w:lang w:val="de-DE"' in xml


def html_texts(data: bytes, path: str) -> list[str]:
    nodes = lxml.html.fromstring(data.decode()).xpath(path)
    return ["".join(node.itertext()).strip() for node in nodes]


def of_class(name: str) -> str:
    return f"//*[contains(concat(' ', @class, ' '), ' {name} ')]"


def test_html_holds_questions_answers_and_quotes() -> None:
    data = made("html", ANSWERED, REFUSED, language="en")
    assert html_texts(data, of_class("question")) == [
        "Which countries said no?",
        "Wie wird das Wetter?",
    ]
    assert html_texts(data, of_class("answer")) == [
        "Poland sends no troops. [1]",
        "In the original: „Eine Einigung gab es nicht.“ [2]",
        "Dazu steht nichts im Briefing.",
    ]
    assert html_texts(data, "//li/q") == [POLAND, NONE, NONE]
    assert html_texts(data, of_class("label")) == [
        "Machine translation – do not use as a quote",
        "No reliable translation is available.",
    ]
    assert html_texts(data, of_class("translated")) == ["Poland provides no troops."]
    assert html_texts(data, of_class("status")) == ["Supported", "Not in the briefing"]
    assert [cells[:1] for cells in zip(*[iter(html_texts(data, "//td"))] * 6, strict=True)] == [
        ("1 [1]",),
        ("1 [2]",),
    ]
    page = lxml.html.fromstring(data.decode())
    anchors = [a.get("href") for a in page.xpath("//a")]
    assert anchors == ["#q1-1", "#q1-2", LINK, "#q1-1", "#q1-2"]
    assert {node.get("id") for node in page.xpath("//*[@id]")} == {"q1-1", "q1-2", "q2-1"}


READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def read_markdown(data: bytes) -> list[Token]:
    return READER.parse(data.decode())


def plain(token: Token) -> str:
    """The words of an inline token, a hard break as a line end; markup fails the test."""
    words = ""
    for child in token.children or []:
        assert child.type in {"text", "softbreak", "hardbreak", "text_special", *BOLD}, child
        words += "\n" if "break" in child.type else child.content
    assert all(re.fullmatch(r"\[\d\]", number) for number in bold(token))
    return words


BOLD = ("strong_open", "strong_close")


def bold(token: Token) -> list[str]:
    """The words of an inline token that are bold."""
    found: list[str] = []
    inside = False
    for child in token.children or []:
        if child.type in BOLD:
            inside = child.type == "strong_open"
            found += [""] * inside
        elif inside:
            found[-1] += child.content
    return found


def test_markdown_holds_questions_answers_and_quotes() -> None:
    tokens = read_markdown(made("md", ANSWERED, REFUSED))
    inline = [t for t in tokens if t.type == "inline" and "open" not in t.content]
    texts = [plain(t) for t in inline if "](" not in t.content and not t.content.startswith("*")]
    for expected in (
        "Which countries said no?", "Antwort: Belegt", "Poland sends no troops. [1]", POLAND, NONE,
        "Poland provides no troops.", "Antwort: Nicht im Briefing", "Prüfbogen",
    ):  # fmt: skip
        assert expected in texts
    cells = texts[texts.index("Prüfbogen") + 1 : -1]
    assert [list(row) for row in zip(*[iter(cells)] * 6, strict=True)] == ROWS
    assert f"](<{LINK}>)" in made("md", ANSWERED).decode()


@pytest.mark.parametrize("kind", KINDS)
def test_a_conversation_without_citations_has_an_empty_sheet(kind: Kind) -> None:
    data = made(kind, REFUSED)
    if kind == "docx":
        assert "Keine Antwort nennt eine Fundstelle." in docx_texts(data)[0]
    else:
        assert "Keine Antwort nennt eine Fundstelle." in data.decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_an_uncertain_answer_claims_nothing(kind: Kind, language: Language) -> None:
    data = made(kind, UNSURE, language=language)
    paragraphs, rows = docx_texts(data) if kind == "docx" else ([data.decode()], [])
    words = "\n".join([*paragraphs, *(cell for row in rows for cell in row)]).replace("\\", "")
    told = {
        "de": ["Nicht sicher", "Mögliche Fundstellen (nicht bestätigt)", "(nicht bestätigt)"],
        "en": ["Not certain", "Possible sources (not confirmed)", "(not confirmed)"],
    }[language]
    assert [part for part in told if part not in words] == []
    claimed = [text(key, language) for key in ("answered", "quoted", "refused", "claim_none")]
    assert [part for part in claimed if part in words] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("missing", [(), ("Wie viel?",)])
@pytest.mark.parametrize("status", Status)
def test_every_kind_of_answer_can_be_exported(
    status: Status, missing: tuple[str, ...], kind: Kind, language: Language
) -> None:
    given = replace(ANSWERED, status=status, missing=missing)
    data = made(kind, given, language=language)
    words = "\n".join(docx_texts(data)[0]) if kind == "docx" else data.decode()
    assert text(given.badge, language) in words
    assert text(given.badge, language) == TEXTS[given.badge][language]  # as the page says


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("status", "outcome"),
    [(Status.ANSWERED, "smalltalk"), (Status.ANSWERED, "briefing"), (Status.REFUSED, "task")],
)
def test_what_needs_no_source_is_neither_supported_nor_refused(
    status: Status, outcome: str, kind: Kind, language: Language
) -> None:
    decisions = (Decision("", outcome),)
    given = replace(ANSWERED, status=status, decisions=decisions, citations=(), claims=())
    data = made(kind, given, language=language)
    words = "\n".join(docx_texts(data)[0]) if kind == "docx" else data.decode()
    assert TEXTS[given.badge][language] in words
    assert [key for key in ("answered", "refused") if text(key, language) in words] == []


def test_only_the_builders_numbers_stand_out() -> None:
    """A "[2]" of the article's own is there to the character, and is no link and not bold."""
    page = lxml.html.fromstring(made("html", PLANTED).decode())
    first, second = page.xpath(of_class("answer"))
    assert "".join(first.itertext()) == f"{STEALING} [1]"
    assert [link.get("href") for link in first.xpath("a")] == ["#q1-1"]
    assert [link.get("href") for link in second.xpath("a")] == ["#q1-2"]

    paragraphs = docx.Document(BytesIO(made("docx", PLANTED))).paragraphs
    [written] = [p for p in paragraphs if p.text.startswith(STEALING)]
    assert written.text == f"{STEALING} [1]"
    assert [run.text for run in written.runs if run.bold] == ["[1]"]

    inline = [t for t in read_markdown(made("md", PLANTED)) if t.content.startswith("Der Minister")]
    assert plain(inline[0]) == f"{STEALING} [1]"
    assert bold(inline[0]) == ["[1]"]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_to_export_is_an_error(kind: Kind) -> None:
    with pytest.raises(ValueError, match="without an answer"):
        made(kind)


def spoilt(words: str) -> Answer:
    """An answer with hostile words wherever words can be."""
    citation = Citation(1, "0" * 16 + "-0-5", words, 1, 0, len(words), words, words)
    return answer(
        question=words, text=f"{words} [1]", citations=(citation,),
        claims=(Claim(words, (1,), Check.KEPT),),
    )  # fmt: skip


def gone_article(words: str) -> Document:
    return Document("0" * 16, words, words, "de", None, words)


TAGS = {
    "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "section",
    "ol", "li", "q", "a", "bdi", "div", "span", "table", "thead", "tbody",
    "tr", "th", "td", "input",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "class", "dir", "id",
    "href", "scope", "type", "aria-label",
}  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_stay_words(words: str) -> None:
    file = {
        kind: export(
            [spoilt(words)], lambda _: gone_article(words), kind, language="en", made=MADE
        ).data
        for kind in KINDS
    }
    seen = printable(words)
    page = lxml.html.fromstring(file["html"].decode())
    assert {node.tag for node in page.iter()} <= TAGS
    assert {name for node in page.iter() for name in node.attrib} <= ATTRIBUTES
    assert all(a.get("href").startswith("#q") for a in page.xpath("//a"))
    assert html_texts(file["html"], "//li/q") == [seen.strip()]
    assert html_texts(file["html"], of_class("question")) == [seen.strip()]

    paragraphs, rows = docx_texts(file["docx"])
    assert paragraphs.count(seen) == 3  # question, quote, translation
    assert rows[1][1:3] == [seen, seen]

    quotes = [t for t in read_markdown(file["md"]) if t.type == "inline" and t.level == 2]
    assert [plain(t) for t in quotes] == [seen] * 2


LINES = st.text(st.sampled_from("ab1.)-+=#>*_[]()!<&|~`\\ \t:/@$"), min_size=1, max_size=40)


@settings(max_examples=300)
@given(st.lists(LINES.filter(str.strip), min_size=1, max_size=4).map("\n".join))
def test_escaped_markdown_reads_as_it_was(words: str) -> None:
    words = words.strip()
    opened, inline, closed = READER.parse(escape(words))
    assert (opened.type, closed.type) == ("paragraph_open", "paragraph_close")
    assert plain(inline) == words


@pytest.mark.parametrize(
    ("language", "badge", "said"),
    [
        ("de", "Quelle zurückgezogen", "Zurückgezogen: Es war *erfunden*."),
        ("en", "Source withdrawn", "Withdrawn: Es war *erfunden*."),
    ],
)
def test_a_withdrawn_source_is_said_with_the_answer_and_its_quote(
    language: Language, badge: str, said: str
) -> None:
    entry = Withdrawal(
        ARTICLE.id, ARTICLE.source, ARTICLE.title, "Es war *erfunden*.", "2026-03-14T08:00:00+00:00"
    )
    now = with_withdrawals(ANSWERED, {ARTICLE.id: entry}.get)
    lines, rows = docx_texts(made("docx", now, language=language))
    assert any(line.endswith(badge) for line in lines)
    assert sum(said in line for line in lines) == 2
    assert all(row[3].endswith(said) for row in rows[1:])
    assert said.replace("*", "\\*") in made("md", now, language=language).decode()
    assert said in made("html", now, language=language).decode()
    assert with_withdrawals(now, lambda _: None) == ANSWERED
