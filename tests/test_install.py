"""How the set-up gets what tests run beside Python; apt-get is a script that notes its calls."""

import os
from pathlib import Path

import pytest

from setup import install

APT = """#!/bin/sh
PATH=/usr/bin:/bin
for last; do :; done
test -x {folder}/policy && policy=", servers stay off"
echo "$2 $last$policy" >> {folder}/calls
if [ "$2" = install ] && [ "$last" != "$(cat {folder}/unknown)" ]; then
    printf '#!/bin/sh\\n' > {folder}/bin/"$last" && chmod +x {folder}/bin/"$last"
fi
"""
ALL = ("chromium", "nginx", "caddy")
PROXIES_BY_HAND = [
    f"{name} is missing: its tests are skipped. Install it (Debian, Ubuntu: apt-get install "
    f"{name}) and run this again."
    for name in ("nginx", "caddy")
]


class Machine:
    """Has the programs of one folder and nothing else."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "bin").mkdir()
        self.lacks("")

    def has(self, *programs: str, does: str = "#!/bin/sh\n") -> None:
        for program in programs:
            path = self._folder / "bin" / program
            path.write_text(does)
            path.chmod(0o755)

    def lacks(self, program: str) -> None:
        """The distribution does not know this one."""
        (self._folder / "unknown").write_text(program)

    def has_apt(self) -> None:
        self.has("apt-get", does=APT.format(folder=self._folder))
        note = f'#!/bin/sh\necho "systemctl $@" >> {self._folder}/calls\n'
        self.has("systemctl", does=note)

    @property
    def calls(self) -> list[str]:
        noted = self._folder / "calls"
        return noted.read_text().splitlines() if noted.exists() else []


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(install, "SYSTEM_PATH", "")
    monkeypatch.setattr(install, "POLICY", tmp_path / "policy")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    return Machine(tmp_path)


def test_what_is_missing_comes_from_the_distribution_and_is_not_started(machine: Machine) -> None:
    machine.has_apt()
    for _ in range(2):  # the second time there is nothing to do
        install.install_programs()
        assert machine.calls == [
            "update update",
            "install chromium, servers stay off",
            "install nginx, servers stay off",
            "systemctl disable nginx",
            "install caddy, servers stay off",
            "systemctl disable caddy",
        ]
        assert not install.POLICY.exists()


def test_a_policy_of_the_machine_itself_stays(machine: Machine) -> None:
    machine.has_apt()
    install.POLICY.write_text("theirs")
    install.install_programs()
    assert install.POLICY.read_text() == "theirs"


def test_only_what_is_missing(machine: Machine) -> None:
    machine.has_apt()
    machine.has("google-chrome", "nginx")
    install.install_programs()
    assert [call for call in machine.calls if call.startswith("install")] == [
        "install caddy, servers stay off"
    ]


def test_a_proxy_that_is_not_to_be_had_is_said(
    machine: Machine, capfd: pytest.CaptureFixture[str]
) -> None:
    machine.has_apt()
    machine.lacks("caddy")
    install.install_programs()
    assert capfd.readouterr().out.splitlines()[-1] == PROXIES_BY_HAND[1]


@pytest.mark.parametrize("without", ["root", "apt"])
def test_where_nothing_can_be_installed_it_says_what_to_do(
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    without: str,
) -> None:
    if without == "root":
        machine.has_apt()
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
    machine.has("chromium")
    install.install_programs()
    assert capfd.readouterr().out.splitlines() == PROXIES_BY_HAND
    (Path(os.environ["PATH"]) / "chromium").unlink()
    with pytest.raises(SystemExit, match=r"need Chromium\. Install it .*install chromium"):
        install.install_programs()
    assert machine.calls == []


@pytest.mark.parametrize("known", [True, False])
def test_the_engines_system_library_comes_from_the_distribution_or_is_named(
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    *,
    known: bool,
) -> None:
    machine.has_apt()
    machine.lacks("" if known else "libgomp1")
    monkeypatch.setattr("platform.system", lambda: "Linux")
    monkeypatch.setattr(install, "loads", lambda _: install.found("libgomp1") is not None)
    install.install_openmp()
    assert machine.calls == ["update update", "install libgomp1"]
    said = capfd.readouterr().out
    assert ("libgomp.so.1 is missing" in said) is not known
    assert ("apt-get install libgomp1" in said) is not known


def test_a_system_library_that_is_there_is_left_alone(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.has_apt()
    monkeypatch.setattr(install, "loads", lambda _: True)
    install.install_openmp()
    assert machine.calls == []


def test_a_library_that_no_system_has_does_not_load() -> None:
    assert not install.loads("libnowhere.so.1")
