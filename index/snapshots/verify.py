"""``python -m index.snapshots.verify FOLDER CPU``: open and check a snapshot in this process.

It first waits for a line on stdin, so that it can be started while the snapshot is being written.

Exit status 0: undamaged. 3: damaged, and the last line on stderr says why. Signal SIGXCPU: it took
more than CPU seconds of CPU time. Anything else: the store crashed this process.
"""

import resource
import sys
from pathlib import Path

from index.chroma.collections import Collections
from index.errors import BriefingError
from index.snapshots.integrity import BEGIN, FOUND_DAMAGE, ensure_tokens_unchanged
from index.snapshots.manifest import read_manifest

NOT_BEGUN = 4
"""Exit status if the parent process has exited."""
_SAMPLE = 50


def verify(folder: Path) -> None:
    """Open a snapshot and compare its contents with its manifest.

    Raises:
        BriefingError: it is damaged.
    """
    collections = Collections.open(folder)
    try:
        manifest = read_manifest(folder)
        collections.check(manifest.counts, _SAMPLE)
    finally:
        collections.close()
    ensure_tokens_unchanged(folder, manifest)


def main() -> int:
    folder, cpu_s = Path(sys.argv[1]), int(sys.argv[2])
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    limit = cpu_s if most == resource.RLIM_INFINITY else min(cpu_s, most)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, most))
    if sys.stdin.readline() != BEGIN:
        return NOT_BEGUN
    try:
        verify(folder)
    except BriefingError as error:
        print(error.problem, file=sys.stderr)
        return FOUND_DAMAGE
    return 0


if __name__ == "__main__":
    sys.exit(main())
