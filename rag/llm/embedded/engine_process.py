"""The child process in which llama.cpp's server runs; :mod:`rag.llm.embedded.engine` starts it.

It takes one line of JSON (see :class:`Order`) on standard input, prints the server's address,
and ends as soon as standard input closes, so that it never outlives the process it serves.
"""

import json
import os
import sys
from dataclasses import asdict, dataclass
from typing import Any, Final, Self

NO_LIBRARY: Final = 3
"""Exit status if llama.cpp's library cannot be loaded; the reason is on standard error."""


@dataclass(frozen=True, slots=True)
class Order:
    """The configuration of the server."""

    weights: str
    threads: int
    key: str
    slots_folder: str
    """Folder to which slots are saved and from which they are restored."""
    host: str = "127.0.0.1"
    port: int = 0
    """0 for any free port."""
    slot_tokens: int = 2048
    """Context length of each slot; memory use grows with it."""
    adapters: tuple[str, ...] = ()
    """Low-rank adapters for calls that ask for one, by index."""

    def to_line(self) -> str:
        return json.dumps(asdict(self)) + "\n"

    @classmethod
    def from_line(cls, line: str) -> Self:
        return cls(**json.loads(line))


SLOTS = 5
"""One per prompt and language that readers wait for, and one for all others."""
_PROMPT_CACHE_MIB = 512
_LOG_ERRORS = 1


def serve(order: Order) -> None:
    """Load the model, print the address, and serve until standard input closes."""
    server = started(order)  # the server stops when this reference is dropped
    print(server.listening_address, flush=True)
    sys.stdin.read()
    # The server's destructor would wait forever for a running request.
    os._exit(0)


def started(order: Order) -> Any:
    """Start llama.cpp's server in this process; exits it if library or model cannot be loaded.

    Other options keep llama.cpp's defaults. Measured on two busy cores, three to nine alternating
    runs each: no flash attention, batches of 256, an 8-bit key cache, n-gram drafts and no mmap
    made no difference beyond the noise. Without repacked weights (``no_extra_bufts``) it needs 0.6
    GB less memory and generates a quarter more slowly.
    """
    # Waiting threads have to sleep. By default they spin and take the cores from the threads they
    # wait for: next to other work, 0.5 to 3 tokens/s instead of 11. Read when the library loads.
    os.environ["OMP_WAIT_POLICY"] = "passive"
    try:
        import xllamacpp
    except ImportError as error:
        print(error, file=sys.stderr)
        sys.exit(NO_LIBRARY)

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
    # llama.cpp appends the file name without a separator.
    params.slot_save_path = f"{order.slots_folder}/"
    # With scale 0 for all calls that do not set another one.
    loaded = [xllamacpp.CommonAdapterLoraInfo(file, 0.0) for file in order.adapters]
    if loaded:
        params.lora_adapters = loaded
    params.verbosity = _LOG_ERRORS
    # Cache for prompts evicted from slots; the default of 8 GB exceeds many machines' memory.
    params.cache_ram_mib = _PROMPT_CACHE_MIB
    try:
        return xllamacpp.Server(params)
    except RuntimeError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    serve(Order.from_line(sys.stdin.readline()))
