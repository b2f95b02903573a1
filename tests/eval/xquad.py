"""Makes an evaluation set from XQuAD: ``python -m tests.eval.xquad XQUAD OUT``.

XQUAD is a folder with ``corpus/*.txt`` (one paragraph per line) and ``questions.jsonl`` in German
and English. OUT gets 16 of its 24 articles, each without one of its paragraphs, and answerable and
unanswerable questions. Half of the unanswerable ones are about the eight articles left out, half
about withheld paragraphs, whose neighbours are present. The two parts, ``dev`` for tuning and
``test`` for evaluation, leave out different articles, withhold different paragraphs and share no
question. The texts are Wikipedia's, through XQuAD, CC BY-SA 4.0.
"""

import json
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

Part = Literal["dev", "test"]
Place = tuple[str, int]
"""File and paragraph number, from 0 as in XQuAD's sample."""
Row = dict[str, Any]

PARTS: tuple[Part, ...] = ("dev", "test")
LEFT_OUT = 8
_SEED = 20_261_124
_LICENCE = """\
Paragraphs, questions and answers are from XQuAD (Artetxe, Ruder and Yogatama 2020), whose
paragraphs are from Wikipedia and whose English questions are from SQuAD (Rajpurkar et al. 2016).
Licence: CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/
Changed: articles and paragraphs left out, paragraphs counted anew, a selection of the questions.
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """The articles that a part leaves out, and the paragraph it withholds from each other one."""

    left_out: frozenset[str]
    withheld: Mapping[str, int]


def plan(paragraphs: Mapping[str, int], part: Part) -> Plan:
    """Choose articles and paragraphs; deterministic for the same articles.

    Args:
        paragraphs: number of paragraphs of each article.
        part: the two parts leave out and withhold nothing in common.

    Raises:
        ValueError: there are too few articles, or one has fewer than two paragraphs.
    """
    if len(paragraphs) <= len(PARTS) * LEFT_OUT or min(paragraphs.values()) < len(PARTS):
        raise ValueError(
            f"More than {len(PARTS) * LEFT_OUT} articles of two paragraphs or more are needed."
        )
    rng, turn = random.Random(_SEED), PARTS.index(part)
    files = sorted(paragraphs)
    rng.shuffle(files)
    picks = {file: rng.sample(range(paragraphs[file]), len(PARTS))[turn] for file in files}
    left_out = frozenset(files[turn * LEFT_OUT : (turn + 1) * LEFT_OUT])
    return Plan(left_out, {file: n for file, n in picks.items() if file not in left_out})


def sample(
    rows: Iterable[Row], part: Part, chosen: Plan, *, answerable: int, unanswerable: int
) -> list[Row]:
    """Draw so many questions, in the evaluator's format, each in all of its languages.

    Raises:
        ValueError: there are too few questions.
    """
    pools: dict[str, list[str]] = {"answerable": [], "article left out": [], "withheld": []}
    by_id: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_id[row["id"]].append(row)
    for key, (first, *_) in by_id.items():
        pools[_pool((first["file"], first["paragraph"]), chosen)].append(key)
    wanted = {
        "answerable": answerable,
        "article left out": unanswerable - unanswerable // 2,
        "withheld": unanswerable // 2,
    }
    mine = set(_half(sorted(by_id), part))
    found = []
    for kind, count in wanted.items():
        pool = sorted(mine.intersection(pools[kind]))
        if len(pool) < count:
            raise ValueError(f"There are only {len(pool)} questions of the kind {kind!r}.")
        for key in sorted(random.Random(_SEED).sample(pool, count)):
            found += [_row(row, kind, chosen) for row in by_id[key]]
    return found


def rows_of(source: Path, part: Part) -> list[Row]:
    """All of XQuAD's questions for a part, in every language.

    Raises:
        OSError: the folder cannot be read.
    """
    lines = (source / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    rows: list[Row] = [json.loads(line) for line in lines]
    mine = set(_half(sorted({row["id"] for row in rows}), part))
    return [row for row in rows if row["id"] in mine]


def _pool(place: Place, chosen: Plan) -> str:
    file, paragraph = place
    if file in chosen.left_out:
        return "article left out"
    return "withheld" if chosen.withheld[file] == paragraph else "answerable"


def _half(keys: Sequence[str], part: Part) -> list[str]:
    shuffled = list(keys)
    random.Random(_SEED).shuffle(shuffled)
    return shuffled[PARTS.index(part) :: len(PARTS)]


def _row(row: Row, kind: str, chosen: Plan) -> Row:
    said = kind == "answerable"
    return {
        "id": f"{row['id']}-{row['language']}",
        "language": row["language"],
        "question": row["question"],
        "file": row["file"],
        "paragraphs": [_number(row["file"], row["paragraph"], chosen)] if said else [],
        "answers": [list(dict.fromkeys(row["answers"]))] if said else [],
        "kind": kind,
    }


def _number(file: str, paragraph: int, chosen: Plan) -> int:
    """The paragraph's number from 1, not counting the withheld one."""
    return paragraph + 1 - (paragraph > chosen.withheld[file])


def write(source: Path, out: Path, part: Part, *, answerable: int, unanswerable: int) -> int:
    """Write ``corpus/``, ``questions.jsonl`` and ``LICENCE.txt``; returns the number of rows.

    Raises:
        ValueError: there are too few articles or questions.
        OSError: a folder cannot be read or written.
    """
    texts = {
        path.name: [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        for path in sorted((source / "corpus").glob("*.txt"))
    }
    lines = (source / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    chosen = plan({file: len(paragraphs) for file, paragraphs in texts.items()}, part)
    rows = sample(
        map(json.loads, lines), part, chosen, answerable=answerable, unanswerable=unanswerable
    )
    corpus = out / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for file, withheld in chosen.withheld.items():
        kept = [text for number, text in enumerate(texts[file]) if number != withheld]
        (corpus / file).write_text("\n\n".join(kept) + "\n", encoding="utf-8")
    (out / "LICENCE.txt").write_text(_LICENCE, encoding="utf-8")
    (out / "questions.jsonl").write_text(
        "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8"
    )
    return len(rows)


def main(
    source: Annotated[Path, typer.Argument(metavar="XQUAD", help="folder with part of XQuAD")],
    out: Annotated[Path, typer.Argument(help="an empty or new folder")],
    part: Annotated[Part, typer.Option(help="dev for tuning, test for evaluation")] = "dev",
    answerable: Annotated[int, typer.Option(help="questions, each in both languages")] = 60,
    unanswerable: Annotated[int, typer.Option(help="questions, each in both languages")] = 40,
) -> None:
    """Make an evaluation set of 16 articles out of a part of XQuAD."""
    if out.exists() and any(out.iterdir()):
        raise typer.BadParameter(f"{out} is not empty.")
    try:
        count = write(source, out, part, answerable=answerable, unanswerable=unanswerable)
    except (OSError, ValueError) as error:
        raise typer.BadParameter(str(error)) from error
    print(f"{count} questions: BRIEFING_SOURCES={out / 'corpus'}, {out / 'questions.jsonl'}")


if __name__ == "__main__":
    typer.run(main)
