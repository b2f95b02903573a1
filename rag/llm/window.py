"""The context length of a model in tokens, as far as it can be found out."""

from typing import Any, Final

from pydantic import SecretStr

from rag.llm.connection import looked_up

OF_SERVICE: Final = 4096
"""For a service that does not report it: Ollama's default. Ollama silently truncates the beginning
of longer prompts."""
OF_PROVIDER: Final = 32_768
"""For a provider's model: no more than current models have, and enough for three articles."""
_OWN: Final = {"ollama": OF_SERVICE}
_TOLD_AS: Final = ("max_model_len", "loaded_context_length", "context_length")
"""Field names of vLLM and SGLang, of LM Studio, and of several gateways."""
_SMALLEST: Final = 512


def provider_window(provider: str) -> int:
    """Context length of a model by its LangChain name, such as ``ollama:qwen3:8b``."""
    return _OWN.get(provider.partition(":")[0], OF_PROVIDER)


def service_window(url: str, name: str, key: SecretStr) -> int:
    """Context length of a model as the service's ``/models`` reports it, or else the default."""
    body = looked_up(f"{url.rstrip('/')}/models", key)
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
