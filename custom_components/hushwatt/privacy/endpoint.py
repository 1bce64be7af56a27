"""Where a request goes: OpenAI, or a resource of one's own at Azure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import quote, urlsplit, urlunsplit

OPENAI_URL = "https://api.openai.com/v1"
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


class Provider(StrEnum):
    """Whose servers run the cloud model."""

    OPENAI = "openai"
    AZURE = "azure"


class Effort(StrEnum):
    """How long a model thinks; each model knows some of these."""

    NONE = "none"
    MINIMAL = "minimal"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    XHIGH = "xhigh"
    MAX = "max"


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """The configured address, model and key; declared exceptions of the guard.

    `model` is the deployment's name at Azure. `url` is a base URL with or
    without its usual path. `api_version` makes it Azure's classic address.
    """

    provider: Provider
    model: str
    api_key: str = field(repr=False)
    url: str = OPENAI_URL
    api_version: str | None = None
    effort: Effort | None = None

    def __post_init__(self) -> None:
        """Write the address as it will stand on the wire, so that both can be compared."""
        object.__setattr__(self, "url", _as_on_the_wire(self.url))

    @property
    def responses_url(self) -> str:
        """Return the address of the Responses API."""
        parts = urlsplit(self.url)
        base = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
        base = base.removesuffix("/responses")
        if self.provider is Provider.OPENAI:
            return f"{base}/responses"
        resource = base.removesuffix("/v1").removesuffix("/openai")
        if self.api_version is None:
            return f"{resource}/openai/v1/responses"
        version = quote(self.api_version, safe="")
        return f"{resource}/openai/responses?api-version={version}"

    @property
    def key_header(self) -> Mapping[str, str]:
        """Return the header that holds the key."""
        if self.provider is Provider.OPENAI:
            return {"authorization": f"Bearer {self.api_key}"}
        return {"api-key": self.api_key}


def _as_on_the_wire(url: str) -> str:
    """Return an address with scheme and host in lower case and no default port."""
    parts = urlsplit(url.strip())
    scheme = parts.scheme.lower()
    user, at, host = parts.netloc.rpartition("@")
    host = host.lower().removesuffix(_DEFAULT_PORTS.get(scheme, ":"))
    return urlunsplit(parts._replace(scheme=scheme, netloc=f"{user}{at}{host}"))
