"""The chat model behind a setting: an OpenAI-compatible service by URL, or any provider by name."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import httpx
import httpx2
import openai
from langchain_core.language_models import BaseChatModel
from langchain_openai import ChatOpenAI
from langchain_openai.chat_models.base import BaseChatOpenAI
from pydantic import SecretStr

from index.errors import ModelError
from rag.llm.failures import Service, redacted

_CONNECT_S: Final = 3.0
_LOOK_S: Final = 5.0
_LIMITS: Final[Mapping[str, Callable[[int], dict[str, Any]]]] = {
    "ollama": lambda tokens: {"options": {"num_predict": tokens, "temperature": 0}},
    "google_genai": lambda tokens: {"max_output_tokens": tokens},
    "google_vertexai": lambda tokens: {"max_output_tokens": tokens},
}
"""The option that limits the number of tokens, for providers where it is not ``max_tokens``."""
_NO_KEY: Final = SecretStr("none")
_MISSING: Final = re.compile(r"pip install ([\w.\[\]-]+)")


@dataclass(frozen=True, slots=True)
class Connection:
    """A chat model with what is specific to its provider."""

    chat: BaseChatModel
    service: Service
    errors: tuple[type[Exception], ...]
    """The exceptions of its library."""
    provider: str
    """LangChain's name of the provider."""

    @property
    def speaks_openai(self) -> bool:
        """Whether options of the OpenAI protocol and extensions of it can be sent."""
        return isinstance(self.chat, BaseChatOpenAI)

    def limit(self, tokens: int) -> dict[str, Any]:
        """The option that limits the text to ``tokens`` tokens."""
        named = _LIMITS.get(self.provider)
        return named(tokens) if named else {"max_tokens": tokens}


def of_url(url: str, name: str, key: SecretStr | None, timeout_s: float) -> Connection:
    """An OpenAI-compatible service: the engine of this program, Ollama, vLLM and others."""
    key = key or _NO_KEY
    chat = ChatOpenAI(
        base_url=url,
        model=name,
        api_key=key,
        temperature=0,
        max_retries=0,
        timeout=openai.Timeout(timeout_s, connect=_CONNECT_S),
        stream_usage=False,
    )
    service = Service(
        url,
        "The embedded one restarts by itself; start another one again, or check BRIEFING_LLM_URL. "
        "Until then answers are quotes.",
        "BRIEFING_LLM_KEY",
        () if key == _NO_KEY else (key.get_secret_value(),),
    )
    # ValueError: the response is not a stream of JSON, for example from a wrong URL.
    errors = (openai.OpenAIError, httpx2.HTTPError, ValueError)
    return Connection(chat, service, errors, "openai")


def looked_up(address: str, key: SecretStr) -> Any:
    """What a service tells about itself at an address, as JSON; None if it tells nothing."""
    try:
        return httpx.get(
            address,
            headers={"Authorization": f"Bearer {key.get_secret_value()}"},
            timeout=_LOOK_S,
        ).json()
    except (httpx.HTTPError, ValueError):
        return None


def of_provider(name: str, timeout_s: float) -> Connection:
    """A provider by its LangChain name, such as ``mistralai:mistral-small-latest``.

    The key and, where applicable, the address come from the provider's own environment variables.

    Raises:
        ModelError: the provider is unknown, or its package or key is missing.
    """
    from langchain.chat_models import init_chat_model

    provider, _, model = name.partition(":")
    provider = provider.replace("-", "_")
    try:
        chat = init_chat_model(
            model, model_provider=provider, temperature=0, **_patience(provider, timeout_s)
        )
    except ImportError as error:
        found = _MISSING.search(str(error))
        package = found[1] if found else f"langchain-{provider.replace('_', '-')}"
        raise ModelError(
            f"BRIEFING_LLM={name} needs the package {package}, which is not installed.",
            f"Install it: .venv/bin/pip install {package}",
        ) from error
    # Each provider's library has its own exceptions, and they may contain the key.
    except Exception as error:  # noqa: BLE001
        said = " ".join(redacted(str(error), ()).split()).rstrip(".")
        problem = f"BRIEFING_LLM={name} cannot be used: {said}."
    else:
        return Connection(chat, _service(name, provider, chat), (Exception,), provider)
    raise ModelError(
        problem,
        "Write PROVIDER:MODEL as LangChain names them, and set the key in the provider's own "
        "variable, such as MISTRAL_API_KEY; until then answers are quotes.",
    )


def _patience(provider: str, timeout_s: float) -> dict[str, Any]:
    """Time-outs, and no retries: :mod:`rag.llm.patience` retries."""
    if provider == "ollama":
        # Switches thinking off; models without thinking ignore it.
        return {"client_kwargs": {"timeout": timeout_s}, "reasoning": False}
    return {"timeout": timeout_s, "max_retries": 0}


def _service(name: str, provider: str, chat: BaseChatModel) -> Service:
    secrets = [value for _, value in chat if isinstance(value, SecretStr)]
    return Service(
        name,
        "Check BRIEFING_LLM and the provider's service; until then answers are quotes.",
        f"the variable of the provider {provider}",
        tuple(secret.get_secret_value() for secret in secrets),
    )
