"""SECURITY.md names tests that exist."""

import re

import pytest

from index.settings import ROOT

_NAMED = re.compile(r"`(tests/[\w/.]+)(?:::(\w+))?`")


@pytest.mark.parametrize(("path", "test"), sorted(set(_NAMED.findall(
    (ROOT / "SECURITY.md").read_text(encoding="utf-8")
))))  # fmt: skip
def test_every_named_test_exists(path: str, test: str) -> None:
    assert (ROOT / path).exists()
    assert not test or f"def {test}(" in (ROOT / path).read_text(encoding="utf-8")
