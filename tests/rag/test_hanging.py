"""No question waits for ever, whatever the model says, and however many are asked."""

import json
import threading
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from itertools import product
from pathlib import Path

import pytest

from index.errors import ModelError
from index.settings import Settings
from rag import __main__ as command_line
from rag.answer.reader import MAX_TOKENS
from rag.assistant import Assistant
from rag.llm.client import Piece
from rag.types import Answer, Done, Language, Status
from tests.rag.conftest import SetWeights
from tests.rag.memory import article, retriever_of
from tests.rag.scripted import OneAtATime, Opened, found, gone, says, verdict

LIMIT_S = 90
"""Of what takes a second where nothing else runs."""
ARTICLES = {
    "de": "Die Fähre Aurora sank 1994 vor Utö. An Bord waren 989 Menschen.",
    "en": "The ferry Aurora sank off Utö in 1994. There were 989 people on board.",
}
QUESTIONS = {
    "de": "Wann sank die Fähre Aurora vor Utö?",
    "en": "When did the ferry Aurora sink off Utö?",
}
PAIRINGS = [*product(("de", "en"), repeat=2)]
Script = Sequence[Piece | ModelError]


def finds(language: str) -> Script:
    return found("1994", language)


def misses(language: str) -> Script:
    word = "Fehlt" if language == "de" else "Missing"
    # More would come: the call has to be ended by whoever made it.
    return [verdict(word, "1994"), *says("und noch viel mehr")]


def is_cut(language: str) -> Script:
    return [*finds(language), gone()]


def never_ends(language: str) -> Script:
    return [*finds(language), *[Piece("und ")] * MAX_TOKENS]


def fails(_: str) -> Script:
    return [gone()]


MODELS = [finds, misses, is_cut, never_ends, fails]


def model_that(says_to: Callable[[str], Script]) -> OneAtATime:
    def say(purpose: str) -> Script:
        kind, language = purpose.split(".")
        if kind == "answer":
            return says_to(language)
        if kind in ("write", "rewrite"):
            return writes(says_to, language)
        if says_to is finds:
            return says(ARTICLES["en" if language == "en" else "de"])
        return [*says("Aurora"), gone()]

    return OneAtATime(say)


def writes(says_to: Callable[[str], Script], language: str) -> Script:
    sentence = ARTICLES["en" if language == "en" else "de"].split(". ")[0]
    if says_to is misses:
        return misses(language)
    if says_to is finds:
        return says(f"{sentence}. [1]")
    if says_to is is_cut:
        return [*says(f"{sentence}. [1]\nAn"), gone()]
    if says_to is never_ends:
        return says(f"{sentence}. [1]\n" + "und " * 500)
    return [gone()]


Helper = Callable[..., Assistant]


@pytest.fixture
def helper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, set_weights: SetWeights) -> Helper:
    """The real assistant over one article, answering whatever the model says of it."""
    set_weights({"bias": 5.0}, {"bias": 5.0})

    def made(language: Language, model: OneAtATime, answers: str = "auto") -> Assistant:
        settings = {"data": tmp_path, "llm_url": "http://127.0.0.1:9/v1", "answers": answers}
        assistant = Assistant(Settings.model_validate(settings))
        retriever = retriever_of(article("artikel.txt", ARTICLES[language], language))
        monkeypatch.setattr(assistant, "_index", Opened(retriever))
        monkeypatch.setattr(assistant._model, "model", model)
        return assistant

    return made


def within(call: Callable[[], object]) -> None:
    """Fail if a call does not end in time; its thread would keep nothing alive."""
    raised: list[BaseException] = []

    def caught() -> None:
        try:
            call()
        except BaseException as error:  # noqa: BLE001 - raised below
            raised.append(error)

    thread = threading.Thread(target=caught, daemon=True)
    thread.start()
    thread.join(LIMIT_S)
    assert not thread.is_alive(), "It hangs."
    if raised:
        raise raised[0]


def answered(assistant: Assistant, question: str) -> Answer:
    *_, last = assistant.ask(question, use_cache=False)
    assert isinstance(last, Done)
    return last.answer


@pytest.mark.parametrize("says_to", MODELS)
@pytest.mark.parametrize(("asked", "written"), PAIRINGS)
def test_one_question(
    asked: Language, written: Language, says_to: Callable[[str], Script], helper: Helper
) -> None:
    model = model_that(says_to)
    assistant = helper(written, model)
    answers: list[Answer] = []
    within(lambda: answers.append(answered(assistant, QUESTIONS[asked])))
    assert answers[0].status in {Status.ANSWERED, Status.QUOTED}
    assert answers[0].language == asked
    assert answers[0].citations[0].quote in ARTICLES[written]
    # Not kept, where the model failed over the passage or over a translation.
    untranslated = asked != written and says_to is not finds
    assert (answers[0].model is None) is (says_to is fails or untranslated)
    assert model.ended == len(model.asked)
    assert (f"translate.{asked}" in model.asked) is (asked != written)


@pytest.mark.parametrize("says_to", MODELS)
@pytest.mark.parametrize(("asked", "written"), [("de", "de"), ("en", "de")])
def test_one_question_written(
    asked: Language, written: Language, says_to: Callable[[str], Script], helper: Helper
) -> None:
    model = model_that(says_to)
    assistant = helper(written, model, "write")
    answers: list[Answer] = []
    within(lambda: answers.append(answered(assistant, QUESTIONS[asked])))
    assert answers[0].status is (Status.UNSURE if says_to is misses else answers[0].status)
    assert answers[0].status is not Status.REFUSED
    assert answers[0].citations[0].quote in ARTICLES[written]
    assert model.ended == len(model.asked)
    assert f"write.{asked}" in model.asked


@pytest.mark.parametrize("says_to", MODELS)
@pytest.mark.parametrize("written", ["de", "en"])
def test_a_batch(
    written: Language,
    says_to: Callable[[str], Script],
    helper: Helper,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assistant = helper(written, model_that(says_to))
    monkeypatch.setattr(command_line, "assistant", lambda: nullcontext(assistant))
    rows = [{"id": n, "question": QUESTIONS[asked]} for n, asked in enumerate(["de", "en"] * 2)]
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    within(lambda: command_line.ask(None, None, as_json=False, batch=file, cache=False))
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["id"] for line in lines] == [0, 1, 2, 3]
    assert {line["status"] for line in lines} <= {"answered", "quoted"}


@pytest.mark.parametrize("says_to", MODELS)
@pytest.mark.parametrize("written", ["de", "en"])
def test_eight_at_a_time(
    written: Language, says_to: Callable[[str], Script], helper: Helper
) -> None:
    model = model_that(says_to)
    assistant = helper(written, model)
    answers: list[Answer] = []

    def ask(number: int) -> None:
        answers.append(answered(assistant, QUESTIONS["de" if number % 2 else "en"]))

    def all_of_them() -> None:
        threads = [threading.Thread(target=ask, args=(n,), daemon=True) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    within(all_of_them)
    assert [answer.status in {Status.ANSWERED, Status.QUOTED} for answer in answers] == [True] * 8
    assert model.ended == len(model.asked)


def test_a_model_that_stays_busy_leaves_quotes(helper: Helper) -> None:
    model = OneAtATime(lambda _: finds("de"), turn_s=0.1)
    assistant = helper("de", model)
    answers: list[Answer] = []
    with model._turns.turn():  # somebody else's
        within(lambda: answers.append(answered(assistant, QUESTIONS["de"])))
    assert (answers[0].status, answers[0].model) == (Status.QUOTED, None)
    assert answered(assistant, QUESTIONS["de"]).model == "scripted"
