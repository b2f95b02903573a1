"""All settings of the project, from the environment (``BRIEFING_…``) and ``.env``."""

import re
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import (
    BeforeValidator,
    Field,
    IPvAnyNetwork,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from index.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent

_ORIGIN: Final = re.compile(r"(https?)://([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?")
_DEFAULT_PORTS: Final = {"http": "80", "https": "443"}


_RATE = r"^[1-9]\d* ?/ ?(second|minute|hour)$"


def _listed(value: object) -> object:
    """``a, b`` as a list: lists in environment variables are separated by commas, not JSON."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


class Settings(BaseSettings):
    """Every setting has a default that works on one machine without a key."""

    model_config = SettingsConfigDict(
        env_prefix="BRIEFING_", env_file=ROOT / ".env", extra="forbid", frozen=True
    )

    sources: Path = Field(ROOT / "seeds", description="folder of articles")
    data: Path = Field(ROOT / ".briefing", description="where index, caches and feedback live")
    chroma_url: str = Field(
        "",
        pattern=r"^(https?://[^\s/]+/?)?$",
        description="a Chroma server with the index for all replicas, e.g. http://chroma:8000; "
        "empty: the index is in the data folder",
    )
    embedding: str = Field(
        "multilingual-e5-small",
        description="the built-in model, or any sentence-transformers model by name or path",
    )

    llm: str = Field(
        "on",
        pattern=r"^(on|off|[A-Za-z][\w-]*:\S+)$",
        description="off: answers are quotes only; or a provider and its model as LangChain names "
        "them, e.g. ollama:qwen3:8b, with the key in the provider's own variable",
    )
    llm_url: str | None = Field(
        None,
        description="an OpenAI-compatible service, e.g. http://127.0.0.1:11434/v1; "
        "empty: the model inside the process",
    )
    llm_model: str = Field("qwen2.5-coder-1.5b-instruct", description="model name at that service")
    llm_key: SecretStr = Field(SecretStr("none"), description="key for that service")
    weights: Path | None = Field(
        None,
        description="a GGUF file to use instead of the fetched one: a path, or "
        "hf:OWNER/REPO:FILE.gguf to fetch it from the model hub once",
    )
    threads: int = Field(2, ge=1, le=256, description="threads of the model inside the process")

    answers: Literal["auto", "extract", "write"] = Field(
        "auto",
        description="extract: quotes with a few words of the model's; write: sentences of its "
        "own, each checked; auto: write if the model passed its exam",
    )
    window: int = Field(
        0,
        ge=0,
        le=10_000_000,
        description="context window of the language model in tokens; 0: detected",
    )

    dictionary: str = Field(
        "",
        description="a German–English word list in Ding format, or off; empty: the fetched one",
    )

    translation: Path | None = Field(
        None,
        description="a folder with Firefox Translations models de-en and en-de; "
        "empty: the language model translates",
    )

    verifier: str = Field(
        "",
        description="an entailment model that verifies written sentences after the rules, by "
        "name or folder; empty: the rules alone",
    )

    editing: Literal["off", "local", "on"] = Field(
        "local", description="who may add articles: nobody, whoever sits at this machine, everybody"
    )

    watch: Literal["off", "on"] = Field(
        "off", description="on: the running service rebuilds the index when files change"
    )

    host: str = Field("127.0.0.1", description="address to listen on")
    port: int = Field(7860, ge=1, le=65535, description="port to listen on")
    embed_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="sites whose pages may frame the chat, as https://host[:port]"
    )
    at_once: int = Field(4, ge=1, le=64, description="questions answered at the same time")
    waiting: int = Field(60, ge=0, le=10_000, description="questions that may wait in the queue")
    shutdown_seconds: int = Field(
        30, ge=0, le=3600, description="time that running answers get to finish at shutdown"
    )
    log: Literal["text", "json"] = Field("text", description="form of the log, on stderr")
    log_questions: Literal["off", "on"] = Field("off", description="on: questions in the log")
    root_path: str = Field(
        "", pattern=r"^(/[\w.~-]+)*$", description="path prefix behind a proxy, e.g. /briefing"
    )
    trusted_proxies: Annotated[tuple[IPvAnyNetwork, ...], NoDecode, BeforeValidator(_listed)] = (
        Field((), description="addresses or networks whose X-Forwarded-… headers are trusted")
    )
    rate_person: str = Field("30/minute", pattern=_RATE, description="write requests per person")
    rate_address: str = Field("120/minute", pattern=_RATE, description="per network address")

    sign_in: Literal["none", "header", "oidc"] = Field("none", description="how people sign in")
    user_header: str = Field("X-Forwarded-User", description="header with the user's name")
    groups_header: str = Field("X-Forwarded-Groups", description="header with the user's groups")
    editors: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)] = Field(
        (), description="who may add articles: names, and groups as group:NAME"
    )
    oidc_issuer: str = Field("", description="address of the identity provider")
    oidc_client: str = Field("", description="client id at the identity provider")
    oidc_secret: SecretStr = Field(SecretStr(""), description="client secret there")
    oidc_groups_claim: str = Field("groups", description="claim that lists the user's groups")
    session_key: SecretStr = Field(
        SecretStr(""), description="signs the cookie of sign_in=oidc; the same for all replicas"
    )

    @field_validator("embed_origins", mode="before")
    @classmethod
    def _split_origins(cls, written: str | tuple[str, ...]) -> tuple[str, ...]:
        """Split at commas or spaces, and bring each origin into the form that browsers send."""
        entries = re.split(r"[\s,]+", written.strip()) if isinstance(written, str) else written
        return tuple(dict.fromkeys(_origin(entry) for entry in entries if entry))

    @property
    def provider(self) -> str | None:
        """Provider and model as LangChain names them; None for the embedded model or a URL."""
        return None if self.llm in ("on", "off") else self.llm

    @property
    def model_named(self) -> str:
        """The configured language model for logs, without its address."""
        if self.llm != "on":
            return self.llm
        return self.llm_model if self.llm_url else "embedded"

    @model_validator(mode="after")
    def _one_model(self) -> Self:
        if self.provider and self.llm_url:
            raise ValueError(
                "BRIEFING_LLM names a provider and BRIEFING_LLM_URL an address; set one of them "
                "(a provider's address is in its own variable, such as OLLAMA_HOST)"
            )
        return self

    @model_validator(mode="after")
    def _sign_in_is_complete(self) -> Self:
        if self.sign_in == "header" and not self.trusted_proxies:
            raise ValueError("BRIEFING_SIGN_IN=header needs BRIEFING_TRUSTED_PROXIES")
        needed = (self.oidc_issuer, self.oidc_client, self.session_key.get_secret_value())
        if self.sign_in == "oidc" and not all(needed):
            raise ValueError(
                "BRIEFING_SIGN_IN=oidc needs BRIEFING_OIDC_ISSUER, BRIEFING_OIDC_CLIENT and "
                "BRIEFING_SESSION_KEY"
            )
        return self


@cache
def load_settings() -> Settings:
    """The settings of this process.

    Raises:
        SettingsError: a value is invalid; the message names each variable.
    """
    try:
        return Settings()
    except ValidationError as error:
        wrong = "; ".join(
            f"{_variable(str(fault['loc'][0]))}: {fault['msg']}" if fault["loc"] else fault["msg"]
            for fault in error.errors()
        )
        raise SettingsError(
            f"The settings cannot be used: {wrong}.",
            "Correct them in the environment or in .env; README.md and docs/operate.md list them.",
        ) from None


def _variable(location: str) -> str:
    """The environment variable of a pydantic error, which gives the field's name instead."""
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
