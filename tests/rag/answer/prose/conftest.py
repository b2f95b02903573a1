"""A chain over two small articles, with the real embedding model, whose model writes."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from index.embedding.embedder import Embedder
from index.errors import ModelError
from index.language.dictionary.lookup import Dictionary
from rag.answer.checks.judge import Judge
from rag.answer.translation.translator import Translator
from rag.chain import Chain
from rag.decisions import Mode
from rag.evidence.retrieval import Retriever
from rag.llm.client import Piece
from rag.storage.table import Table
from rag.types import Answer, Done, Language, Token
from tests.rag.conftest import SetWeights
from tests.rag.memory import article, retriever_of
from tests.rag.scripted import ScriptedModel, found

GERMAN = """Klinik Aschau wird verkauft
Der Kreistag von Aschau hat am 14. März den Verkauf der Klinik an die Stiftung Lindenhof \
beschlossen. Der Preis beträgt 12 Millionen Euro.
Landrätin Petra Vogt sagte, der Verkauf sichere 340 Arbeitsplätze. Eine Kündigung werde es nicht \
geben.
Der Betriebsrat wirft der Landrätin vor, Gutachten zurückgehalten zu haben. Vogt weist das zurück.
"""
ENGLISH = """Museum of Ardhill closes its east wing
The museum of Ardhill closes its east wing on 2 May because the roof leaks. The repair costs 4 \
million pounds.
Director Fiona Kerr said that the wing would reopen in 2028. No exhibits were damaged.
The union claims that the museum ignored warnings for years. Kerr denies this.
"""
ASKED: dict[Language, str] = {
    "de": "Was hat der Kreistag von Aschau zur Klinik beschlossen?",
    "en": "Why does the museum of Ardhill close its east wing?",
}
SHORT: dict[Language, str] = {
    "de": "den Verkauf der Klinik an die Stiftung Lindenhof",
    "en": "because the roof leaks",
}
Script = Sequence[Piece | ModelError]
Written = Callable[..., tuple[Answer, ScriptedModel]]


@pytest.fixture(scope="session")
def briefing(embedder: Embedder) -> Retriever:
    return retriever_of(
        article("klinik.txt", GERMAN, "de", "Klinik Aschau wird verkauft"),
        article("museum.txt", ENGLISH, "en", "Museum of Ardhill closes its east wing"),
        embedder=embedder,
    )


@pytest.fixture
def written(briefing: Retriever, tmp_path: Path, set_weights: SetWeights) -> Written:
    """Asks about one of the articles; the scripts are what the model writes, call by call."""
    set_weights({"bias": 5.0}, {"bias": 5.0})
    table = Table(tmp_path / "translations.sqlite3")

    def ask(
        language: Language,
        *scripts: Script,
        question: str = "",
        judge: Judge | None = None,
        over: Retriever = briefing,
    ) -> tuple[Answer, ScriptedModel]:
        model = ScriptedModel(found(SHORT[language], language), *scripts)
        translator = Translator(table, None, Dictionary.absent())
        chain = Chain(over, translator, model, Mode.WRITE, judge=judge)
        events = list(chain.ask(question or ASKED[language]))
        last = events[-1]
        assert isinstance(last, Done)
        told = "".join(event.text for event in events if isinstance(event, Token))
        assert told == last.answer.text
        assert model.ended == len(model.asked)
        return last.answer, model

    return ask


def number(answer: Answer, paragraph: int) -> int:
    return next(c.n for c in answer.citations if c.paragraph == paragraph)
