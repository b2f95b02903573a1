"""Tests of the plan, of what is read of a process, and of the targets; not of the measurements."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace

import pytest

from tests.bench.endurance.clients import REJECTED
from tests.bench.endurance.disturbing import OK, Disturbance
from tests.bench.endurance.plan import Phase, Questions, phase_of, questions
from tests.bench.endurance.processes import Usage, engine_of, usage
from tests.bench.endurance.targets import Asked, Sample, Target, pairs, targets

HELD = Usage(800.0, 600.0, cpu_s=60.0, threads=40, handles=90, kinds={"socket": 90})


def asked(phase: Phase, question: str = "Wer kam?", whole: float = 10.0) -> Asked:
    return Asked(0.0, phase, "API", question, True, "answered", whole / 100, whole / 2, whole)


def sample(phase: Phase, service: Usage = HELD, engine: Usage | None = HELD) -> Sample:
    return Sample(0.0, phase, 1.0, service, engine)


QUIET = (asked("first"), asked("last"))
EVEN = (sample("first"), sample("last"))


def missed(
    asked: Sequence[Asked] = QUIET,
    samples: Sequence[Sample] = EVEN,
    disturbances: Sequence[Disturbance] = (),
) -> list[Target]:
    return [target for target in targets(asked, samples, disturbances) if not target.held]


def test_a_run_in_which_nothing_changed_holds_all_targets() -> None:
    assert missed() == []
    assert missed(disturbances=[Disturbance(0.0, "upload", OK, 3.0)]) == []


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"resident_mb": 816.1}, "memory of the {}, MB"),
        ({"threads": 41}, "threads of the {}, least"),
        ({"handles": 91}, "handles of the {}, least"),
    ],
)
@pytest.mark.parametrize("process", ["service", "engine"])
def test_what_grows_is_found(change: dict[str, float], name: str, process: str) -> None:
    grown = replace(HELD, **change)  # type: ignore[arg-type]
    last = sample("last", **{process: grown})
    (target,) = missed(samples=(sample("first"), last))
    assert target.name == name.format(process)


def test_the_moment_with_the_fewest_handles_counts() -> None:
    busy = sample("last", replace(HELD, handles=150, threads=60))
    assert missed(samples=(*EVEN, busy, busy)) == []


def test_an_engine_that_is_being_started_is_left_out() -> None:
    assert missed(samples=(*EVEN, sample("last", engine=None))) == []
    with pytest.raises(ValueError, match="engine"):
        missed(samples=(sample("first"), sample("last", engine=None)))


@pytest.mark.parametrize(
    ("outcome", "good", "failed"),
    [
        ("answered", True, False),
        ("unsure hedged", True, False),
        ("cut off", True, True),
        ("429", True, True),
        (REJECTED, True, True),
        (REJECTED, False, False),
        ("answered", False, True),
    ],
)
def test_what_fails(outcome: str, good: bool, failed: bool) -> None:
    one = replace(asked("middle"), outcome=outcome, good=good)
    assert one.failed == failed
    assert bool(missed(asked=(*QUIET, one))) == failed


def test_a_disturbance_with_another_result_is_told() -> None:
    (target,) = missed(disturbances=[Disturbance(0.0, "kill", "not back", 300.0)])
    assert target.last == "1 of 1"


def test_latencies_are_compared_question_by_question() -> None:
    short = [asked("first", "Wo?", 2.0), asked("last", "Wo?", 4.0)]
    more = [asked("first", "Warum?", 40.0), asked("last", "Warum?", 44.0)]
    once = asked("last", "Wann?", 300.0)
    assert sorted(pairs([*more, *QUIET, once], "whole")) == [(10.0, 10.0), (40.0, 44.0)]
    assert missed(asked=[*short, *more, *QUIET, once]) == []
    slower = missed(asked=[*short, once])
    assert [target.name.partition(",")[0] for target in slower] == ["sources", "words", "whole"]


def test_phases_in_their_order() -> None:
    phases = [phase_of(share / 12) for share in range(13)]
    assert phases == [
        "warm-up", "warm-up", "first", "first", "first", "middle", "middle", "middle", "middle",
        "last", "last", "last", "over",
    ]  # fmt: skip


def test_both_measured_phases_have_the_same_questions() -> None:
    everything = questions()
    clients = [Questions(everything, number, 4) for number in range(4)]
    first = [[one.next("first") for _ in range(10)] for one in clients]
    other = [[one.next("middle") for _ in range(40)] for one in clients]
    assert [[one.next("last") for _ in range(10)] for one in clients] == first
    once = [question for asked in first + other for question in asked]
    assert len(set(once)) == len(once)


def test_a_process_with_its_handles() -> None:
    before = usage(os.getpid())
    with ExitStack() as stack:
        for _ in range(5):
            stack.enter_context(socket.socket())
        during = usage(os.getpid())
    assert during.kinds["socket"] == before.kinds.get("socket", 0) + 5
    assert during.handles == sum(during.kinds.values())
    assert 0 < during.own_mb <= during.resident_mb
    assert during.threads >= 1
    assert 0 < before.cpu_s <= during.cpu_s


def test_the_engine_among_the_children() -> None:
    # Each says when it runs: until then the command line in /proc may be empty.
    engine = "import sys; print(flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", engine, "rag.llm.embedded.engine_process"]
    service = (
        "import subprocess\n"
        f"child = subprocess.Popen({command!r}, stdout=subprocess.PIPE)\n"
        "child.stdout.readline()\n"
        "print(child.pid, flush=True)\n"
        "input()"
    )
    program = [sys.executable, "-c", service]
    pipe = subprocess.PIPE
    with subprocess.Popen(program, stdin=pipe, stdout=pipe, text=True) as parent:
        assert parent.stdout
        started = int(parent.stdout.readline())
        assert engine_of(parent.pid) == started
        assert engine_of(started) is None
        os.kill(started, signal.SIGKILL)
        parent.kill()
