"""Write the lock files anew: exact versions, each with the sha256 of every file it may come as.

``make lock`` calls it. Three files, for all supported Pythons and platforms at once: what the
program needs, what tests need on top, and what torch's build for graphics cards needs on top.
"""

import re
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Final

from setup.install import DEV_LOCK, GPU_LOCK, LOCK, PROBE_S, ROOT, TORCH_CPU_INDEX, block_of

_PYTHONS: Final = ("3.11", "3.12", "3.13")
_HEAD: Final = "# Made by `make lock` from {}; exact versions and hashes, no index addresses.\n"
_BLOCK: Final = re.compile(r"^([\w.-]+)==.*(?:\n +--hash=.*)*\n", re.MULTILINE)
_HASH: Final = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_CPU_FILE: Final = (
    r"torch-{}(?:\+|%2B)cpu-cp(?:{})-[^#\"]*linux[^#\"]*\.whl#sha256=([0-9a-f]{{64}})"
)
"""As the index of builds for processors links to one."""


def main() -> None:
    """Resolve anew, with the newest versions that fit."""
    old = LOCK.read_text(encoding="utf-8")
    program = resolved("--upgrade", "--config-file", "setup/uv.toml", "requirements.in")
    plain = block_of("torch", program)
    write(LOCK, program.replace(plain, with_cpu_builds(plain, old)), "requirements.in")
    below = ("--constraints", str(LOCK))
    tests = resolved("--upgrade", "--config-file", "setup/uv.toml", *below, "requirements-dev.in")
    write(DEV_LOCK, without(program, tests), "requirements-dev.in")
    gpu = resolved("--upgrade", "--no-config", *below, "-", given=plain.partition(" ")[0])
    write(GPU_LOCK, without(program, gpu), "torch's build for graphics cards")


def resolved(*arguments: str, given: str = "") -> str:
    """All that requirements come to, with hashes."""
    uv = str(Path(sys.executable).with_name("uv"))
    command = [
        uv, "pip", "compile", "--quiet", "--universal", "--python-version", _PYTHONS[0],
        "--generate-hashes", "--no-header", "--no-annotate", *arguments,
    ]  # fmt: skip
    done = subprocess.run(
        command, input=given, stdout=subprocess.PIPE, text=True, check=False, cwd=ROOT
    )
    if done.returncode:
        sys.exit("uv found no versions that fit together; its message above says why.")
    return done.stdout


def with_cpu_builds(torch: str, old: str) -> str:
    """Torch's lines with the hashes of its builds for processors, which have an index of their own.

    Where that cannot be reached, those of the old lock file are kept, if it has the same version.
    """
    version = torch.partition("==")[2].split()[0]
    hashes = set(_HASH.findall(torch))
    pythons = "|".join(python.replace(".", "") for python in _PYTHONS)
    try:
        with urllib.request.urlopen(f"{TORCH_CPU_INDEX}/torch/", timeout=PROBE_S) as page:  # noqa: S310 - the user's own setting
            links = page.read().decode()
        found = set(re.findall(_CPU_FILE.format(re.escape(version), pythons), links))
    except (urllib.error.URLError, TimeoutError):
        before = block_of("torch", old)
        same = before.startswith(f"torch=={version} ")
        found = set(_HASH.findall(before)) - hashes if same else set()
    if not found:
        sys.exit(
            f"The hashes of torch {version} for processors are not known. Connect to its index, or "
            "name a mirror in TORCH_CPU_INDEX, and run `make lock` again."
        )
    lines = [f"torch=={version}", *(f"--hash=sha256:{known}" for known in sorted(hashes | found))]
    return " \\\n    ".join(lines) + "\n"


def without(others: str, locked: str) -> str:
    """Of a lock file, what another one does not name."""
    known = {found[1] for found in _BLOCK.finditer(others)}
    return "".join(found[0] for found in _BLOCK.finditer(locked) if found[1] not in known)


def write(lock: Path, text: str, made_from: str) -> None:
    lock.write_text(_HEAD.format(made_from) + text, encoding="utf-8")
    print(f"{lock.name}: {len(_BLOCK.findall(text))} libraries", flush=True)


if __name__ == "__main__":
    main()
