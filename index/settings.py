"""All settings of the project, from the environment (``BRIEFING_…``) and ``.env``."""

import re
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from index.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent

_ORIGIN: Final = re.compile(r"(https?)://([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?")
_DEFAULT_PORTS: Final = {"http": "80", "https": "443"}


class Settings(BaseSettings):
    """Every setting has a default that works on one machine without a key."""

    model_config = SettingsConfigDict(
        env_prefix="BRIEFING_", env_file=ROOT / ".env", extra="forbid", frozen=True
    )

    sources: Path = Field(ROOT / "seeds", description="folder of articles")
    data: Path = Field(ROOT / ".briefing", description="where index, caches and feedback live")
    embedding: str = Field(
        "multilingual-e5-small",
        description="the built-in model, or any sentence-transformers model by name or path",
    )

    llm: Literal["on", "off"] = Field("on", description="off: answers are quotes only")
    llm_url: str | None = Field(
        None,
        description="an OpenAI-compatible service, e.g. http://127.0.0.1:11434/v1; "
        "empty: the model inside the process",
    )
    llm_model: str = Field("qwen2.5-coder-1.5b-instruct", description="model name at that service")
    llm_key: SecretStr = Field(SecretStr("none"), description="key for that service")
    weights: Path | None = Field(None, description="a GGUF file to use instead of the fetched one")
    threads: int = Field(2, ge=1, le=256, description="threads of the model inside the process")

    host: str = Field("127.0.0.1", description="address to listen on")
    port: int = Field(7860, ge=1, le=65535, description="port to listen on")
    embed_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="sites whose pages may frame the chat, as https://host[:port]"
    )

    @field_validator("embed_origins", mode="before")
    @classmethod
    def _split_origins(cls, written: str | tuple[str, ...]) -> tuple[str, ...]:
        """Separated by commas or spaces; each in the form in which browsers name it."""
        entries = re.split(r"[\s,]+", written.strip()) if isinstance(written, str) else written
        return tuple(dict.fromkeys(_origin(entry) for entry in entries if entry))


@cache
def load_settings() -> Settings:
    """The settings of this process.

    Raises:
        SettingsError: a value does not fit, naming each variable.
    """
    try:
        return Settings()
    except ValidationError as error:
        wrong = "; ".join(
            f"{_variable(str(fault['loc'][0]))}: {fault['msg']}" for fault in error.errors()
        )
        raise SettingsError(
            f"The settings cannot be used: {wrong}.",
            "Correct them in the environment or in .env; README.md lists each one.",
        ) from None


def _variable(location: str) -> str:
    """Name of the variable at fault: pydantic names fields, and unknown variables as written."""
    return f"BRIEFING_{location.upper()}" if location in Settings.model_fields else location.upper()


def _origin(written: str) -> str:
    match = _ORIGIN.fullmatch(written.casefold().removesuffix("/"))
    if match is None:
        raise ValueError(
            f"{written!r} is not an origin; write scheme, host and port, such as "
            "https://intranet.example.org, without a path or a wildcard"
        )
    scheme, host, port = match.groups()
    return f"{scheme}://{host}" + (f":{port}" if port not in (None, _DEFAULT_PORTS[scheme]) else "")
