"""The embedded model as a server of its own: ``python -m rag.model_server``.

For replicas that share it. It listens on ``BRIEFING_HOST`` and ``BRIEFING_PORT`` and asks for
``BRIEFING_LLM_KEY``; replicas reach it by ``BRIEFING_LLM_URL=http://HOST:PORT/v1`` with the same
key. A desk needs none of this; a house with a graphics card is better served by vLLM or another
engine.
"""

import os
import signal
import sys
from tempfile import TemporaryDirectory

from index.errors import BriefingError
from index.settings import load_settings
from rag.llm.embedded.engine_process import Order, started
from rag.llm.embedded.weights import fetch


def main() -> None:
    """Serve until SIGTERM or Ctrl-C.

    Raises:
        BriefingError: there are no weights, or the settings do not fit.
    """
    settings = load_settings()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    with TemporaryDirectory() as slots_folder:
        order = Order(
            weights=str(fetch(settings)),
            threads=settings.threads,
            key=settings.llm_key.get_secret_value(),
            slots_folder=slots_folder,
            host=settings.host,
            port=settings.port,
        )
        server = started(order)  # it ends with its last reference
        print(f"The language model is at {server.listening_address}/v1", flush=True)
        signal.sigwait({signal.SIGTERM, signal.SIGINT})
    # The server's destructor waits forever for a request that is being answered.
    os._exit(0)


if __name__ == "__main__":
    try:
        main()
    except BriefingError as error:
        sys.exit(str(error))
