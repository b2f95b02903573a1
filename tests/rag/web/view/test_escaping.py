"""Any text in, no markup out: as Markdown, as HTML, and as both in Gradio's order."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markupsafe import Markup

from rag.web.view.escaping import one_line, safe
from tests.rag.web.hostile import HOSTILE

MARKDOWN = MarkdownIt("gfm-like", {"html": True, "linkify": False})
TEXTS = st.one_of(
    st.text(),
    st.text(alphabet="<>&\"'`*_[]()!#$\\{}:/-=|~ \n\tax1.@"),
    st.lists(st.sampled_from(HOSTILE[:80]), max_size=3).map("\n\n".join),
)


class Collector(HTMLParser):
    """What a browser would find: tags and text."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.words = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(f"{tag} {attrs}" if attrs else tag)

    def handle_data(self, data: str) -> None:
        self.words += data


@given(TEXTS)
def test_text_stays_text_in_html(text: str) -> None:
    found = Collector(f"<p>{safe(text)}</p>")
    assert found.tags == ["p"]
    visible = "".join("\ufffd" if c in _unseen() else c for c in text)
    assert found.words == one_line(visible)


@given(TEXTS)
def test_text_stays_text_in_an_attribute(text: str) -> None:
    assert len(Collector(f'<a title="{safe(text)}" href="#x">').tags) == 1
    assert '"' not in safe(text)


@given(TEXTS)
def test_text_stays_one_paragraph_in_markdown(text: str) -> None:
    found = Collector(MARKDOWN.render(f"x{safe(text)}x"))
    assert found.tags == ["p"]


@given(TEXTS)
def test_text_in_a_block_is_not_read_as_markdown(text: str) -> None:
    block = f"<section><p>{safe(text)}</p></section>"
    assert MARKDOWN.render(block).strip() == block


def test_own_templates_pass_as_they_are() -> None:
    assert safe(Markup("<b>x</b>")) == Markup("<b>x</b>")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Ä und ß", "Ä und ß"),
        ("<b>", "&#60;b&#62;"),
        ("a\n\n b", "a b"),
        ("z.\u00a0B.", "z&#46;\u00a0B&#46;"),
        (None, "None"),
        ("\x00\ud800", "\ufffd\ufffd"),
    ],
)
def test_examples(text: object, written: str) -> None:
    assert safe(text) == Markup(written)


def _unseen() -> set[str]:
    return {chr(n) for n in (*range(9), *range(14, 32), 127)} | {
        chr(n) for n in range(0xD800, 0xE000)
    }
