"""``python -m rag verify``: checks claims from outside against their evidence."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from index.embedding.embedder import load_embedder
from index.errors import ModelError
from index.language.dictionary.setup import open_dictionary
from index.settings import load_settings
from index.terminal import json_text, printable_line
from rag.answer.checks.entailment import load_judge
from rag.answer.checks.judge import Judge, ModelJudge
from rag.answer.checks.verify import Claim, Verifier
from rag.contract import read_claims
from rag.evaluation.lies import read_labelled_claims, verification_table
from rag.runtime.model import ModelComponent

notes = Console(stderr=True, highlight=False)


def verify(
    batch: Annotated[
        Path,
        typer.Option(help="File of claims, one JSON row per line; prints one verdict per line."),
    ],
    scores: Annotated[
        bool,
        typer.Option("--scores", help="Print the shares rejected by kind instead of verdicts."),
    ] = False,
    judge: Annotated[
        bool | None,
        typer.Option(
            help="Whether to ask the language model about claims that pass the rules. By default "
            "the one with the adapter for it is asked; BRIEFING_VERIFIER always is."
        ),
    ] = None,
) -> None:
    """Check whether evidence supports claims."""
    if scores:
        rows = read_labelled_claims(batch)
        with _verifier(judge=judge) as checker:
            for line in verification_table(rows, checker):
                print(line)
        return
    claims = list(read_claims(batch))
    with _verifier(judge=judge) as checker:
        for row in claims:
            verdict = checker.verify(Claim(row.claim, row.language, row.evidence, row.question))
            found = {
                "id": row.id,
                "supported": verdict.supported,
                "reason": verdict.reason(row.language),
                "by": verdict.by,
            }
            print(json_text(found), flush=True)


@contextmanager
def _verifier(*, judge: bool | None) -> Iterator[Verifier]:
    """A checker of claims.

    Args:
        judge: whether the language model is asked about claims that pass the rules; None asks it
            if it has the adapter that was trained for that.

    Raises:
        ModelError: ``judge`` is true and there is no model.
    """
    settings = load_settings()
    with notes.status("Loading dictionary and models …"):
        dictionary = open_dictionary(settings)
        embedder = load_embedder(settings.embedding)
        chosen: Judge | None = load_judge(settings.verifier) if settings.verifier else None
    if chosen or judge is False:
        yield Verifier(dictionary, embedder, chosen)
        return
    part = ModelComponent(settings)
    try:
        with notes.status("Loading the language model …"):
            part.start()
            part.wait()
        problem = part.state.problem or "The language model is switched off."
        if part.model is None and judge:
            raise ModelError(problem, "Leave out --judge to use only the rules.")
        if part.model and (judge or part.model.is_adapted_for("verify")):
            chosen = ModelJudge(part.model)
        elif part.model is None:
            notes.print(printable_line(f"{problem} Only the rules are used."), markup=False)
        yield Verifier(dictionary, embedder, chosen)
    finally:
        part.close()
