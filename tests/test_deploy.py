"""What is shipped to run it elsewhere names only what there is; no container engine is needed."""

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from index.settings import ROOT, Settings

COMPOSE = ROOT / "compose.yaml"
FILES = (ROOT / "Dockerfile", COMPOSE, ROOT / "deploy" / "briefing.service")


def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"]
    return found


OURS = sorted(name for name, service in services().items() if "build" in service)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_setting_exists(path: Path) -> None:
    named = set(re.findall(r"BRIEFING_([A-Z_]+)(?![A-Z_…])", path.read_text(encoding="utf-8")))
    assert named
    assert named - {name.upper() for name in Settings.model_fields} == set()


def test_what_the_image_takes_in_is_there_and_not_ignored() -> None:
    ignore = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    let_in = {line[1:] for line in ignore if line.startswith("!")}
    copies = re.findall(
        r"^COPY (?!--from)(.+) \S+$",
        (ROOT / "Dockerfile").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    taken = {name for names in copies for name in names.split()}
    assert taken == let_in
    assert [name for name in taken if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("name", OURS)
def test_a_container_may_do_little(name: str) -> None:
    service = services()[name]
    assert service["user"] == "10001:10001"
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", OURS)
def test_its_command_and_those_it_waits_for_exist(name: str) -> None:
    service = services()[name]
    match service.get("command", ["python", "app.py"]):
        case ["python", "-m", module]:
            assert importlib.util.find_spec(module)
        case ["python", script]:
            assert (ROOT / script).is_file()
        case [program, *_]:
            assert shutil.which(program, path=str(ROOT / ".venv" / "bin"))
    assert set(service.get("depends_on", {})) <= services().keys()


def test_a_profile_runs_whole() -> None:
    by_profile: dict[str, set[str]] = {}
    for name, service in services().items():
        (profile,) = service["profiles"]
        by_profile.setdefault(profile, set()).add(name)
    assert by_profile == {
        "desk": {"briefing"},
        "house": {"replica-1", "replica-2", "chroma", "model", "balancer"},
    }


def test_nobody_outside_reaches_the_chroma_server() -> None:
    networks = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["networks"]
    chroma = services()["chroma"]
    assert "ports" not in chroma
    assert [networks[name]["internal"] for name in chroma["networks"]] == [True]


def test_the_balancer_finds_the_replicas_in_the_shipped_configuration(tmp_path: Path) -> None:
    shell, option, script = services()["balancer"]["command"]
    made = tmp_path / "default.conf"
    script = (
        script.replace("/briefing.conf", str(ROOT / "deploy" / "nginx.conf"))
        .replace("/etc/nginx/conf.d/default.conf", str(made))
        .replace("exec nginx -g 'daemon off;'", "true")
    )
    subprocess.run([shell, option, script], check=True)
    servers = re.findall(r"^    server (\S+)", made.read_text(encoding="utf-8"), re.MULTILINE)
    assert servers == ["replica-1:7860", "replica-2:7860"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd")
def test_the_unit_is_understood(tmp_path: Path) -> None:
    shipped = (ROOT / "deploy" / "briefing.service").read_text(encoding="utf-8")
    example = "/opt/briefing/.venv/bin/python"
    assert example in shipped
    unit = tmp_path / "briefing.service"
    unit.write_text(shipped.replace(example, shutil.which("true") or ""), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False
    )
    # It speaks about other units of the machine, too.
    assert [line for line in done.stderr.splitlines() if "briefing" in line] == []
    assert done.returncode == 0
