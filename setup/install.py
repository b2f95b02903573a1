"""Bring the virtual environment that runs this file up to the lock files; `make` calls it.

Only the standard library is there when it starts. What was installed is remembered by the
hash of the lock files, so that a second call takes no time and needs no network.
"""

import argparse
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The common package index has only the build with gigabytes of GPU libraries for Linux.
TORCH_CPU_INDEX = os.environ.get("TORCH_CPU_INDEX", "https://download.pytorch.org/whl/cpu")
PROBE_S = 3
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="what tests and checks need, too")
    parser.add_argument("--browser", action="store_true", help="Chromium, for the browser tests")
    wanted = parser.parse_args()
    install([ROOT / "requirements.lock"])
    if wanted.dev:
        install([ROOT / "requirements.lock", ROOT / "requirements-dev.lock"])
    if wanted.browser and not any(map(shutil.which, BROWSERS)):
        install_chromium()


def install(locks: list[Path]) -> None:
    """Install what the lock files name, unless that was done before."""
    locked = b"".join(lock.read_bytes() for lock in locks)
    stamp = Path(sys.prefix) / f"{locks[-1].name}.installed"
    digest = hashlib.sha256(locked + sys.version.encode()).hexdigest()
    if stamp.is_file() and stamp.read_text() == digest:
        return
    print(f"Installing {locks[-1].name} (once) …", flush=True)
    install_torch(locks[0])
    pip("install", *(argument for lock in locks for argument in ("-r", str(lock))))
    pip("check")
    stamp.write_text(digest)


def install_torch(lock: Path) -> None:
    """Prefer the CPU build where its index answers; else the plain pin decides."""
    [torch] = [line for line in lock.read_text().splitlines() if line.startswith("torch==")]
    if platform.system() == "Linux" and answers(f"{TORCH_CPU_INDEX}/torch/"):
        pip("install", "--no-deps", "--index-url", TORCH_CPU_INDEX, torch)


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=PROBE_S):  # noqa: S310 - the user's own setting
            return True
    except (urllib.error.URLError, TimeoutError):
        return False


def pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    if subprocess.run([*command, *arguments], stdin=subprocess.DEVNULL, check=False).returncode:
        sys.exit(
            f"pip {arguments[0]} failed; its message above says why. Connect to the network, "
            "or name a package index in PIP_INDEX_URL, and run the same command again: it goes "
            "on where it stopped."
        )


def install_chromium() -> None:
    """From the distribution, where that can be done without asking."""
    advice = "Install Chromium (Debian, Ubuntu: apt-get install chromium) and run this again."
    if not shutil.which("apt-get") or os.geteuid() != 0:
        sys.exit(f"The browser tests need Chromium. {advice}")
    print("Installing Chromium for the browser tests (once) …", flush=True)
    apt = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        done = subprocess.run(
            ["apt-get", "-q", *command], stdin=subprocess.DEVNULL, env=apt, check=False
        )
        if done.returncode:
            sys.exit(f"apt-get {command[0]} failed. {advice}")


if __name__ == "__main__":
    main()
