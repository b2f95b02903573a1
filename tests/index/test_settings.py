"""Settings from the environment."""

import pytest

from index.errors import SettingsError
from index.settings import ROOT, Settings, load_settings


@pytest.mark.parametrize(
    ("written", "origins"),
    [
        ("", ()),
        ("https://a.example.org", ("https://a.example.org",)),
        (
            " https://A.example.org/, http://b.example.org:8080\nhttps://a.example.org:443 ",
            ("https://a.example.org", "http://b.example.org:8080"),
        ),
        (
            "http://a:80 https://a:80 http://[::1]:7932",
            ("http://a", "https://a:80", "http://[::1]:7932"),
        ),
    ],
)
def test_embed_origins_are_written_as_browsers_name_them(
    monkeypatch: pytest.MonkeyPatch, written: str, origins: tuple[str, ...]
) -> None:
    monkeypatch.setenv("BRIEFING_EMBED_ORIGINS", written)
    assert Settings().embed_origins == origins


@pytest.mark.parametrize(
    "written",
    ["*", "https://*.example.org", "intranet.example.org", "https://a/path", "null", "'self'",
     "https://a; script-src *", "file:///x", "https://a.org https://"],
)  # fmt: skip
def test_what_is_no_origin_is_named_with_the_step_that_mends_it(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv("BRIEFING_EMBED_ORIGINS", written)
    load_settings.cache_clear()
    with pytest.raises(SettingsError, match=r"BRIEFING_EMBED_ORIGINS.*is not an origin.*example"):
        load_settings()
    load_settings.cache_clear()


def test_every_setting_is_described() -> None:
    described = "".join(
        (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "docs/operate.md")
    )
    names = [f"`BRIEFING_{name.upper()}`" for name in Settings.model_fields]
    assert [name for name in names if name not in described] == []
