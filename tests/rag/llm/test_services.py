"""Services that think aloud, are busy, know fewer options, tell the key, or report tokens."""

import logging
import time
from collections.abc import Iterator
from typing import Any

import openai
import pytest
from langchain_core.messages import HumanMessage
from pydantic import SecretStr

from index.errors import ModelError
from rag.costs import Costs
from rag.llm.client import Abilities, LanguageModel, Piece
from rag.llm.connection import of_provider, of_url
from rag.llm.failures import redacted
from rag.llm.metering import Meter
from tests.rag.llm.service import Reply, Service, scripted

KEY = "pa55word-of-the-house"
ALL = Abilities(logprobs=True, grammar=True)


@pytest.fixture
def service() -> Iterator[Service]:
    with scripted() as state:
        yield state


def model(service: Service, **options: Any) -> LanguageModel:
    made = LanguageModel(service.url, "m", SecretStr(KEY), **options)
    made._abilities = ALL
    return made


def ask(asked: LanguageModel) -> list[Piece]:
    return list(asked.stream([HumanMessage("Frage?")], max_tokens=9, logprobs=True))


def tokens(*texts: str) -> list[Piece]:
    return [Piece(text, ((text, -0.1),), -0.1) for text in texts]


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (("<think>", "Nein", "?", "</think>", "\n\n", "Ja", "."), tokens("Ja", ".")),
        (("<th", "ink>Hm", "m</th", "ink>", "Ja", "."), tokens("Ja", ".")),
        (tuple("<think>a</think>Ja"), tokens("J", "a")),
        (("[THINK]", "x", "[/THINK]", "Ja"), tokens("Ja")),
        (("<think>x</think>Ja", "."), [Piece("Ja"), *tokens(".")]),
        (("Ja", " <", "3"), tokens("Ja", " <", "3")),
        (("1 <", " 2"), tokens("1 <", " 2")),
    ],
)
def test_thinking_is_no_answer(texts: tuple[str, ...], said: list[Piece], service: Service) -> None:
    service.replies = [Reply(texts)]
    assert ask(model(service)) == said


def test_thinking_in_a_field_of_its_own_is_no_answer(service: Service) -> None:
    service.replies = [Reply(reasoning=("Fehlt", " oder?"))]
    assert ask(model(service)) == tokens("Ja", ".")


def test_thinking_without_an_end_is_an_error(service: Service) -> None:
    service.replies = [Reply(("<think>", "ohne Ende"))]
    with pytest.raises(ModelError, match="did not finish thinking") as raised:
        ask(model(service))
    assert "Switch thinking off" in raised.value.hint


def test_thinking_that_the_template_opens_is_known_from_the_second_call_on(
    service: Service,
) -> None:
    service.replies = [Reply(("Hm, nein", "</think>", "Ja", "."))]
    asked = model(service)
    with pytest.raises(ModelError, match="thinks without an opening tag"):
        ask(asked)
    assert ask(asked) == tokens("Ja", ".")


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_service_is_asked_again(status: int, service: Service) -> None:
    service.replies = [Reply(status=status), Reply(status=status), Reply()]
    assert ask(model(service)) == tokens("Ja", ".")
    assert len(service.bodies) == 3


def test_a_busy_service_tells_when_to_ask_again(service: Service) -> None:
    service.replies = [Reply(status=429, headers={"Retry-After": "0.6"}), Reply()]
    began = time.monotonic()
    assert ask(model(service)) == tokens("Ja", ".")
    assert time.monotonic() - began >= 0.6


def test_a_busy_service_that_needs_no_pause_gets_one(service: Service) -> None:
    service.replies = [Reply(status=429, headers={"Retry-After": "0"}) for _ in range(99)]
    with pytest.raises(ModelError, match="is busy"):
        ask(model(service, turn_s=1.0))
    assert len(service.bodies) <= 6


def test_a_service_that_is_busy_for_longer_than_a_turn_is_given_up(service: Service) -> None:
    service.replies = [Reply(status=503, headers={"Retry-After": "60"})]
    with pytest.raises(ModelError, match="is busy") as raised:
        ask(model(service))
    assert len(service.bodies) == 1
    assert raised.value.hint == "Ask again in a moment; until then answers are quotes."


@pytest.mark.parametrize("status", [400, 401, 404, 500])
def test_other_errors_are_not_tried_again(status: int, service: Service) -> None:
    service.replies = [Reply(status=status)]
    with pytest.raises(ModelError, match="failed"):
        ask(model(service))
    assert len(service.bodies) == 1


def test_a_service_that_breaks_off_is_not_asked_again(service: Service) -> None:
    service.replies = [Reply(whole=False)]
    with pytest.raises(ModelError, match="failed"):
        ask(model(service))
    assert len(service.bodies) == 1


def test_a_key_in_the_words_of_a_service_is_never_shown(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    service.replies = [Reply(status=401, problem=f"Incorrect API key provided: {KEY}")]
    with caplog.at_level(logging.DEBUG), pytest.raises(ModelError) as raised:
        ask(model(service))
    logging.getLogger("rag").error("Failed.", exc_info=raised.value)
    assert "Incorrect API key provided: …" in raised.value.problem
    assert raised.value.hint == "Check the key in BRIEFING_LLM_KEY; until then answers are quotes."
    assert KEY not in caplog.text
    assert raised.value.__cause__ is raised.value.__context__ is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Invalid key sk-proj-abc***xyz.", "Invalid key …"),
        ('{"Authorization": "Bearer abc.def-123"}', '{"Authorization": "Bearer …"}'),
        ("http://user:pw@models.example:80/v1", "http://…@models.example:80/v1"),
        (
            "POST https://x.example/v1?key=AIza123&alt=sse",
            "POST https://x.example/v1?key=…&alt=sse",
        ),
        ("of the environment: 0123456789", "of the environment: …"),
        ("none of the sources", "none of the sources"),
    ],
)
def test_what_looks_like_a_key(text: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_API_KEY", "0123456789")
    assert redacted(text, ()) == shown


def test_options_that_a_service_does_not_know_are_left_out(service: Service) -> None:
    service.replies = [Reply(status=400), Reply(status=422), Reply()]
    found = LanguageModel(service.url, "m", SecretStr(KEY))
    assert found.abilities == Abilities(logprobs=True, grammar=False, template=False)
    ask(found)
    assert "chat_template_kwargs" not in service.bodies[-1]
    assert service.bodies[-1]["stream_options"] == {"include_usage": True}


@pytest.mark.parametrize(
    ("usage", "costs"), [((40, 7), (1, 40, 7, False)), (None, (1, 2, 2, True))]
)
def test_costs_are_those_of_the_service_or_counted(
    usage: tuple[int, int] | None, costs: tuple[int, int, int, bool], service: Service
) -> None:
    service.replies = [Reply(usage=usage)]
    first, second = Meter(), Meter()
    ask(model(service).metered(first).metered(second))
    assert first.costs == second.costs
    told = second.costs
    assert (told.calls, told.tokens_in, told.tokens_out, told.estimated) == costs
    assert told.seconds > 0
    assert told + told == Costs(2, 2 * costs[1], 2 * costs[2], 2 * told.seconds, costs[3])


@pytest.mark.parametrize(
    "kind",
    [
        value
        for name, value in tuple(vars(openai).items())
        # Others are loaded when they are looked at, which takes seconds.
        if name.endswith("Error") and isinstance(value, type) and issubclass(value, Exception)
    ],
)
def test_every_error_of_the_library_is_one_of_ours(
    kind: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = LanguageModel(of_url("http://127.0.0.1:9/v1", "m", None, 1), "m", turn_s=0.3)
    asked._abilities = ALL
    error = kind.__new__(kind, "m")  # each wants other arguments

    def fail(*_: object, **__: object) -> Iterator[None]:
        raise error
        yield

    monkeypatch.setattr("langchain_openai.ChatOpenAI.stream", fail)
    with pytest.raises(ModelError):
        ask(asked)


def test_a_provider_without_its_package_names_the_command() -> None:
    with pytest.raises(ModelError) as raised:
        of_provider("mistralai:mistral-small-latest", 1)
    assert "needs the package langchain-mistralai" in raised.value.problem
    assert raised.value.hint == "Install it: .venv/bin/pip install langchain-mistralai"


@pytest.mark.parametrize("name", ["nobody:m", "openai:gpt-4o"])
def test_a_provider_that_cannot_be_used(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ModelError, match=f"BRIEFING_LLM={name} cannot be used"):
        of_provider(name, 1)


def test_a_provider_is_asked_with_its_own_key(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_BASE_URL", service.url)
    asked = LanguageModel(of_provider("openai:gpt-4o", 5), "openai:gpt-4o")
    assert ask(asked) == tokens("Ja", ".")
    service.replies = [Reply(status=401, problem=f"no such key: {KEY}")]
    with pytest.raises(ModelError, match="openai:gpt-4o failed: ") as raised:
        ask(asked)
    assert KEY not in str(raised.value)
    assert "the variable of the provider openai" in raised.value.hint
