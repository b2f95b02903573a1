import pytest

from index.types import Passage
from rag.evidence.speakers import denial_of, speaker_of, with_denials, with_speakers
from rag.types import Evidence, Language
from tests.rag.scripted import passages

HEALEY = (
    '"Wir müssen mehr Druck ausüben", sagte Minister Healey in der Rede.\n'
    '"Unser Ziel ist die stärkste Position."\nDas Treffen endete.'
)


def whole(place: int) -> Evidence:
    return whole_of(passages(HEALEY)[place])


def whole_of(passage: Passage, n: int = 0) -> Evidence:
    return Evidence(n, passage, passage.sentences, 0.9, "test", (0.9,) * len(passage.sentences))


def test_speech_without_a_speaker_brings_along_who_speaks() -> None:
    named = with_speakers([whole(1)], lambda _: passages(HEALEY))
    assert [item.n for item in named] == [1, 2]
    assert named[1].text == "sagte Minister Healey in der Rede."
    assert (named[1].relevance, named[1].why) == ((0.0,), "names the speaker")


def test_where_the_speaker_is_among_the_evidence_it_stays_one_passage() -> None:
    named = with_speakers([whole(0), whole(1)], lambda _: passages(HEALEY))
    assert [item.n for item in named] == [1, 2]
    assert [item.passage.paragraph for item in named] == [1, 2]


@pytest.mark.parametrize("place", [0, 2])
def test_what_names_its_speaker_or_is_no_speech_needs_nobody(place: int) -> None:
    all_of_it = passages(HEALEY)
    assert speaker_of(all_of_it[place], all_of_it) is None


@pytest.mark.parametrize(
    "text",
    [
        '"Wir kommen."',
        'Das Treffen endete.\n"Wir kommen."',
        '"Wir gehen", in der Rede.\n"Wir kommen."',
        '"Wir gehen", sagte er.\n"Wir kommen", sagte sie.',
        '"Wir gehen", sagte er.\n"Wir kommen." Das Treffen endete.',
    ],
)
def test_where_nobody_is_named_nobody_is_made_up(text: str) -> None:
    all_of_it = passages(text)
    assert speaker_of(all_of_it[-1], all_of_it) is None


ACCUSED: dict[Language, str] = {
    "de": "Der Verein habe Geld verschwiegen, sagte Ute Lang.",
    "en": "The club had hidden money, Ute Lang said.",
}


@pytest.mark.parametrize(
    ("language", "behind", "rejected"),
    [
        ("de", "Der Verein bestreitet das.", True),
        ("de", "Die Vorsitzende wies die Vorwürfe als haltlos zurück.", True),
        ("de", "Der Verein widersprach: Alles stehe im Bericht.", True),
        ("de", "Der Verein hält dagegen, alles stehe im Bericht.", True),
        ("de", "Auch der Kassier habe geschwiegen, sagte sie. Beide dementieren das.", True),
        ("en", "The club denies this.", True),
        ("en", "The club rejected the accusation, saying it had kept to the rules.", True),
        ("en", "The chairman disagreed: it was all in the report, he said.", True),
        ("en", "Its treasurer had kept quiet, she added. Both dispute this.", True),
        ("en", "The club denied any wrongdoing.", True),
        # What is rejected is something else, or nothing that was said.
        ("de", "Der Verein bestreitet am Samstag sein letztes Spiel.", False),
        ("de", "Das Gericht wies die Klage zurück.", False),
        ("de", "Er wies den Vorwurf zurück, er habe die Kasse leer zurückgelassen.", False),
        ("de", "Der Vertrag widersprach, so der Anwalt, dem Gesetz.", False),
        ("de", "Der Verein hat 300 Mitglieder. Der Vorstand bestreitet das.", False),
        ("de", "Der Verein bestritt die Kosten aus Spenden.", False),
        ("en", "The club rejected a bid of £2 million.", False),
        ("en", "Lang denied the claim that she wanted the post.", False),
        ("en", "The club was denied a loan.", False),
        ("en", "The club has 300 members. Its chairman denies this.", False),
    ],
)
@pytest.mark.parametrize("between", [" ", "\n"])
def test_a_denial_behind_a_claim(
    language: Language, behind: str, between: str, *, rejected: bool
) -> None:
    all_of_it = passages(f"{ACCUSED[language]}{between}{behind}")
    span = all_of_it[0].sentences[0]
    found = denial_of(all_of_it[0], span, all_of_it, language)
    last = all_of_it[-1]
    # In the next paragraph, it has to come first.
    rejected = rejected and (between == " " or len(last.sentences) == 1)
    assert found == ((last, last.sentences[-1]) if rejected else None)


@pytest.mark.parametrize("text", ["Der Verein hat 300 Mitglieder.", "Lang trat zurück."])
def test_what_nobody_claims_is_not_denied(text: str) -> None:
    all_of_it = passages(f"{text} Der Verein bestreitet das.\nEnde.")
    assert denial_of(all_of_it[0], all_of_it[0].sentences[0], all_of_it, "de") is None


def test_a_denial_in_the_next_paragraph_is_among_the_evidence() -> None:
    all_of_it = passages(
        f"{ACCUSED['de']}\nDer Verein bestreitet das. Er klagt.\nDer Verein wuchs."
    )
    found = with_denials([whole_of(all_of_it[0])], lambda _: all_of_it, lambda _: "de")
    assert [(item.n, item.text) for item in found] == [
        (1, ACCUSED["de"]),
        (2, "Der Verein bestreitet das."),
    ]
    assert with_denials([whole_of(all_of_it[1])], lambda _: all_of_it, lambda _: "de") == (
        whole_of(all_of_it[1], 1),
    )
