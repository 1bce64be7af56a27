"""The egress guard: nothing leaves that it did not clear, and it fails closed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, final
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from ..vocabulary import PrivacyLevel
from .blocked import Blocked, Objection
from .endpoint import Endpoint
from .envelope import OutgoingRequest
from .grammar import check_address, check_body, check_headers
from .nets import check_private, private_needles

__all__ = ["Blocked", "ClearedRequest", "Guard", "Objection"]


class _Seal:
    """What only the guard holds: without it no cleared request is made."""


@dataclass(frozen=True)
class _Content:
    """What was cleared: it lives here and not in the request, which is a token."""

    url: str
    headers: Mapping[str, str]
    body: bytes
    model: str
    level: PrivacyLevel


_SEAL: Final = _Seal()
_CLEARED: Final[WeakKeyDictionary[ClearedRequest, _Content]] = WeakKeyDictionary()


@final
class ClearedRequest:
    """A request that the guard let through; only `Guard.clear` makes one.

    It cannot be changed. One that was made in another way has no content: all
    its properties raise TypeError.
    """

    __slots__ = ("__weakref__",)

    def __init__(self, seal: _Seal) -> None:
        """Refuse whoever does not hold the seal."""
        if seal is not _SEAL:
            raise TypeError("only the guard clears a request")

    @property
    def _content(self) -> _Content:
        """Return what the guard cleared."""
        content = _CLEARED.get(self)
        if content is None:
            raise TypeError("the guard did not clear this request")
        return content

    @property
    def url(self) -> str:
        """Return the address of the `POST`."""
        return self._content.url

    @property
    def headers(self) -> Mapping[str, str]:
        """Return all headers but `host`, `content-length` and `connection`."""
        return dict(self._content.headers)

    @property
    def body(self) -> bytes:
        """Return the exact bytes of the body."""
        return self._content.body

    @property
    def model(self) -> str:
        """Return the configured model or deployment."""
        return self._content.model

    @property
    def level(self) -> PrivacyLevel:
        """Return what the document shows."""
        return self._content.level

    def check_wire(
        self, method: str, url: str, headers: Iterable[tuple[str, str]], body: bytes
    ) -> None:
        """Raise Blocked unless what is about to go out is what was cleared.

        For the transport, as the last thing before the socket: the method is
        `POST`, address and body are the same to the byte, and to the headers
        only `host`, `content-length` and `connection` were added.
        """
        content = self._content
        framing = {
            "host": urlsplit(content.url).netloc,
            "content-length": str(len(content.body)),
            "connection": "keep-alive",
        }
        sent = [(name.lower(), value) for name, value in headers]
        allowed = {*content.headers.items(), *framing.items()}
        if (
            method != "POST"
            or url != content.url
            or body != content.body
            or len(dict(sent)) < len(sent)
            or not set(content.headers.items()) <= set(sent) <= allowed
        ):
            raise Blocked(Objection.WIRE)


class Guard:
    """Lets a request through only when both nets have nothing against it."""

    def __init__(self, endpoint: Endpoint, private_strings: Iterable[str]) -> None:
        """Keep the endpoint, the declared exception, and what must never leave.

        `private_strings` are names, aliases, areas, floors, devices, people,
        places, zones, entity ids and the texts of notes.
        """
        self._needles = private_needles(private_strings)
        self._endpoint = endpoint

    def clear(self, request: OutgoingRequest) -> ClearedRequest:
        """Return the request as one that may be sent; raise Blocked.

        The positive list parses the final address, headers and bytes; the
        second net then looks for private strings.
        """
        endpoint = self._endpoint
        check_address(request.url, endpoint.url.strip())
        check_headers(request.headers, endpoint.api_key)
        level = check_body(request.body, endpoint.model, endpoint.effort)
        check_private(request.body, self._needles, endpoint.model)
        cleared = ClearedRequest(_SEAL)
        _CLEARED[cleared] = _Content(
            request.url,
            dict(request.headers),
            bytes(request.body),
            endpoint.model,
            level,
        )
        return cleared
