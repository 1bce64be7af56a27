"""What is on the socket itself, to the byte, and to whom it is given at all."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
import gzip
from ipaddress import ip_address
from pathlib import Path
import ssl

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
import httpx
import pytest

from .conftest import clear
from custom_components.hushwatt.models.cloud import CloudModel
from custom_components.hushwatt.models.protocol import CloudError, LocalModelError
from custom_components.hushwatt.models.server import OllamaServer
from custom_components.hushwatt.privacy.endpoint import Effort, Endpoint, Provider
from custom_components.hushwatt.vocabulary import Degraded
from stand_ins.responses import Said, response_object
from stand_ins.server import dump

type Certify = Callable[[str], tuple[ssl.SSLContext, ssl.SSLContext]]


@pytest.fixture
def certify(tmp_path: Path) -> Certify:
    """Return a maker of a server's context, certified for a host, and of one that trusts it."""

    def make(host: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
        """Return the contexts of the server and of a client that trusts it."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        now = datetime.now(UTC)
        try:
            known: x509.GeneralName = x509.IPAddress(ip_address(host))
        except ValueError:
            known = x509.DNSName(host)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([known]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(key, hashes.SHA256())
        )
        path = tmp_path / "certificate.pem"
        path.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + certificate.public_bytes(serialization.Encoding.PEM)
        )
        server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.load_cert_chain(path)
        return server, ssl.create_default_context(cafile=str(path))

    return make


@asynccontextmanager
async def listening(
    context: ssl.SSLContext | None, answer: bytes
) -> AsyncIterator[tuple[int, bytearray]]:
    """Listen on a port; give the port and all bytes that come."""
    came = bytearray()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take a request in and answer it."""
        head = await reader.readuntil(b"\r\n\r\n")
        came.extend(head)
        length = next(
            int(line.partition(b":")[2])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length:")
        )
        came.extend(await reader.readexactly(length))
        writer.write(answer)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    async with server:
        yield server.sockets[0].getsockname()[1], came


def endpoint(port: int, scheme: str = "https") -> Endpoint:
    """Return an endpoint on this machine."""
    return Endpoint(
        provider=Provider.OPENAI,
        model="gpt-5.4",
        api_key="sk-test",
        url=f"{scheme}://127.0.0.1:{port}/v1",
        effort=Effort.LOW,
    )


@asynccontextmanager
async def cloud(context: ssl.SSLContext) -> AsyncIterator[CloudModel]:
    """Give a cloud model whose client trusts what a context trusts."""
    model = CloudModel(
        "gpt-5.4", create_client=httpx.AsyncClient, ssl_context=context, seconds=5.0
    )
    yield model
    await model.close()


def whole_answer(said: Said) -> bytes:
    """Return an HTTP answer, to the byte."""
    body = dump(response_object({"model": "gpt-5.4"}, said, "gpt-5.4-2026-03-05"))
    head = f"HTTP/1.1 200 OK\r\ncontent-length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def test_the_socket_is_given_the_cleared_request_and_not_a_byte_more(
    loopback: None, certify: Certify
) -> None:
    """All of it is written down here: nothing of the machine, the home or its clock."""
    server, client = certify("127.0.0.1")
    async with listening(server, whole_answer(Said(text="{}"))) as (port, came):
        cleared = clear(endpoint(port))
        async with cloud(client) as model:
            assert (await model.send(cleared)).text == "{}"
    head = (
        "POST /v1/responses HTTP/1.1\r\n"
        f"Host: 127.0.0.1:{port}\r\n"
        "accept: application/json\r\n"
        "accept-encoding: identity\r\n"
        "content-type: application/json\r\n"
        "user-agent: hushwatt\r\n"
        "authorization: Bearer sk-test\r\n"
        f"Content-Length: {len(cleared.body)}\r\n"
        "\r\n"
    )
    assert bytes(came) == head.encode() + cleared.body


@pytest.mark.parametrize("trusted", [True, False])
async def test_a_server_that_cannot_prove_its_name_is_sent_nothing(
    loopback: None, certify: Certify, trusted: bool
) -> None:
    """A man in the middle has no certificate, or one for another name."""
    server, client = certify("thief.example")
    context = client if trusted else ssl.create_default_context()
    answer = whole_answer(Said(text="{}"))
    async with listening(server, answer) as (port, came), cloud(context) as model:
        with pytest.raises(CloudError) as raised:
            await model.send(clear(endpoint(port)))
    assert raised.value.code is Degraded.CLOUD_UNREACHABLE
    assert came == b""


async def test_a_server_at_home_that_is_reached_by_tls_has_to_prove_its_name_too(
    loopback: None, certify: Certify, tls: ssl.SSLContext
) -> None:
    """Notes are told to nobody else."""
    server, _ = certify("127.0.0.1")
    async with listening(server, b"") as (port, came):
        local = OllamaServer(f"https://127.0.0.1:{port}", ssl_context=tls)
        with pytest.raises(LocalModelError) as raised:
            await local.require_local("gemma4:e4b")
        await local.close()
    assert raised.value.code is Degraded.LOCAL_UNREACHABLE
    assert came == b""


async def test_a_packed_answer_is_invalid(loopback: None) -> None:
    """However well it would unpack."""
    packed = gzip.compress(whole_answer(Said(text="{}")))
    head = f"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {len(packed)}\r\n\r\n"
    async with (
        listening(None, head.encode() + packed) as (port, _),
        cloud(ssl.create_default_context()) as model,
    ):
        with pytest.raises(CloudError) as raised:
            await model.send(clear(endpoint(port, "http")))
    assert raised.value.code is Degraded.CLOUD_INVALID


async def test_an_answer_that_drips_is_not_waited_for(loopback: None) -> None:
    """A byte now and then keeps every bound between two bytes, not that of the whole."""
    left = asyncio.Event()

    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer a byte at a time."""
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n")
        while not writer.is_closing():
            writer.write(b"{")
            await asyncio.sleep(0.02)
        left.set()

    server = await asyncio.start_server(drip, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        model = CloudModel(
            "gpt-5.4",
            create_client=httpx.AsyncClient,
            ssl_context=ssl.create_default_context(),
            seconds=0.3,
        )
        with pytest.raises(CloudError) as raised:
            await model.send(clear(endpoint(port, "http")))
        await model.close()
        await left.wait()
    assert raised.value.code is Degraded.CLOUD_TIMEOUT
