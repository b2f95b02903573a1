"""Entry point: loads the settings and starts the server."""

import sys

from index.errors import BriefingError
from index.settings import load_settings
from index.terminal import printable_line
from rag.web.server import serve

if __name__ == "__main__":
    try:
        serve(load_settings())
    except BriefingError as error:
        sys.exit(printable_line(str(error)))
