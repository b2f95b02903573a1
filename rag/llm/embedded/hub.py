"""Weights by their name on the model hub: ``hf:OWNER/REPO:FILE.gguf``.

Size and checksum are requested once and stored next to the file, so that it can be used offline
afterwards. ``HF_ENDPOINT`` sets another hub; ``HF_TOKEN`` is sent if it is set.
"""

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Final

import httpx

from index.errors import ModelError
from rag.llm.embedded.weights_sources import Release, hub, hub_headers
from rag.llm.failures import redacted

_NAME: Final = re.compile(
    r"hf:(?P<repo>[\w-][\w.-]*/[\w-][\w.-]*):(?P<file>(?:[\w-][\w.-]*/)*[\w-][\w.-]*\.gguf)"
)
_SHA256: Final = re.compile(r'(?:W/)?"?([0-9a-f]{64})"?')
_TIMEOUT: Final = httpx.Timeout(30, connect=3)
_FIX: Final = (
    "Write BRIEFING_WEIGHTS=hf:OWNER/REPO:FILE.gguf as the hub names them (HF_TOKEN for files "
    "that need a sign-in), or name a GGUF file by its path; until then answers are quotes."
)


def is_hub_name(weights: Path) -> bool:
    """Whether a setting is meant as the name of a file on the hub."""
    return str(weights).startswith("hf:")


def hub_release(weights: Path, cache: Path) -> tuple[Release, Path]:
    """The release for a name on the hub, and the folder to store it in.

    Raises:
        ModelError: the name is invalid, the hub is unreachable, or it has no such file.
        OSError: the local disk cannot be read or written.
    """
    match = _NAME.fullmatch(str(weights))
    if match is None:
        raise ModelError(
            f"BRIEFING_WEIGHTS={weights} is not the name of a file on the model hub.", _FIX
        )
    folder = cache / "hub" / match["repo"]
    name = match["file"].replace("/", "--")
    record = folder / f"{name}.json"
    try:
        return Release(**json.loads(record.read_bytes())), folder
    except (FileNotFoundError, ValueError, TypeError):
        pass  # unknown as yet, or damaged
    release = _asked(f"{hub()}/{match['repo']}/resolve/main/{match['file']}", name)
    folder.mkdir(parents=True, exist_ok=True)
    record.write_text(json.dumps(asdict(release)))
    return release, folder


def _asked(url: str, name: str) -> Release:
    """Size and checksum of the file from the hub's headers, without following redirects."""
    try:
        response = httpx.head(url, headers=hub_headers(url), timeout=_TIMEOUT)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise ModelError(
            f"The model hub cannot be reached for {name}: {redacted(str(error), ())}.",
            "Connect to the network once, or set BRIEFING_WEIGHTS to the path of a GGUF file; "
            "until then answers are quotes.",
        ) from error
    checksum = _SHA256.fullmatch(response.headers.get("X-Linked-Etag", ""))
    size = response.headers.get("X-Linked-Size", "")
    if response.is_error or not checksum or not size.isdecimal():
        raise ModelError(
            f"The model hub has no weights at {url} (status {response.status_code}).", _FIX
        )
    return Release(name=name, size=int(size), sha256=checksum[1], url=url)
