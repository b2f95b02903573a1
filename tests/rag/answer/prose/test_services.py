"""Writing with the real client, over services that misbehave."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from index.language.dictionary.lookup import Dictionary
from rag.answer.translation.translator import Translator
from rag.chain import Chain
from rag.decisions import Mode
from rag.evidence.retrieval import Retriever
from rag.llm.client import Abilities, LanguageModel
from rag.storage.table import Table
from rag.types import Answer, Check, Done
from tests.rag.answer.prose.conftest import ASKED, SHORT
from tests.rag.conftest import SetWeights
from tests.rag.llm.service import Reply, Service, scripted

SOLD = "Der Kreistag beschloss am 14. März, die Klinik an die Stiftung Lindenhof zu verkaufen."
ENGLISH = "The county council decided to sell the clinic to the Lindenhof foundation."
FOUND = Reply((SHORT["de"],))
WRITTEN = Reply((SOLD, " [1]"))


@pytest.fixture
def service() -> Iterator[Service]:
    with scripted() as state:
        yield state


@pytest.mark.parametrize(
    ("replies", "shown_and_kept"),
    [
        ([FOUND, WRITTEN], (True, True)),
        ([FOUND, Reply(("<think>", "Wer? [1]", "</think>", f"{SOLD} [1]"))], (True, True)),
        ([FOUND, Reply((f"{SOLD} [1]",), reasoning=("Hm. [1]", "Ja. [2]"))], (True, True)),
        ([FOUND, Reply(("<think>", "ohne Ende"))], (False, False)),
        ([FOUND, Reply(status=429, headers={"Retry-After": "0.1"}), WRITTEN], (True, True)),
        ([FOUND, Reply(status=503, headers={"Retry-After": "60"})], (False, False)),
        ([FOUND, Reply(status=500)], (False, False)),
        ([FOUND, Reply((f"{SOLD} [1]\n", "Der Preis beträgt"), whole=False)], (True, False)),
        ([FOUND, Reply((f"{SOLD} [1]",), pause_s=3.0)], (False, False)),
        ([FOUND, Reply((f"{ENGLISH} [1]",))], (False, True)),
    ],
    ids=[
        "well", "thinks", "thinks in a field", "thinks for ever", "busy", "busy for long", "broken",
        "cut off", "slow", "wrong language",
    ],
)  # fmt: skip
def test_services(
    replies: list[Reply],
    shown_and_kept: tuple[bool, bool],
    service: Service,
    briefing: Retriever,
    tmp_path: Path,
    set_weights: SetWeights,
) -> None:
    set_weights({"bias": 5.0}, {"bias": 5.0})
    service.replies = replies
    model = LanguageModel(service.url, "m", SecretStr("k"), timeout_s=1.0)
    model._abilities = Abilities(logprobs=False, grammar=False, template=False, usage=False)
    table = Table(tmp_path / "translations.sqlite3")
    translator = Translator(table, None, Dictionary.absent())
    *_, last = Chain(briefing, translator, model, Mode.WRITE).ask(ASKED["de"])
    assert isinstance(last, Done)
    answer: Answer = last.answer
    table.close()
    written = [claim.text for claim in answer.claims if claim.check is Check.KEPT]
    assert ENGLISH not in answer.text
    assert "Hm" not in answer.text
    assert "„Der Kreistag von Aschau" in answer.text
    assert (SOLD in written, answer.model == "m") == shown_and_kept
