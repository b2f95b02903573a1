"""Ask osv.dev for known vulnerabilities of all pinned libraries; ``make audit`` calls it.

uv does the work, and fails if it cannot reach osv.dev. It knows no lock files of pip, so the pins
become the requirements of a script. Arguments are passed on to ``uv audit``.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from setup.install import DEV_LOCK, GPU_LOCK, LOCK

ASSESSED: Final = (
    "GHSA-f4j7-r4q5-qw2c",
    "GHSA-2wm9-hf6c-p5cr",
    "GHSA-36p7-vc44-83pf",
    "GHSA-xph7-9rjv-w5fr",
)
"""Vulnerabilities without a fixed version whose reach SECURITY.md describes. They are reported as
soon as there is one."""
_PIN: Final = re.compile(r"^([\w.-]+==[\w.]+(?: ; [^\\]+?)?) \\$", re.MULTILINE)
_SCRIPT: Final = """# /// script
# requires-python = ">=3.11,<3.14"
# dependencies = [
{}
# ]
# ///
"""


def main() -> None:
    """Exit with uv's status: 0 if all are free of known vulnerabilities but the assessed ones."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "pins.py"
        script.write_text(_SCRIPT.format("\n".join(f'#   "{pin}",' for pin in pins())), "utf-8")
        ignored = [f"--ignore-until-fixed={known}" for known in ASSESSED]
        command = ["audit", "--preview-features=audit-command", *ignored, f"--script={script}"]
        uv = str(Path(sys.executable).with_name("uv"))
        sys.exit(subprocess.run([uv, *command, *sys.argv[1:]], check=False).returncode)


def pins() -> list[str]:
    """All requirements in the lock files, without their hashes."""
    return [pin for lock in (LOCK, DEV_LOCK, GPU_LOCK) for pin in _PIN.findall(lock.read_text())]


if __name__ == "__main__":
    main()
