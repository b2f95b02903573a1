"""The adapters' training: its examples, and that its layers compute what the engine computes."""

from dataclasses import replace
from pathlib import Path

import httpx
import pytest
import torch

from index.embedding.training.articles import NewsArticle, Question, Unanswerable, read_news
from rag.answer.reader import MISSING, read
from rag.llm.client import LanguageModel
from rag.llm.embedded.adapter import ADAPTERS
from rag.llm.embedded.engine import Engine
from rag.llm.embedded.prefix_cache import slots_of
from rag.llm.prompts import load_prompts
from rag.training import claims, pairs, sentences
from rag.training.claims import Claim, read_claims
from rag.training.examples import Prompt
from rag.training.packs import Template, packs_of, prompts_of
from rag.training.pairs import READING, Pair, pairs_of
from rag.training.qwen import FIRST_ADAPTED, LAYERS, Adapters, Places, Qwen
from rag.training.sentences import SentencePair, read_sentences
from rag.training.states import examples_of
from rag.training.tasks import TASKS
from rag.training.train import Options, Reader, train
from rag.types import LANGUAGES

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
    assert {(pair.answer, pair.passage.splitlines()[-1]) for pair in right} == {
        ("90 Meter", "Sie ist 90 Meter lang.")
    }
    assert {pair.question for pair in right} == {
        "Wie lang ist die Brücke?",
        "How long is the bridge?",
    }
    missed = {pair.question for pair in pairs if not pair.is_answered}
    assert missed & {"Was hat die Brücke gekostet?", "What did the bridge cost?"}
    assert all(pair.passage.startswith(article.title) for pair in pairs)


def test_questions_about_one_passage_share_it() -> None:
    found = [PAIR, MISSED, replace(PAIR, passage=PROMISED, language="en")]
    first, second = packs_of(READING, pairs.examples_of(found), letters)
    assert (first.prompt, second.prompt) == ("answer.de", "answer.en")
    assert (len(first.asked), len(second.asked)) == (2, 1)
    assert bytes(first.shared).decode("latin-1") == f"{OPENED}\n\nFrage:"
    question, answer = (
        bytes(tokens).decode() for tokens in (first.asked[1].question, first.asked[1].answer)
    )
    assert question == " Was hat sie gekostet?<|im_end|>\n<|im_start|>assistant\n"
    assert answer == "Fehlt<|im_end|>"
    assert [asked.is_refused for asked in first.asked] == [False, True]
    assert [asked.is_learned for asked in first.asked] == [True, False]
    assert not second.asked[0].is_learned  # the answer is German


def test_no_more_than_eight_questions_share_a_passage() -> None:
    packs = packs_of(READING, pairs.examples_of([PAIR] * 9), letters)
    assert [len(pack.asked) for pack in packs] == [8, 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_template_is_the_prompt_around_passage_and_question(language: str) -> None:
    template = Template.of(READING, "de" if language == "de" else "en")
    label = {"de": ("Belege:", "Frage:"), "en": ("Evidence:", "Question:")}[language]
    assert template.head.endswith(f"<|im_start|>user\n{label[0]}\n")
    assert (template.between, template.space) == (f"\n\n{label[1]}", " ")


def test_claims_are_shown_with_their_evidence_and_some_with_another() -> None:
    news = read_news()
    about = [Claim(article.id, (0, 1), "en", f"Claim {article.id}.", True, "") for article in news]
    shown = claims.examples_of(about, news, seed=0)
    own, foreign = shown[: len(about)], shown[len(about) :]
    assert own[3].shared == "\n".join(news[3].paragraphs[:2])
    assert {example.answer for example in own} == {"Yes"}
    assert foreign
    for example in foreign:
        assert example.answer == "No"
        assert example.is_refused
        assert example.shared not in {e.shared for e in own if e.asked == example.asked}


def test_sentences_are_translated_in_both_directions() -> None:
    pair = SentencePair("a01", "de", "Er schweigt.", "He is silent.")
    examples = sentences.examples_of([pair], read_news())
    assert sentences.examples_of([pair], []) == []
    assert [(e.language, e.asked, e.answer) for e in examples] == [
        ("en", pair.de, pair.en),
        ("de", pair.en, pair.de),
    ]
    packs = packs_of(sentences.TRANSLATING, examples, letters)
    assert [pack.shared for pack in packs] == [(), ()]
    assert bytes(packs[0].asked[0].question).decode().startswith("Er schweigt.<|im_end|>")
    prompts = prompts_of(sentences.TRANSLATING, {}, letters)
    assert {prompt.refusal for prompt in prompts.values()} == {None}


def test_data_are_about_the_articles() -> None:
    news = {article.id: article for article in read_news()}
    stated = read_claims()
    assert {len(news[c.article].paragraphs) > max(c.paragraphs) for c in stated} == {True}
    translated = read_sentences()
    assert {pair.article for pair in translated} <= news.keys()
    for pair in translated:
        text = " ".join(news[pair.article].paragraphs)
        assert (pair.de if pair.original == "de" else pair.en) in text


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
    packs = packs_of(READING, pairs.examples_of([PAIR, MISSED]), engine.tokens)
    # Without the prompt's examples, so that it is quick.
    head = tuple(engine.tokens("<|im_start|>user\nde\n"))
    prompts = {"answer.de": Prompt(head, engine.tokens(MISSING["de"])[0])}
    examples = examples_of(packs, prompts, Qwen(weights, range(FIRST_ADAPTED)), lambda *_: None)
    model = Qwen(weights, range(FIRST_ADAPTED, LAYERS), head=True)

    plain = Reader(model, Adapters(), examples.heads, prompts)
    plain.refresh()
    last = plain.states(examples.examples[0])[len(packs[0].shared) - 1]
    told = top_token(engine, [*head, *packs[0].shared])
    assert int(model.logits(last[None]).argmax()) == told

    losses: list[float] = []
    options = Options(epochs=6, batch=1)
    adapters = train(examples, model, prompts, options, lambda *said: losses.append(said[-1]))
    assert losses[-1] < losses[0] / 2
    trained = Reader(model, adapters, examples.heads, prompts)
    trained.refresh()
    right, wrong = trained.log_odds(examples.examples[0])
    assert right > wrong

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


def test_every_adapter_can_be_trained() -> None:
    assert {training.task.purpose for training in TASKS.values()} >= {a.prompt for a in ADAPTERS}
