"""Turns at the language model, fair per person; real threads."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import ModelError
from rag.llm.stopping import stoppable
from rag.llm.turns import FairQueue, Turns, asked_by


def served(asked: str) -> str:
    """In which order the questions of people, a letter each, are served if nothing else comes."""
    line: FairQueue[str] = FairQueue()
    for person in asked:
        line.join(person, person)
    return "".join(line.take() for _ in range(len(line)))


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        ("", ""),
        ("abc", "abc"),
        ("aaaaaaaaaab", "abaaaaaaaaa"),
        ("aaabbc", "abcaba"),
    ],
)
def test_rounds(asked: str, order: str) -> None:
    assert served(asked) == order


def test_a_newcomer_begins_in_the_round_that_is_being_served() -> None:
    line: FairQueue[str] = FairQueue()
    for n in range(10):
        line.join("a", f"a{n}")
    seen = [line.take() for _ in range(9)]
    line.join("b", "b0")
    line.join("b", "b1")
    seen += [line.take() for _ in range(3)]
    assert seen[-3:] == ["b0", "a9", "b1"]


def test_asking_in_small_pieces_gains_nothing() -> None:
    line: FairQueue[str] = FairQueue()
    for n in range(4):
        line.join("a", f"a{n}")
    seen = []
    for n in range(4):
        line.join("b", f"b{n}")
        seen += [line.take(), line.take()]
    assert seen == ["a0", "b0", "a1", "b1", "a2", "b2", "a3", "b3"]


def test_those_behind_somebody_who_leaves_move_up() -> None:
    line: FairQueue[str] = FairQueue()
    for item in ("a0", "a1", "a2", "b0", "b1"):
        line.join(item[0], item)
    assert list(line) == ["a0", "b0", "a1", "b1", "a2"]
    assert (line.leave("a1"), line.leave("a1")) == (True, False)
    assert list(line) == ["a0", "b0", "b1", "a2"]
    line.join("a", "a3")
    assert list(line) == ["a0", "b0", "b1", "a2", "a3"]


@given(st.lists(st.one_of(st.sampled_from("abcd"), st.none())))
def test_between_two_turns_of_one_person_nobody_else_has_more_than_one_round(
    steps: list[str | None],
) -> None:
    """None serves one. Who waits is served once between two turns of anybody else."""
    line: FairQueue[tuple[str, int]] = FairQueue()
    overtaken: dict[tuple[str, int], list[str]] = {}
    for n, person in enumerate(steps):
        if person is not None:
            line.join(person, (person, n))
            overtaken[person, n] = []
        elif len(line):
            item = line.take()
            del overtaken[item]
            first = {who: min(k for w, k in overtaken if w == who) for who, _ in overtaken}
            for who, k in first.items():
                overtaken[who, k].append(item[0])
    for (who, _), others in overtaken.items():
        for other in set(others) - {who}:
            assert others.count(other) <= 2 + others.count(who)


class Engine:
    """Notes whose calls it serves; each lasts until it is let go."""

    def __init__(self, turns: Turns) -> None:
        self.turns = turns
        self.served: list[str] = []
        self.at_once = 0
        self.most = 0
        self._lock = threading.Lock()

    def call(self, person: str, begun: threading.Event, end: threading.Event) -> None:
        with asked_by(person), self.turns.turn():
            with self._lock:
                self.served.append(person)
                self.at_once += 1
                self.most = max(self.most, self.at_once)
            begun.set()
            assert end.wait(20)
            with self._lock:
                self.at_once -= 1


def wait_in_line(turns: Turns, count: int) -> None:
    while len(turns._line) < count:
        threading.Event().wait(0.001)


@pytest.mark.parametrize(("parallel", "order"), [(1, "abcaa"), (2, "aabca")])
def test_calls_of_threads_take_turns(parallel: int, order: str) -> None:
    engine = Engine(Turns(parallel, 20))
    begun, end = threading.Event(), threading.Event()
    with ThreadPoolExecutor(5) as pool:
        calls = [pool.submit(engine.call, "a", begun, end)]
        assert begun.wait(20)
        for n, person in enumerate("aabc", start=2):
            calls.append(pool.submit(engine.call, person, threading.Event(), end))
            wait_in_line(engine.turns, n - parallel)
        end.set()
        for call in calls:
            call.result(20)
    assert "".join(engine.served) == order or parallel > 1
    assert (sorted(engine.served), engine.most) == (sorted(order), parallel)


def test_who_stops_waiting_frees_the_place() -> None:
    engine = Engine(Turns(1, 20))
    begun, end, stopped = threading.Event(), threading.Event(), threading.Event()

    def give_up() -> None:
        with stoppable(stopped.is_set), engine.turns.turn():
            raise AssertionError("It was nobody's turn.")

    with ThreadPoolExecutor(3) as pool:
        held = pool.submit(engine.call, "a", begun, end)
        assert begun.wait(20)
        waiting = pool.submit(give_up)
        wait_in_line(engine.turns, 1)
        stopped.set()
        with pytest.raises(ModelError, match="stopped"):
            waiting.result(20)
        end.set()
        held.result(20)
        pool.submit(engine.call, "b", begun, end).result(20)
    assert engine.served == ["a", "b"]
