"""All settings of the project, from the environment (``BRIEFING_…``) and ``.env``."""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent


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
