"""The exam: what it asks, how answers are marked, and what follows from the marks."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from index.errors import ModelError
from rag.answer.prose.drafts import Draft
from rag.decisions import Mode, Reading
from rag.exam.calibrating import Calibrating, calibrated, findings
from rag.exam.marking import Mark, mark
from rag.exam.paper import Question, questions
from rag.exam.results import Result, Results, Share
from rag.exam.sitting import Sitting
from rag.llm.client import Abilities, Piece
from tests.rag.memory import article, retriever_of
from tests.rag.scripted import Asked, ScriptedModel, found

ABLE = Abilities(logprobs=False, grammar=False)
RIGHT: dict[str, str] = {
    "Seit wann ist die Schleuse": "Die Schleuse Marten ist seit dem 3. Juni gesperrt.",
    "Was kostet die Reparatur": "Die Reparatur kostet 900.000 Euro.",
    "Wer bezahlt den Bau": "Den Bau bezahlt der Landkreis.",
    "How many stops": "The line has 11 stops.",
    "How many chicks": "They raised three chicks.",
    "Who paid for the camera": "The cathedral chapter paid for the camera.",
    "What does the head": "The head, Anja Reuter, welcomes the building of the canteen.",
    "Why is the Marten lock": "The lock is closed because a gate is stuck.",
    "Wann wird die Straßenbahn": "Die Linie wird am 9. Oktober eröffnet.",
    "Wie viele Menschen": "Die Brauerei beschäftigt 85 Menschen.",
    "Was ist über die Spenden": "Frühere Mitarbeiter werfen der Stiftung vor, Spenden falsch "
    "verbucht zu haben.",
    "What is known about waste": "Residents accuse the brewery of dumping waste into the river.",
    "Why does the tram": "The operator blames a shortage of cables, the council poor planning.",
    "Was sagen Schule": "Die Rektorin begrüßt den Bau, die Eltern halten die Mensa für zu klein.",
}
QUESTIONS = questions()


class Candidate(ScriptedModel):
    """Writes what it is told to for each question, and reads as it writes."""

    _abilities = ABLE
    abilities = ABLE

    def __init__(self, say: Callable[[Question], str], name: str = "candidate") -> None:
        super().__init__(name=name)
        self._say = say

    def _script(self, asked: Asked) -> Sequence[Piece]:
        assert asked.grammar is None
        question = next(q for q in QUESTIONS if asked.content.endswith(q.written.question))
        text = self._say(question)
        missing = "Fehlt" if (asked.purpose or "").endswith("de") else "Missing"
        return [Piece(missing if asked.logprobs and text in ("Fehlt", "Missing") else text)]


def knows(question: Question) -> str:
    """A model that can do it all."""
    text = next((t for key, t in RIGHT.items() if question.written.question.startswith(key)), None)
    if text is None:
        return "Fehlt" if question.written.language == "de" else "Missing"
    return f"{text} {''.join(f'[{n}]' for n in sorted(question.right))}"


def invents(question: Question) -> str:
    said = knows(question)
    return f"Das ist so. [{min(question.own)}]" if said in ("Fehlt", "Missing") else said


def sat(say: Callable[[Question], str]) -> Result:
    sitting = Sitting(Candidate(say))
    assert len(list(sitting.answers())) == sitting.total == 24
    return sitting.result()


def test_the_paper() -> None:
    kinds = [q.written.kind for q in QUESTIONS]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "fact": 10, "allegation": 2, "both sides": 2, "near miss": 6, "false premise": 4,
    }  # fmt: skip
    assert [q.written.language for q in QUESTIONS].count("de") == 12
    for question in QUESTIONS:
        held = "\n".join(question.sheet.held(n) or "" for n in question.right)
        assert bool(question.written.facts) == bool(held)
        assert question.right <= question.own < {e.n for e in question.sheet.entries}
        if question.written.language == question.read[0]:
            assert all(re.search(f, held, re.IGNORECASE) for f in question.written.facts)


def test_a_model_that_can_do_it_all_writes() -> None:
    result = sat(knows)
    assert result.shares == {
        "form": Share(24, 24),
        "right": Share(14, 14),
        "cites": Share(14, 14),
        "refuses": Share(10, 10),
        "language": Share(24, 24),
    }
    assert (result.found, result.imagined) == (Share(14, 14), Share(0, 10))
    assert (result.lacks, result.mode) == ((), Mode.WRITE)
    assert result.reading == Reading(2.42, -2.686)


@pytest.mark.parametrize(
    ("say", "lacks"),
    [
        (invents, {"refuses", "language"}),
        (lambda q: knows(q).replace("[", "("), {"form", "cites", "language"}),
        (lambda q: re.sub(r"\[\d+\]", "[99]", knows(q)), {"form", "cites"}),
        (lambda q: "Fehlt" if q.written.language == "de" else "Missing", {"right"}),
        (lambda _: "", {"right"}),
        (lambda _: "Das weiß ich leider nicht.", {"form", "right", "cites", "refuses", "language"}),
    ],
)
def test_what_a_model_lacks(say: Callable[[Question], str], lacks: set[str]) -> None:
    result = sat(say)
    assert set(result.lacks) == lacks
    assert result.mode is Mode.EXTRACT


@pytest.mark.parametrize(
    ("number", "drafts", "right", "cites", "refuses"),
    [
        (0, [Draft("Seit dem 3. Juni.", (1,))], True, True, None),
        (0, [Draft("Seit dem 3. Juli.", (1,))], False, True, None),
        (0, [Draft("Seit dem 3. Juni.", (4,))], True, False, None),
        (0, [Draft("Seit dem 3. Juni.", (1, 4))], True, False, None),
        (0, [], False, None, None),
        (10, [Draft("Spenden wurden falsch verbucht.", (1,))], False, True, None),
        (20, [Draft("Das Land lehnt eine Entschädigung ab.", (3,))], None, None, True),
        (20, [Draft("Das Land zahlte, weil Brandt klagte.", (3,))], None, None, False),
        (20, [], None, None, True),
    ],
)
def test_marks(
    number: int,
    drafts: list[Draft],
    right: bool | None,
    cites: bool | None,
    refuses: bool | None,
) -> None:
    made = mark(QUESTIONS[number], drafts, found=True, seconds=1.0)
    assert (made.right, made.cites, made.refuses) == (right, cites, refuses)


def test_an_interrupted_exam_goes_on() -> None:
    failing = 3

    def say(question: Question) -> str:
        nonlocal failing
        failing -= 1
        if failing == 0:
            raise ModelError("The language model is gone.", "Start it again.")
        return knows(question)

    model = Candidate(say)
    sitting = Sitting(model)
    marks: list[Mark] = []
    with pytest.raises(ModelError):
        marks += [made for _, _, made in sitting.answers()]
    first = len(sitting.marks)
    assert 0 < first < 24
    assert len(list(sitting.answers())) == 24 - first
    assert sitting.result().right == Share(14, 14)


def test_results_are_kept_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results = Results(tmp_path)
    assert results.of("candidate") is None
    unknown = results.reading("candidate")
    result = sat(knows)
    results.keep(result)
    assert Results(tmp_path).of("candidate") == result
    assert results.of("Candidate") is None
    assert results.reading("candidate") == result.reading != unknown
    (file,) = (tmp_path / "exams").iterdir()
    file.write_text("damaged")
    assert results.of("candidate") is None
    results.keep(result)
    monkeypatch.setattr("rag.exam.results.paper", lambda: type("P", (), {"version": 99}))
    assert results.of("candidate") is None  # of an earlier paper


@pytest.mark.parametrize(
    "name", ["qwen2.5-coder-1.5b-instruct-q4_k_m", "qwen2.5-coder-1.5b-instruct"]
)
def test_the_model_that_ships_extracts(name: str, tmp_path: Path) -> None:
    result = Results(tmp_path).of(name)
    assert result is not None
    assert (result.model, result.mode) == (name, Mode.EXTRACT)


def test_a_calibration_counts_over_real_passages() -> None:
    retriever = retriever_of(
        article("a.txt", "Schleuse\nDie Schleuse Marten ist gesperrt.", "de", "Schleuse"),
        article("b.txt", "Mensa\nDie Mensa in Velden wird gebaut.", "de", "Mensa"),
    )
    asked = Calibrating("Welche Schleuse ist gesperrt?", lambda c: c.passage.source == "a.txt")
    model = ScriptedModel(found("Marten"), found("die Mensa"))
    told = list(findings(model, [asked], lambda q: retriever.search(q, "de", 2, ()).candidates))
    assert told == [(True, True), (False, True)]
    result = calibrated(sat(knows), [*told, (True, False), (False, False), (False, False)])
    assert (result.found, result.imagined) == (Share(1, 2), Share(1, 3))
    assert result.right == Share(14, 14)
    assert result.reading == Reading(0.223, -0.182)
