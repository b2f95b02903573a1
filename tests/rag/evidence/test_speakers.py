import pytest

from rag.evidence.speakers import speaker_of, with_speakers
from rag.types import Evidence
from tests.rag.scripted import passages

HEALEY = (
    '"Wir müssen mehr Druck ausüben", sagte Minister Healey in der Rede.\n'
    '"Unser Ziel ist die stärkste Position."\nDas Treffen endete.'
)


def whole(place: int) -> Evidence:
    passage = passages(HEALEY)[place]
    return Evidence(0, passage, passage.sentences, 0.9, "test", (0.9,) * len(passage.sentences))


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
