"""A person's hands on a Home Assistant: its own HTTP API, nothing else."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Self
import uuid

import aiohttp

CLIENT_ID = "http://127.0.0.1/"


class HomeAssistantRefused(Exception):
    """Home Assistant answered a request with an error."""


class Client:
    """Talks to one Home Assistant on this machine."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        """Keep the session and the base URL."""
        self._session = session
        self._url = url
        self._headers: dict[str, str] = {}

    async def is_up(self) -> bool:
        """Return whether Home Assistant answers and is past its start."""
        try:
            async with self._session.get(f"{self._url}/api/onboarding") as answer:
                return answer.status == HTTPStatus.OK
        except aiohttp.ClientError:
            return False

    async def log_in(self, name: str, password: str) -> Self:
        """Make the first user, as the welcome page does, and log in as it."""
        made = await self.post(
            "/api/onboarding/users",
            {
                "client_id": CLIENT_ID,
                "name": name,
                "username": name.lower(),
                "password": password,
                "language": "en",
            },
        )
        form = {
            "grant_type": "authorization_code",
            "code": made["auth_code"],
            "client_id": CLIENT_ID,
        }
        async with self._session.post(f"{self._url}/auth/token", data=form) as answer:
            token = await answer.json()
        self._headers = {"Authorization": f"Bearer {token['access_token']}"}
        return self

    async def post(self, path: str, body: Mapping[str, Any]) -> Any:
        """Post JSON and return JSON; raise HomeAssistantRefused with the answer's text."""
        async with self._session.post(
            self._url + path, json=body, headers=self._headers
        ) as answer:
            if answer.status >= HTTPStatus.BAD_REQUEST:
                text = await answer.text()
                raise HomeAssistantRefused(f"{path}: {answer.status} {text}")
            return await answer.json()

    async def get(self, path: str) -> Any:
        """Return the JSON of a page; raise HomeAssistantRefused."""
        async with self._session.get(self._url + path, headers=self._headers) as answer:
            if answer.status >= HTTPStatus.BAD_REQUEST:
                raise HomeAssistantRefused(f"{path}: {answer.status}")
            return await answer.json()

    async def act(
        self, action: str, data: Mapping[str, Any], *, response: bool = False
    ) -> Any:
        """Perform an action; return its response when asked for."""
        domain, name = action.split(".")
        suffix = "?return_response" if response else ""
        answer = await self.post(f"/api/services/{domain}/{name}{suffix}", data)
        return answer["service_response"] if response else None

    async def ask(self, words: str, agent: str) -> str:
        """Ask a conversation agent and return what it says."""
        answer = await self.post(
            "/api/conversation/process",
            {"text": words, "agent_id": agent, "language": "en"},
        )
        speech: str = answer["response"]["speech"]["plain"]["speech"]
        return speech


def new_password() -> str:
    """Return a password nobody knows but this run."""
    return uuid.uuid4().hex
