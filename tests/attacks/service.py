"""Attacks a running service of this machine and prints what did not hold.

::

    BRIEFING_RATE_ADDRESS=1000000/minute .venv/bin/python app.py
    .venv/bin/python -m tests.attacks.service 7860 --count 2000

The log of the service is for you to look at: no request may leave a traceback in it.
"""

import argparse
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from rag.web.conversation.tabs import to_record
from tests.attacks.requests import attacks
from tests.attacks.sequences import sequences
from tests.attacks.variations import variations
from tests.attacks.wire import Attack, Reply, fault, send


def attack(
    port: int, seed: int, count: int, record: dict[str, Any], at_once: int = 4
) -> Iterator[tuple[Attack, Reply, str | None]]:
    """Each request with its reply and what is wrong with it; a few are under way at once.

    ``count`` requests from :mod:`tests.attacks.requests`, and as many variations.
    """
    yield from ((one, reply, fault(one, reply)) for one, reply in sequences(port, record))
    with ThreadPoolExecutor(at_once) as threads:
        sent = [*attacks(seed, count, record), *variations(seed, count)]
        for one, reply in zip(sent, threads.map(partial(send, port), sent), strict=True):
            yield one, reply, fault(one, reply)


def main() -> None:
    """Exit status 1 if anything did not hold."""
    import json
    import sys
    from collections import Counter

    from tests.rag.web.conversation.test_tabs import conversation
    from tests.rag.web.fake import FakeAssistant

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("port", type=int)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=11)
    given = parser.parse_args()
    record = json.loads(
        to_record(conversation(FakeAssistant(), "Wer kam?", "Teils wer?", "Wetter heute?"))
    )
    statuses: Counter[int] = Counter()
    wrong = 0
    for one, reply, problem in attack(given.port, given.seed, given.count, record):
        statuses[reply.status] += 1
        if problem:
            wrong += 1
            print(f"{one.name!a:.200} {problem}")
    print(f"Requests: {statuses.total()}, by status: {dict(sorted(statuses.items()))}.")
    print(f"Did not hold: {wrong}.")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
