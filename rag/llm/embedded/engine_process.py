"""The child process in which llama.cpp's server runs; :mod:`rag.llm.embedded.engine` starts it.

It takes one line of JSON (see :class:`Order`) on standard input, prints the server's address,
and ends as soon as standard input closes, so that it never outlives the process it serves.
"""

import json
import os
import sys
from dataclasses import asdict, dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Order:
    """What to serve, and to whom."""

    weights: str
    threads: int
    key: str
    slots_folder: str
    """Where slots are saved to and restored from."""
    host: str = "127.0.0.1"
    port: int = 0
    """0: any that is free."""
    slot_tokens: int = 2048
    """That each slot holds; more take more memory."""

    def to_line(self) -> str:
        return json.dumps(asdict(self)) + "\n"

    @classmethod
    def from_line(cls, line: str) -> Self:
        return cls(**json.loads(line))


SLOTS = 7
"""One for each prompt and language that readers wait for, and one for all others."""
_PROMPT_CACHE_MIB = 512
_LOG_ERRORS = 1


def serve(order: Order) -> None:
    """Load the model, print the address, and serve until standard input closes."""
    server = started(order)  # it ends with its last reference
    print(server.listening_address, flush=True)
    sys.stdin.read()
    # Its destructor waits forever for a request that is being answered.
    os._exit(0)


def started(order: Order) -> Any:
    """Llama.cpp's server in this process, with the model loaded; ends the process if it cannot be.

    What is not set here was measured and left as llama.cpp has it, on two busy cores, three to
    nine runs each, in turn: without flash attention, with batches of 256, an 8-bit key cache,
    n-gram drafts or without mmap nothing was faster beyond the noise. Without repacked weights
    (``no_extra_bufts``) it takes 0.6 GB less memory and writes a quarter more slowly.
    """
    # Threads that wait must sleep. By default they spin and take the cores from those they wait
    # for: beside other work 0.5 to 3 tokens/s instead of 11. Read when the library is loaded.
    os.environ["OMP_WAIT_POLICY"] = "passive"
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = order.weights
    params.cpuparams.n_threads = order.threads
    params.cpuparams_batch.n_threads = order.threads
    params.n_parallel = SLOTS
    params.n_ctx = SLOTS * order.slot_tokens
    params.fit_params = False
    params.hostnames = [order.host]
    params.port = order.port
    params.api_keys = [order.key]
    params.ui = False
    params.endpoint_slots = True
    # llama.cpp puts the file's name right behind it.
    params.slot_save_path = f"{order.slots_folder}/"
    params.verbosity = _LOG_ERRORS
    # Prompts of slots that went on to others; the default of 8 GB is more than many machines have.
    params.cache_ram_mib = _PROMPT_CACHE_MIB
    try:
        return xllamacpp.Server(params)
    except RuntimeError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    serve(Order.from_line(sys.stdin.readline()))
