"""Time and memory over the number of passages: ``python -m tests.bench.scale TEXTS QUESTIONS``.

Each corpus contains the previous one, and each build embeds what is new, as in a growing briefing.
"""

import json
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.console import Console

from index.settings import load_settings
from rag.evaluation.evaluate import version
from tests.bench.scale.corpus import sentences_of, write_corpus
from tests.bench.scale.plot import svg
from tests.bench.scale.processes import run

_ASKED: Final = 200


def main(
    texts: Annotated[Path, typer.Argument(help="folder of texts whose sentences fill the corpus")],
    questions: Annotated[Path, typer.Argument(help="folder with corpus/ and questions.jsonl")],
    work: Annotated[Path, typer.Option(help="folder for corpora and index; may be large")],
    size: Annotated[list[int], typer.Option(help="passages, ascending; several times")],
    threads: Annotated[int, typer.Option(help="of the embedding model while indexing")] = 2,
    out: Annotated[Path | None, typer.Option(help="FILE.json; a plot goes beside it")] = None,
) -> None:
    """Index and search corpora of several sizes; a hundred thousand passages take hours."""
    console, sentences, measured = Console(), sentences_of(texts), []
    where = (load_settings().chroma_url and "Chroma server") or "disk"
    for passages in size:
        corpus = write_corpus(sentences, questions, work / f"{passages}", passages)
        folders: dict[str, Any] = {"sources": str(corpus.folder), "data": str(work / "data")}
        served = {**folders, "needles": str(questions)}
        found = {"passages": corpus.passages, "sentences": corpus.sentences, "uses": corpus.uses}
        found["index"] = run("index", **folders, threads=threads)
        found["first_start"] = run("serve", **served, questions=10)
        found["serve"] = run("serve", **served, questions=_ASKED)
        found["change"] = run("change", **served, threads=threads)
        measured.append(found)
        console.print_json(json.dumps(found))
        if out:
            about = {"version": version(), "where": where, "threads": threads}
            written = json.dumps({**about, "sizes": measured}, indent=1)
            out.write_text(f"{written}\n", encoding="utf-8")
            out.with_suffix(".svg").write_text(svg(measured), encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
