"""The questions that a fresh clone must answer, by the real chain and the real models."""

from collections.abc import Iterator

import pytest

from index.embedding.embedder import Embedder
from index.language.dictionary.setup import open_dictionary
from index.settings import Settings
from index.store import Store
from rag.answer.translation.engines import ModelEngine
from rag.answer.translation.translator import Translator
from rag.chain import Chain
from rag.evidence.retrieval import Retriever
from rag.llm.client import LanguageModel
from rag.llm.embedded.engine import Engine
from rag.llm.embedded.prefix_cache import slots_of
from rag.llm.prompts import load_prompts
from rag.storage.table import Table
from rag.types import Answer, Done, Language, Sources, Status

pytestmark = [pytest.mark.model, pytest.mark.slow]

BELARUS_AND_TURKEY = "da sie von Belarus bzw. der Türkei bedroht werden."
HOSTS = "von Frankreich und Großbritannien einberufenen Treffen"


@pytest.fixture(scope="module")
def chain(
    seed_store: Store,
    embedder: Embedder,
    engine: Engine,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Chain]:
    table = Table(tmp_path_factory.mktemp("table") / "translations.sqlite3")
    slots = slots_of(load_prompts(), engine.adapters)
    model = LanguageModel(engine.url, "real", engine.key, slots=slots)
    retriever = Retriever(seed_store, embedder, open_dictionary(Settings()))
    yield Chain(retriever, Translator(table, ModelEngine(model), retriever.dictionary), model)
    table.close()


def ask(chain: Chain, question: str) -> Answer:
    sources, *_, done = chain.ask(question)
    assert isinstance(sources, Sources)
    assert isinstance(done, Done)
    answer = done.answer
    for citation in (*answer.citations, *answer.nearest):
        document = chain.retriever.store.document(citation.passage_id.split("-")[0])
        assert document.text[citation.start : citation.end] == citation.quote
    return answer


@pytest.mark.parametrize(
    ("question", "language", "paragraph", "quoted"),
    [
        ("Wer hat das Treffen der Verteidigungsminister einberufen?", "de", 3, HOSTS),
        (
            "Which countries said they cannot provide troops, and why?",
            "en",
            11,
            BELARUS_AND_TURKEY,
        ),
    ],
)
def test_a_question_is_answered_with_its_paragraph(
    question: str, language: Language, paragraph: int, quoted: str, chain: Chain
) -> None:
    answer = ask(chain, question)
    assert answer.status is not Status.REFUSED
    assert answer.language == language
    cited = {citation.paragraph: citation for citation in answer.citations}
    assert paragraph in cited
    assert quoted in cited[paragraph].quote
    assert f"[{cited[paragraph].n}]" in answer.text


def test_what_is_not_in_the_briefing_is_not_stated(chain: Chain) -> None:
    answer = ask(chain, "Wie viele Soldaten will Italien in die Ukraine schicken?")
    assert answer.status in {Status.REFUSED, Status.UNSURE}
    assert len(answer.nearest or answer.citations) == 3
