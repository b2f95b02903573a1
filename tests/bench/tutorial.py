"""The plain retrieval chain of LangChain's tutorials, with our model and embeddings."""

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_openai import ChatOpenAI
from langchain_text_splitters import RecursiveCharacterTextSplitter

from index.embedding.embedder import Embedder, load_embedder
from index.settings import Settings
from rag.llm.embedded.engine import Engine
from rag.llm.embedded.weights import fetch
from tests.bench.timing import Timing

PROMPT = """\
You are an assistant for question-answering tasks. Use the following pieces of retrieved context \
to answer the question. If you don't know the answer, say that you don't know. Use three \
sentences maximum and keep the answer concise.

Context:
{context}"""


class DenseVectors(Embeddings):
    """Adapts our embedding model to LangChain: dense vectors only."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        found = self._embedder.embed_passages([("", text) for text in texts])
        return [vectors.dense.tolist() for vectors in found]

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = self._embedder.embed_question(text).dense.tolist()
        return vector


class Tutorial:
    """Chunks of 1,000 characters with an overlap of 200, the best four, one prompt."""

    name = "tutorial"

    def __init__(self, settings: Settings) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="bench-tutorial-")
        weights = fetch(settings, lambda done, total: None)
        self._engine = Engine.start(weights, settings.threads, Path(self._folder.name))
        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
        store = Chroma(embedding_function=DenseVectors(load_embedder(settings.embedding)))
        store.add_documents(splitter.split_documents(_documents(settings.sources)))
        self._retriever = store.as_retriever(search_kwargs={"k": 4})
        prompt = ChatPromptTemplate([("system", PROMPT), ("human", "{question}")])
        model = ChatOpenAI(
            base_url=self._engine.url, api_key=self._engine.key, model=weights.stem, temperature=0
        )
        self._chain = prompt | model | StrOutputParser()

    def prepare(self, question: str) -> None:
        """Nothing: this chain answers from scratch."""

    def ask(self, question: str) -> Timing:
        """Retrieve, then stream the answer to its end."""
        began = time.perf_counter()
        found = self._retriever.invoke(question)
        sources = time.perf_counter()
        context = "\n\n".join(document.page_content for document in found)
        first, text = None, ""
        for piece in self._chain.stream({"context": context, "question": question}):
            if piece and first is None:
                first = time.perf_counter()
            text += piece
        return Timing.since(began, sources, first, time.perf_counter(), text)

    def close(self) -> None:
        """Stop the engine."""
        self._engine.close()
        self._folder.cleanup()


def _documents(folder: Path) -> Sequence[Document]:
    return [
        Document(path.read_text(encoding="utf-8"), metadata={"source": path.name})
        for path in sorted(folder.glob("*.txt"))
    ]
