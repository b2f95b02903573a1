"""The adapter's training: its examples, and that its layers compute what the engine computes."""

from dataclasses import replace
from pathlib import Path

import httpx
import pytest
import torch

from index.embedding.training.articles import NewsArticle, Question, Unanswerable
from rag.answer.reader import read
from rag.llm.client import LanguageModel
from rag.llm.embedded.adapter import ADAPTERS
from rag.llm.embedded.engine import Engine
from rag.llm.embedded.prefix_cache import slots_of
from rag.llm.prompts import load_prompts
from rag.training.packs import Pack, Template, packs_of
from rag.training.pairs import Pair, pairs_of
from rag.training.qwen import FIRST_ADAPTED, LAYERS, Adapters, Places, Qwen
from rag.training.states import examples_of, places_of
from rag.training.train import Options, Reader, train
from rag.types import LANGUAGES, Language

OPENED = "Die Brücke wurde am Montag von Bürgermeisterin Anna Kern eröffnet."
PAIR = Pair("Wer hat sie eröffnet?", OPENED, "de", True, "Bürgermeisterin Anna Kern")
MISSED = replace(PAIR, question="Was hat sie gekostet?", is_answered=False, answer="")
PROMISED = "The school will get a roof in May, the mayor said."


def letters(text: str) -> list[int]:
    """One token per character."""
    return [*map(ord, text)]


def test_pairs_are_what_the_search_finds_in_the_article(tmp_path: Path) -> None:
    article = NewsArticle(
        "x1", "de", "Brücke in Altental eröffnet",
        (OPENED, "Sie ist 90 Meter lang.", "Ein Gegner nannte sie ein Denkmal der Eitelkeit."),
        (Question("Wie lang ist die Brücke?", "How long is the bridge?", 1, "90 Meter",
                  "90 Meter", "90 metres"),),
        (Unanswerable("Was hat die Brücke gekostet?", "What did the bridge cost?", 1),),
    )  # fmt: skip
    pairs = pairs_of([article], tmp_path, seed=0)
    right = [pair for pair in pairs if pair.is_answered]
    assert [(pair.answer, pair.passage.splitlines()[-1]) for pair in right] == [
        ("90 Meter", "Sie ist 90 Meter lang.")
    ]
    missed = {pair.question for pair in pairs if not pair.is_answered}
    assert missed & {"Was hat die Brücke gekostet?", "What did the bridge cost?"}
    assert all(pair.passage.startswith(article.title) for pair in pairs)


def test_questions_about_one_passage_share_it() -> None:
    pairs = [PAIR, MISSED, replace(PAIR, passage=PROMISED, language="en")]
    first, second = packs_of(pairs, letters)
    assert (len(first.asked), len(second.asked)) == (2, 1)
    assert bytes(first.passage).decode("latin-1") == f"{OPENED}\n\nFrage:"
    question, answer = (
        bytes(tokens).decode() for tokens in (first.asked[1].question, first.asked[1].answer)
    )
    assert question == " Was hat sie gekostet?<|im_end|>\n<|im_start|>assistant\n"
    assert answer == "Fehlt<|im_end|>"
    assert [asked.is_copied for asked in first.asked] == [True, False]
    assert not second.asked[0].is_copied  # the answer is German


def test_no_more_than_eight_questions_share_a_passage() -> None:
    assert [len(pack.asked) for pack in packs_of([PAIR] * 9, letters)] == [8, 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_template_is_the_prompt_around_passage_and_question(language: str) -> None:
    template = Template.of("de" if language == "de" else "en")
    label = {"de": ("Belege:", "Frage:"), "en": ("Evidence:", "Question:")}[language]
    assert template.head.endswith(f"<|im_start|>user\n{label[0]}\n")
    assert template.between == f"\n\n{label[1]}"


def test_questions_see_the_passage_and_themselves_only() -> None:
    places = Places.of(2, [1, 2], before=3)
    seen = (places.mask == 0).int().tolist()
    assert seen == [
        [1, 1, 1, 1, 0, 0, 0, 0],
        [1, 1, 1, 1, 1, 0, 0, 0],
        [1, 1, 1, 1, 1, 1, 0, 0],
        [1, 1, 1, 1, 1, 0, 1, 0],
        [1, 1, 1, 1, 1, 0, 1, 1],
    ]
    # Both questions stand at the same place: their rotations are equal.
    assert torch.equal(places.cos[2], places.cos[3])
    assert not torch.equal(places.cos[3], places.cos[4])


@pytest.mark.model
@pytest.mark.slow
def test_training_lowers_the_loss_over_the_states_that_the_engine_has(
    engine: Engine, weights: Path, tmp_path: Path
) -> None:
    """In one test, because loading the layers takes most of the time."""
    packs = packs_of([PAIR, MISSED], engine.tokens)
    # Without the prompt's examples, so that it is quick.
    heads = {lang: engine.tokens(f"<|im_start|>user\n{lang}\n") for lang in LANGUAGES}
    examples = examples_of(packs, heads, Qwen(weights, range(FIRST_ADAPTED)), lambda *_: None)
    model = Qwen(weights, range(FIRST_ADAPTED, LAYERS), head=True)

    plain = Reader(model, Adapters(), examples.heads, {"de": 0, "en": 0})
    plain.refresh()
    last = plain.states(examples.examples[0])[len(packs[0].passage) - 1]
    told = top_token(engine, [*heads["de"], *packs[0].passage])
    assert int(model.logits(last[None]).argmax()) == told

    missing: dict[Language, int] = {
        "de": engine.tokens("Fehlt")[0],
        "en": engine.tokens("Missing")[0],
    }
    losses: list[float] = []
    options = Options(epochs=6, batch=1)
    adapters = train(examples, model, missing, options, lambda *said: losses.append(said[-1]))
    assert losses[-1] < losses[0] / 2

    adapters.write(tmp_path / "adapter.gguf")
    assert (tmp_path / "adapter.gguf").stat().st_size == ADAPTERS[0].file.stat().st_size


def top_token(engine: Engine, tokens: list[int]) -> int:
    """The token that the engine, without the adapter, holds for the most likely next one."""
    response = httpx.post(
        f"{engine.url.removesuffix('/v1')}/completion",
        json={"prompt": tokens, "n_predict": 1, "temperature": 0, "n_probs": 1},
        headers={"Authorization": f"Bearer {engine.key.get_secret_value()}"},
        timeout=120,
    )
    found: int = response.raise_for_status().json()["completion_probabilities"][0]["id"]
    return found


@pytest.mark.model
@pytest.mark.slow
def test_with_the_adapter_the_model_finds_fewer_answers_that_are_not_there(engine: Engine) -> None:
    """On a text that is not among its examples. Without it, the model finds an answer to each."""
    passage = (
        f"Neue Brücke in Altental\n{OPENED} Sie ist 90 Meter lang und ersetzt eine Fähre. Ein "
        "Anwohner will klagen."
    )
    answered = ["Wer hat die Brücke eröffnet?", "Wie lang ist sie?", "Who inaugurated the bridge?"]
    near = [
        "Wie lang war die alte Brücke?",
        "Warum will der Anwohner klagen?",
        "Wann wird die Fähre eingestellt?",
        "How many residents are suing?",
        "Was sagte Anna Kern bei der Eröffnung?",
    ]
    found = {}
    for adapters in ((), engine.adapters):
        slots = slots_of(load_prompts(), adapters)
        model = LanguageModel(engine.url, "real", engine.key, slots=slots)
        assert all(read(model, "de", question, passage).log_odds > 0 for question in answered)
        odds = [read(model, "de", question, passage).log_odds for question in near]
        found[len(adapters)] = sum(one > 0 for one in odds)
    assert found == {0: 5, 2: 0}


def test_shapes_of_packs_and_places_agree() -> None:
    pack = packs_of([PAIR, MISSED], letters)[0]
    count = len(pack.passage) + sum(len(a.question) + len(a.answer) for a in pack.asked)
    assert isinstance(pack, Pack)
    assert places_of(pack, 5).mask.shape == (count, count + 5)
