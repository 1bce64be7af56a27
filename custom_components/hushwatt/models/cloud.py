"""The cloud model: GPT-5.4, or another, at OpenAI or Azure.

The library is handed bytes that privacy has cleared and is allowed nothing: no
retry, no header, no redirect, no environment. The raw answer is read here.
"""

import asyncio
from collections.abc import Callable
from ssl import SSLContext
from typing import Any, Final, override

import httpx
import openai

from ..privacy.blocked import Blocked
from ..privacy.envelope import MAX_OUTPUT_TOKENS
from ..privacy.guard import ClearedRequest
from ..vocabulary import Degraded
from .prices import TokenPrices, Usage, prices_of
from .protocol import CloudError, CloudReply
from .reply import read_reply
from .wire import ClearedTransport, PackedError, TooLongError, cleared_to_send

# The SDK wants a key and an address; both are in what was cleared.
_UNUSED: Final = "unused"
# What it would add to each request, in its own spelling.
_LEFT_OUT: Final = dict.fromkeys(
    ("Authorization", "x-stainless-retry-count", "x-stainless-read-timeout"),
    openai.Omit(),
)
_FAILURES: Final = (
    openai.OpenAIError,
    httpx.HTTPError,
    OSError,
    Blocked,
    TooLongError,
    PackedError,
)


class _QuietClient(openai.AsyncOpenAI):
    """The SDK without the headers that tell account and machine, for which it reads files."""

    @property
    @override
    def default_headers(self) -> dict[str, str | openai.Omit]:
        """Return none."""
        return {}


class CloudModel:
    """One model in the cloud; whatever is sent to it was cleared and recorded before."""

    def __init__(
        self,
        model: str,
        *,
        create_client: Callable[..., httpx.AsyncClient],
        ssl_context: SSLContext,
        prices: TokenPrices | None = None,
        connect_seconds: float = 10.0,
        seconds: float = 120.0,
    ) -> None:
        """Prepare; nothing is sent yet.

        `create_client` makes an HTTP client from the arguments of one, such as
        Home Assistant's does. `prices` are those to reckon with, the table's when
        None. `seconds` bounds a whole call.
        """
        self.model = model
        self._prices = prices
        self._seconds = seconds
        self._transport = ClearedTransport(
            httpx.AsyncHTTPTransport(verify=ssl_context, trust_env=False)
        )
        self._client = create_client(
            transport=self._transport,
            trust_env=False,
            follow_redirects=False,
            # Where the bound of the whole call is lost in the HTTP library, this one holds.
            timeout=httpx.Timeout(seconds, connect=connect_seconds),
        )
        # The SDK is typed for the one HTTP library and takes the other as well.
        sdk_client: Any = self._client
        self._sdk = _QuietClient(
            api_key=_UNUSED,
            base_url=f"https://{_UNUSED}.invalid",
            max_retries=0,
            http_client=sdk_client,
        )

    async def close(self) -> None:
        """Close the connections; the client itself belongs to who made it."""
        await self._transport.aclose()

    def most_cost(self, cleared: ClearedRequest) -> float:
        """Return the most that sending a request can cost, in USD.

        No token is shorter than a byte, and no answer is longer than the request allows.
        """
        prices = self._prices or prices_of(self.model)
        most = Usage(input_tokens=len(cleared.body), output_tokens=MAX_OUTPUT_TOKENS)
        return most.cost(prices)

    async def send(self, cleared: ClearedRequest) -> CloudReply:
        """Send a cleared request once, and return the untrusted reply; raise CloudError.

        A failed answer's tokens are in the error. BLOCKED when what was about to
        go out was not what was cleared.
        """
        clock = asyncio.get_running_loop().time
        started = clock()
        try:
            async with asyncio.timeout(self._seconds):
                with cleared_to_send(cleared):
                    status, body = await self._post(cleared)
        except TimeoutError:
            failure = CloudError(Degraded.CLOUD_TIMEOUT)
        except _FAILURES as error:
            # Some releases of the SDK wrap what the transport raises, some do not.
            wrapped = isinstance(error, openai.OpenAIError)
            failure = _failure(error.__cause__ if wrapped else error)
        else:
            return read_reply(
                status,
                body,
                model=self.model,
                prices=self._prices,
                seconds=clock() - started,
            )
        finally:
            self._client.cookies.clear()
        # Out here, so that the library's own error is not in the chain.
        raise failure

    async def _post(self, cleared: ClearedRequest) -> tuple[int, bytes]:
        """Return the status and the body of the answer to a cleared request."""
        try:
            body = await self._sdk.post(
                cleared.url,
                cast_to=bytes,
                content=cleared.body,
                options={
                    "headers": {**_LEFT_OUT, **cleared.headers},
                    "follow_redirects": False,
                },
            )
        except openai.APIStatusError as error:
            return error.status_code, error.response.content
        return 200, body


def _failure(error: BaseException | None) -> CloudError:
    """Return what a call came to that has no answer, by what the transport raised."""
    match error:
        case Blocked():
            return CloudError(Degraded.BLOCKED)
        case TooLongError() | PackedError():
            return CloudError(Degraded.CLOUD_INVALID)
        case httpx.ConnectError() | httpx.ConnectTimeout():
            return CloudError(Degraded.CLOUD_UNREACHABLE)
        case httpx.TimeoutException():
            return CloudError(Degraded.CLOUD_TIMEOUT)
        case _:
            # The connection ended in the middle: a new one may hold.
            return CloudError(Degraded.CLOUD_UNREACHABLE, retry=True)
