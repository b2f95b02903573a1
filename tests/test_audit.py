"""``make audit``: all pins are asked for, and what is ignored is described in SECURITY.md."""

import re
import subprocess
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from setup import audit, install


def test_every_pinned_library_is_audited() -> None:
    locks = [lock.read_text() for lock in (install.LOCK, install.DEV_LOCK, install.GPU_LOCK)]
    locked = re.findall(r"^([\w.-]+==[\w.]+)", "\n".join(locks), re.MULTILINE)
    assert [pin.partition(" ")[0] for pin in audit.pins()] == locked
    assert "audioop-lts==0.2.2 ; python_full_version >= '3.13'" in audit.pins()


def test_what_is_ignored_is_assessed() -> None:
    page = (install.ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert [known for known in audit.ASSESSED if known not in page] == []


@pytest.mark.parametrize("status", [0, 1, 2])
def test_uv_is_given_the_pins_and_its_status_is_passed_on(
    monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    def run(command: list[str], *, check: bool) -> CompletedProcess[str]:
        assert not check
        script = Path(command[-3].removeprefix("--script=")).read_text(encoding="utf-8")
        assert all(f'#   "{pin}",\n' in script for pin in audit.pins())
        assert command[1] == "audit"
        assert command[-2:] == ["--service-url", "https://osv.example"]
        return CompletedProcess(command, status)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr("sys.argv", ["audit", "--service-url", "https://osv.example"])
    with pytest.raises(SystemExit) as ended:
        audit.main()
    assert ended.value.code == status
