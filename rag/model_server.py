"""The embedded model as a separate server: ``python -m rag.model_server``.

For several replicas that share one model. It listens on ``BRIEFING_HOST`` and ``BRIEFING_PORT`` and
requires ``BRIEFING_LLM_KEY``; replicas use ``BRIEFING_LLM_URL=http://HOST:PORT/v1`` with the same
key. A single instance does not need it; with a graphics card, use vLLM or another engine instead.
"""

import os
import signal
import sys
from tempfile import TemporaryDirectory

from index.errors import BriefingError
from index.settings import load_settings
from rag.llm.embedded.adapter import adapters_for
from rag.llm.embedded.engine_process import Order, started
from rag.llm.embedded.weights import fetch


def main() -> None:
    """Serve until SIGTERM or Ctrl-C.

    Raises:
        BriefingError: there are no weights, or the settings are invalid.
    """
    settings = load_settings()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    with TemporaryDirectory() as slots_folder:
        weights = fetch(settings)
        order = Order(
            weights=str(weights),
            adapters=tuple(map(str, adapters_for(weights))),
            threads=settings.threads,
            key=settings.llm_key.get_secret_value(),
            slots_folder=slots_folder,
            host=settings.host,
            port=settings.port,
        )
        server = started(order)  # the server stops when this reference is dropped
        print(f"The language model is at {server.listening_address}/v1", flush=True)
        signal.sigwait({signal.SIGTERM, signal.SIGINT})
    # The server's destructor would wait forever for a running request.
    os._exit(0)


if __name__ == "__main__":
    try:
        main()
    except BriefingError as error:
        sys.exit(str(error))
