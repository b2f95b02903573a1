"""Bring the virtual environment that runs this file up to the lock files; `make` calls it.

Only the standard library is there when it starts. Every file that is installed has to have one of
the hashes in the lock files. What was installed is remembered by the hash of the lock files, so
that a second call takes no time and needs no network.
"""

import argparse
import ctypes
import hashlib
import importlib
import importlib.metadata
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
GPU_LOCK = ROOT / "requirements-gpu.lock"
"""What torch needs on top where only its build for graphics cards is to be had."""
HASHED = ("--no-deps", "--require-hashes")
"""The lock files name all that is needed, and nothing else is wanted."""
# The common package index has only the build with gigabytes of GPU libraries for Linux.
TORCH_CPU_INDEX = os.environ.get("TORCH_CPU_INDEX", "https://download.pytorch.org/whl/cpu")
PROBE_S = 3
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PROXIES = ("nginx", "caddy")
SYSTEM_PATH = "/usr/local/sbin:/usr/sbin:/sbin"
"""Servers lie where only root's path leads."""
OPENMP = "libgomp.so.1"
"""What llama.cpp needs of the system on Linux, and slim images lack."""
POLICY = Path("/usr/sbin/policy-rc.d")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="what tests and checks need, too")
    parser.add_argument(
        "--programs", action="store_true", help="Chromium, nginx and Caddy, which tests run"
    )
    wanted = parser.parse_args()
    install([LOCK])
    install_openmp()
    if wanted.dev:
        install([LOCK, DEV_LOCK])
    if wanted.programs:
        install_programs()


def install(locks: list[Path]) -> None:
    """Install what the lock files name, unless that was done before."""
    locked = b"".join(lock.read_bytes() for lock in (*locks, GPU_LOCK))
    stamp = Path(sys.prefix) / f"{locks[-1].name}.installed"
    digest = hashlib.sha256(locked + sys.version.encode()).hexdigest()
    if stamp.is_file() and stamp.read_text() == digest:
        return
    print(f"Installing {locks[-1].name} (once) …", flush=True)
    install_torch(LOCK.read_text(encoding="utf-8"))
    pip("install", *HASHED, *(argument for lock in locks for argument in ("-r", str(lock))))
    if needs_gpu_libraries():
        pip("install", *HASHED, "-r", str(GPU_LOCK))
    pip("check")
    stamp.write_text(digest)


def install_torch(locked: str) -> None:
    """Prefer the CPU build, from its own index or where pip finds it; else the plain pin decides.

    It is asked for by its own version: of files with a known hash pip prefers those whose hash an
    index tells, which would be the build for graphics cards.
    """
    if platform.system() != "Linux":
        return
    index = ("--index-url", TORCH_CPU_INDEX) if answers(f"{TORCH_CPU_INDEX}/torch/") else ()
    with tempfile.TemporaryDirectory() as folder:
        torch = Path(folder) / "torch.lock"
        block = re.sub(r"^torch==[\w.]+", r"\g<0>+cpu", block_of("torch", locked))
        torch.write_text(block, encoding="utf-8")
        if not has_pip_done("install", *HASHED, *index, "-r", str(torch)):
            print("Without torch's CPU build: the one with GPU libraries is taken.", flush=True)


def block_of(name: str, locked: str) -> str:
    """The lines of one library in a lock file: its version, and the hashes below."""
    found = re.search(rf"^{name}==.*(?:\n +--hash=.*)*$", locked, re.MULTILINE)
    if not found:
        sys.exit(f"{LOCK.name} does not name {name}. Run `git checkout {LOCK.name}`.")
    return f"{found[0]}\n"


def needs_gpu_libraries() -> bool:
    """Whether this is torch's build for graphics cards, which does not run without them."""
    importlib.invalidate_caches()
    return platform.system() == "Linux" and "+cpu" not in importlib.metadata.version("torch")


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=PROBE_S):  # noqa: S310 - the user's own setting
            return True
    except (urllib.error.URLError, TimeoutError):
        return False


def has_pip_done(*arguments: str) -> bool:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    done = subprocess.run([*command, *arguments], stdin=subprocess.DEVNULL, check=False)
    return done.returncode == 0


def pip(*arguments: str) -> None:
    if not has_pip_done(*arguments):
        sys.exit(
            f"pip {arguments[0]} failed; its message above says why. Connect to the network, "
            "or name a package index in PIP_INDEX_URL, and run the same command again: it goes "
            "on where it stopped."
        )


def install_openmp() -> None:
    """The system library of the language model's engine, where that can be done without asking."""
    if platform.system() != "Linux" or loads(OPENMP):
        return
    if may_use_apt():
        print("Installing libgomp1 for the language model (once) …", flush=True)
        apt("update")
        apt("install", "-y", "--no-install-recommends", "libgomp1")
    if not loads(OPENMP):
        print(
            f"{OPENMP} is missing: answers are quotes only, without a language model. "
            f"{advice('libgomp1')}",
            flush=True,
        )


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_programs() -> None:
    """What tests run beside Python, from the distribution, where that can be done without asking.

    Without a browser most of the page is untested, so that ends it; a proxy's tests are skipped.
    """
    missing = [program for program in PROXIES if not found(program)]
    if not has_browser():
        missing.insert(0, "chromium")
    if missing and may_use_apt():
        apt("update")
        with services_stay_off():
            for program in missing:
                print(f"Installing {program} for the tests (once) …", flush=True)
                apt("install", "-y", "--no-install-recommends", program)
                if program in PROXIES and found("systemctl"):
                    subprocess.run(["systemctl", "disable", program], check=False)
    for program in PROXIES:
        if not found(program):
            print(f"{program} is missing: its tests are skipped. {advice(program)}", flush=True)
    if not has_browser():
        sys.exit(f"The browser tests need Chromium. {advice('chromium')}")


def may_use_apt() -> bool:
    return found("apt-get") is not None and os.geteuid() == 0


def found(program: str) -> str | None:
    return shutil.which(program, path=f"{os.environ['PATH']}:{SYSTEM_PATH}")


def has_browser() -> bool:
    return any(map(found, BROWSERS))


def advice(program: str) -> str:
    return f"Install it (Debian, Ubuntu: apt-get install {program}) and run this again."


def apt(*arguments: str) -> None:
    """Whether it worked is seen by what is there afterwards."""
    silent = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "-q", *arguments]
    subprocess.run(command, stdin=subprocess.DEVNULL, env=silent, check=False)


@contextmanager
def services_stay_off() -> Iterator[None]:
    """Debian starts a server as soon as it is installed, unless this file says no.

    Tests start their own, on ports of their own; port 80 is not ours to take.
    """
    if POLICY.exists():
        yield
        return
    POLICY.write_text("#!/bin/sh\nexit 101\n", encoding="utf-8")
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        POLICY.unlink()


if __name__ == "__main__":
    main()
