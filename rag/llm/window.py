"""How many tokens a model takes in one call, as far as that can be known."""

from typing import Any, Final

import httpx
from pydantic import SecretStr

OF_SERVICE: Final = 4096
"""Of an address that does not tell: Ollama's default, which cuts off the beginning of what is
longer, without a word."""
OF_PROVIDER: Final = 32_768
"""Of a provider's model; smaller than that of any that is on offer today, and more than three
articles take."""
_OWN: Final = {"ollama": OF_SERVICE}
_TOLD_AS: Final = ("max_model_len", "loaded_context_length", "context_length")
"""vLLM and SGLang; LM Studio; several gateways."""
_LOOK_S: Final = 5.0
_SMALLEST: Final = 512


def provider_window(provider: str) -> int:
    """Of a model by its LangChain name, such as ``ollama:qwen3:8b``."""
    return _OWN.get(provider.partition(":")[0], OF_PROVIDER)


def service_window(url: str, name: str, key: SecretStr) -> int:
    """Of a model at an OpenAI-compatible address: what its list of models says, if it does."""
    try:
        body = httpx.get(
            f"{url.rstrip('/')}/models",
            headers={"Authorization": f"Bearer {key.get_secret_value()}"},
            timeout=_LOOK_S,
        ).json()
    except (httpx.HTTPError, ValueError):
        return OF_SERVICE
    models = body.get("data") if isinstance(body, dict) else None
    for model in models if isinstance(models, list) else []:
        if isinstance(model, dict) and model.get("id") == name:
            return _told(model)
    return OF_SERVICE


def _told(model: dict[str, Any]) -> int:
    for key in _TOLD_AS:
        value = model.get(key)
        if isinstance(value, int) and value >= _SMALLEST:
            return value
    return OF_SERVICE
