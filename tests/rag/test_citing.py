from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedding import Embedder
from index.settings import ROOT
from rag.citing import align, cite
from rag.types import Citation
from tests.rag.scripted import document, evidence, passages, supports

SEED = next((ROOT / "seeds").glob("*.txt")).read_text(encoding="utf-8")


def test_a_citation_is_cut_from_the_passage() -> None:
    text = "Titel\n\nErster Satz. „Zweiter“ Satz, z. B. dieser.\n"
    second = replace(supports(text)[2], translation="Second sentence.")
    passage = passages(text)[1]
    assert cite(second) == Citation(
        n=2,
        passage_id=passage.id,
        source="artikel.txt",
        paragraph=2,
        start=20,
        end=49,
        quote="„Zweiter“ Satz, z. B. dieser.",
        translation="Second sentence.",
    )


@given(st.text(min_size=1, max_size=400))
def test_every_citation_of_any_text_is_verbatim(text: str) -> None:
    for support in supports(text):
        made = cite(support)
        assert document(text).text[made.start : made.end] == made.quote == support.quote


def test_readings() -> None:
    (support,) = supports("Alle kamen.", foreign=True)
    translated = replace(support, translation="All came.")
    assert (support.readable, translated.readable) == ("Alle kamen.", "All came.")
    assert translated.readings == "Alle kamen.\nAll came."


def test_of_same_passage() -> None:
    first, second, third = supports("Eins ist da. Zwei ist da.\nDrei ist da.")
    assert first.of_same_passage(second)
    assert not first.of_same_passage(third)


@pytest.mark.parametrize(
    ("claim", "paragraph"),
    [
        ("Frankreich und Großbritannien haben das Treffen einberufen.", 3),
        ("Polen und Griechenland können keine Truppen bereitstellen.", 11),
        ("Washington hat sich geweigert, der Koalition beizutreten.", 14),
        ("Pete Hegseth nimmt nicht an der nächsten Sitzung teil.", 15),
        ("Poland and Greece say that they cannot provide troops.", 11),
        ("There was no real agreement.", 4),
        ("France and Britain convened the meeting of ministers.", 3),
    ],
)
def test_a_claim_finds_its_sentence(claim: str, paragraph: int, embedder: Embedder) -> None:
    choices = supports(SEED)
    found, cosine = align(claim, choices, embedder)
    assert cite(found).paragraph == paragraph
    assert 0.8 < cosine <= 1.0


def test_a_verbatim_claim_is_its_own_source(embedder: Embedder) -> None:
    choices = supports(SEED)
    for support in choices:
        found, cosine = align(support.quote, choices, embedder)
        assert (found, round(cosine, 3)) == (support, 1.0)


def test_evidence_text_is_its_sentences() -> None:
    (passage,) = passages("Erster Satz.  Zweiter Satz.")
    assert evidence(passage).text == "Erster Satz. Zweiter Satz."
