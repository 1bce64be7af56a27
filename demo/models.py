"""The models that the demo sets Hushwatt up with, and what its flow's forms get of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

LOCAL_MODEL: Final = "gemma4:e4b"
CLOUD_MODEL: Final = "gpt-5.4"


@dataclass(frozen=True, kw_only=True)
class LocalChoice:
    """A model on an Ollama server."""

    url: str
    model: str = LOCAL_MODEL

    @property
    def forms(self) -> Mapping[str, Mapping[str, Any]]:
        """Return what each step of the flow gets; who names a server trusts it with made-up notes."""
        return {
            "local": {"url": self.url},
            "local_outside": {"outside": True},
            "local_model": {"model": self.model},
        }


@dataclass(frozen=True, kw_only=True)
class CloudChoice:
    """A model at OpenAI, or a deployment at Azure."""

    provider: str = "openai"
    api_key: str = field(repr=False)
    model: str = CLOUD_MODEL
    endpoint: str | None = None
    api_version: str | None = None

    @property
    def forms(self) -> Mapping[str, Mapping[str, Any]]:
        """Return what the one step of the flow gets."""
        details = {"endpoint": self.endpoint, "api_version": self.api_version}
        return {
            "cloud": {
                "provider": self.provider,
                "api_key": self.api_key,
                "model": self.model,
                "details": {key: value for key, value in details.items() if value},
            }
        }


@dataclass(frozen=True, kw_only=True)
class Models:
    """The models of the demo's home, none of them in built-in mode."""

    local: LocalChoice | None = None
    cloud: CloudChoice | None = None

    @property
    def mode(self) -> str:
        """Return the mode that the flow is asked for."""
        if self.cloud is not None:
            return "hybrid"
        return "built_in" if self.local is None else "local"

    @property
    def forms(self) -> Mapping[str, Mapping[str, Any]]:
        """Return what each step of the flow gets."""
        chosen = [one.forms for one in (self.local, self.cloud) if one is not None]
        return {step: form for forms in chosen for step, form in forms.items()}
