"""What stands above each passage: headlines and headings, and lines that are none."""

import pytest

from index.passages.splitting import split
from index.types import Document, Passage, document_id


def passages(text: str, title: str, source: str = "a.txt") -> tuple[Passage, ...]:
    return split(Document(document_id(text), source, title, "de", None, text))


BODY = "Die Fähre sank am Abend. Niemand war an Bord."
MORE = "Der Wind kam aus Westen."


@pytest.mark.parametrize(
    ("text", "title", "above"),
    [
        # The headline belongs to all below it and is none of them.
        (f"Die Fähre\n{BODY}\n{MORE}", "Die Fähre", ["", "Die Fähre", "Die Fähre"]),
        # A heading belongs to what stands below it, until the next one.
        (
            f"Die Fähre\n{BODY}\nDas Wetter\n{MORE}\nDie Küste\n{MORE}",
            "Die Fähre",
            ["", "Die Fähre", "Die Fähre", "Die Fähre\nDas Wetter", "Die Fähre",
             "Die Fähre\nDie Küste"],
        ),
        # A title from elsewhere, which is not in the text.
        (f"{BODY}\n{MORE}", "Fährunglück", ["Fährunglück", "Fährunglück"]),
        # An article without a headline: its title is only how it begins.
        (f"{BODY}\n{MORE}", "Die Fähre sank am…", ["", ""]),
        (f"{BODY}\n{MORE}", BODY, ["", ""]),
        # A headline that ends like a sentence is taken for one.
        (f"Die Fähre sank.\n{BODY}", "Die Fähre sank.", ["", ""]),
        ("", "Leer", []),
    ],
)  # fmt: skip
def test_what_stands_above(text: str, title: str, above: list[str]) -> None:
    assert [passage.above for passage in passages(text, title)] == above


@pytest.mark.parametrize(
    ("line", "below", "is_heading"),
    [
        ("Das Wetter am Abend", MORE, True),
        ("Briten und Franzosen führen Koalition der Willigen an", MORE, True),
        ("## Das Wetter ##", MORE, True),
        ("Das Wetter", '"Es war kalt."', True),
        # Near misses.
        ("Das Wetter war gut.", MORE, False),  # a sentence
        ("Wie war das Wetter?", MORE, False),
        ("Das Wetter:", MORE, False),  # begins a list or a speech
        ("Anna, Ben,", MORE, False),
        ("Wahlleiterin | Inge Pohl", MORE, False),  # a term and its description
        ("Das Wetter\n=====", MORE, True),
        ("- Das Wetter", MORE, False),  # an item
        ("1. Das Wetter", MORE, False),
        ("• Das Wetter", MORE, False),
        ("Das Wetter", "Die Küste", False),  # nothing whole below it
        ("Wort " * 13, MORE, False),  # too long
        ("Wort " * 12, MORE, True),
    ],
)
def test_headings_and_near_misses(line: str, below: str, is_heading: bool) -> None:
    source = "a.md" if "#" in line or "=" in line else "a.txt"
    found = passages(f"{BODY}\n\n{line}\n\n{below}", BODY, source)
    assert [passage.is_heading for passage in found] == [False, is_heading, False]
    plain = line.strip("#= \n")
    assert found[2].above == (plain if is_heading else "")


ASKED = "Wann sank sie?"
INTERVIEW = [
    "„Es war dunkel“", BODY, ASKED, "Am Abend. Kurz nach acht.", "Und das Wetter?", MORE,
    "Niemand hat sie gewarnt?", "Niemand.", "Wir hatten kein Funkgerät.",
]  # fmt: skip


def test_an_interviewers_questions_head_the_replies() -> None:
    found = passages("\n\n".join(INTERVIEW), INTERVIEW[0])
    title = INTERVIEW[0]
    assert [passage.text for passage in found if passage.is_heading] == INTERVIEW[0:8:2]
    assert [passage.above.removeprefix(title).strip() for passage in found] == [
        "", "", "", ASKED, "", INTERVIEW[4], "", INTERVIEW[6], INTERVIEW[6],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        [BODY, ASKED, MORE, "Warum?", MORE],  # an author's own questions
        [BODY, ASKED, "Warum?", "Wie?", MORE],  # one reply to all
        [BODY, ASKED * 30, MORE, ASKED * 30, MORE, ASKED * 30, MORE],  # too long
        [MORE, ASKED, MORE, ASKED, MORE, ASKED],  # nothing below the last
    ],
)
def test_questions_that_are_no_interview(lines: list[str]) -> None:
    assert not any(passage.is_heading for passage in passages("\n\n".join(lines), BODY))


def test_a_last_line_is_no_heading() -> None:
    *_, last = passages(f"{BODY}\nDas Wetter", BODY)
    assert not last.is_heading


def test_headings_change_nothing_of_the_text() -> None:
    text = f"Die Fähre\n{BODY}\nDas Wetter\n{MORE}"
    for passage in passages(text, "Die Fähre"):
        assert passage.text == text[passage.start : passage.end]


def test_the_time_of_a_ticker_entry_stands_above_its_text() -> None:
    text = "Sturm\n14:05 Uhr\nFähren fallen aus\nAlle bleiben im Hafen.\n13.40 Uhr\nEs weht stark."
    assert [(p.above, p.is_heading) for p in passages(text, "Sturm")] == [
        ("", True),
        ("Sturm", True),
        ("Sturm", True),
        ("Sturm\n14:05 Uhr Fähren fallen aus", False),
        ("Sturm", True),
        ("Sturm\n13.40 Uhr", False),
    ]
