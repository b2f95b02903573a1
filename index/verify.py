"""``python -m index.verify FOLDER``: open a generation and check it, to be run apart.

Exit status 0 means sound; 3 means not, and the last line on stderr says why;
anything else means that the store brought this process down.
"""

import sys
from pathlib import Path

from index.chroma.collections import Collections
from index.errors import BriefingError
from index.manifest import read_manifest
from index.soundness import FOUND_DAMAGE

_SAMPLE = 50


def main() -> int:
    folder = Path(sys.argv[1])
    try:
        collections = Collections.open(folder)
        try:
            collections.check(read_manifest(folder), _SAMPLE)
        finally:
            collections.close()
    except BriefingError as error:
        print(error.problem, file=sys.stderr)
        return FOUND_DAMAGE
    return 0


if __name__ == "__main__":
    sys.exit(main())
