"""The steps that choose a model at home: a server, a model on it, and how fast it is."""

import asyncio
from collections.abc import Coroutine, Iterable, Mapping
from contextlib import aclosing
from typing import Any, Final, override

import voluptuous as vol

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import callback
from homeassistant.helpers.selector import (
    BooleanSelector,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
from homeassistant.util.ssl import get_default_context

from .const import (
    CONF_API_KEY,
    CONF_LOCAL,
    CONF_MODEL,
    CONF_SECONDS,
    CONF_TOKENS_PER_SECOND,
    CONF_URL,
    DEFAULT_MODEL,
)
from .flow_steps import KEY_SELECTOR, SetUpSteps
from .local_servers import FoundServer, async_find_servers, configured_servers
from .models.address import leads_home
from .models.local import OllamaModel
from .models.protocol import LocalModelError
from .models.server import OllamaServer, ServedModel
from .vocabulary import Degraded

CONF_OUTSIDE: Final = "outside"
MEASURE_SECONDS: Final = 300.0
# A browser listens for the end of a progress only after it has been told of the progress.
LISTENING_SECONDS: Final = 1.0
# What a pull that broke waits before it goes on.
PULL_PAUSE: Final = 2.0


class LocalSteps(SetUpSteps):
    """Choose a model that is computed at home."""

    def __init__(self) -> None:
        """Start with no server in hand."""
        super().__init__()
        self._server: OllamaServer | None = None
        self._served: tuple[ServedModel, ...] = ()
        self._key = ""
        self._model = ""
        self._task: asyncio.Task[Any] | None = None
        self._model_errors: dict[str, str] = {}

    async def async_step_local(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the server."""
        errors: dict[str, str] = {}
        if user_input is not None:
            error = await self._async_connect(
                user_input[CONF_URL], user_input.get(CONF_API_KEY, "").strip()
            )
            if error is None and self._server is not None:
                if await leads_home(self._server.url):
                    return await self.async_step_local_model()
                return await self.async_step_local_outside()
            errors[CONF_URL] = error or "invalid_url"
        found = await async_find_servers(self.hass)
        asleep = _stopped(found, user_input)
        if asleep is not None and errors:
            errors[CONF_URL] = "addon_stopped"
        known = self.current.get(CONF_LOCAL, {}).get(CONF_URL)
        return self.async_show_form(
            step_id="local",
            data_schema=self.add_suggested_values_to_schema(
                vol.Schema(
                    {
                        vol.Required(CONF_URL): server_selector(found),
                        vol.Optional(CONF_API_KEY): KEY_SELECTOR,
                    }
                ),
                user_input or {CONF_URL: known or next((s.url for s in found), None)},
            ),
            errors=errors,
            description_placeholders={"addon": asleep.name} if asleep else None,
        )

    async def async_step_local_outside(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Warn of a server that may be outside of the house."""
        errors: dict[str, str] = {}
        if user_input is not None:
            if user_input[CONF_OUTSIDE]:
                return await self.async_step_local_model()
            errors[CONF_OUTSIDE] = "not_confirmed"
        return self.async_show_form(
            step_id="local_outside",
            data_schema=vol.Schema(
                {vol.Required(CONF_OUTSIDE, default=False): BooleanSelector()}
            ),
            errors=errors,
            description_placeholders={"url": self._connected.url},
        )

    async def async_step_local_model(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the model; one that the server lacks is pulled."""
        errors, self._model_errors = self._model_errors, {}
        if user_input is not None:
            self._model = user_input[CONF_MODEL].strip()
            try:
                await self._connected.require_local(self._model)
            except LocalModelError as error:
                if error.code is Degraded.LOCAL_MODEL_MISSING:
                    return await self.async_step_pull()
                errors = {CONF_MODEL: error.code.value}
            else:
                return await self.async_step_measure()
        known = self._model or self.current.get(CONF_LOCAL, {}).get(CONF_MODEL)
        return self.async_show_form(
            step_id="local_model",
            data_schema=self.add_suggested_values_to_schema(
                vol.Schema({vol.Required(CONF_MODEL): model_selector(self._served)}),
                {CONF_MODEL: known or suggest_model(self._served)},
            ),
            errors=errors,
        )

    async def async_step_pull(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show how far the download of the model is."""
        if self._task is None:
            self._task = self.hass.async_create_task(_async_watched(self._async_pull()))
        return self._show_progress("pull", done="measure")

    async def async_step_measure(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show that the model answers its first prompt."""
        if self._task is None:
            self._task = self.hass.async_create_task(
                _async_watched(self._async_measure())
            )
        return self._show_progress("measure", done="measured")

    async def async_step_measured(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Go on with a model that answers."""
        return await self.async_continue()

    def _show_progress(self, step_id: str, *, done: str) -> ConfigFlowResult:
        """Show progress until the task is over, then go on, or back to the choice."""
        assert self._task is not None
        if not self._task.done():
            return self.async_show_progress(
                step_id=step_id,
                progress_action=step_id,
                description_placeholders={"model": self._model},
                progress_task=self._task,
            )
        task, self._task = self._task, None
        try:
            task.result()
        except LocalModelError as error:
            self._model_errors = {CONF_MODEL: error.code.value}
            done = "local_model"
        return self.async_show_progress_done(next_step_id=done)

    async def _async_connect(self, url: str, key: str) -> str | None:
        """Connect to a server; return the key of what is wrong, None when it is fine.

        Without an API key, one that is known of this server is used.
        """
        key = key or self._known_key(url)
        try:
            server = OllamaServer(
                url,
                ssl_context=get_default_context(),
                api_key=key,
                pull_pause=PULL_PAUSE,
            )
        except ValueError:
            return "invalid_url"
        try:
            await server.version()
            self._served = await server.described_models()
        except LocalModelError as error:
            await server.close()
            return error.code.value
        self._drop_server()
        self._server, self._key = server, key
        return None

    async def async_try_local(self, local: Mapping[str, Any]) -> dict[str, str]:
        """Return what is wrong with a server and its model, nothing when they answer."""
        code = await self._async_connect(local[CONF_URL], local[CONF_API_KEY])
        return {} if code is None else {CONF_API_KEY: code}

    def _known_key(self, url: str) -> str:
        """Return the API key that we, or core's own integration, have for a server."""
        ours = self.current.get(CONF_LOCAL, {})
        if ours.get(CONF_URL) == url:
            return str(ours.get(CONF_API_KEY, ""))
        return configured_servers(self.hass).get(url, "")

    async def _async_pull(self) -> None:
        """Get the model onto the server; raise LocalModelError."""
        shown = -1
        async with aclosing(self._connected.pull(self._model)) as steps:
            async for step in steps:
                # A server names the parts of a model one by one: no step back, and
                # no more news than a person can see.
                percent = int(100 * step.completed / step.total) if step.total else -1
                if shown < percent <= 100:
                    shown = percent
                    self.async_update_progress(percent / 100)

    async def _async_measure(self) -> None:
        """Let the model answer once, and keep how fast it was; raise LocalModelError."""
        model = OllamaModel(self._connected, self._model)
        speed = await model.measure(MEASURE_SECONDS)
        self.collected[CONF_LOCAL] = {
            CONF_URL: self._connected.url,
            CONF_MODEL: self._model,
            CONF_TOKENS_PER_SECOND: round(speed.tokens_per_second, 1),
            CONF_SECONDS: round(speed.limit),
        }
        if self._key:
            self.collected[CONF_LOCAL][CONF_API_KEY] = self._key

    @property
    def _connected(self) -> OllamaServer:
        """Return the server that answered."""
        assert self._server is not None
        return self._server

    @callback
    @override
    def async_remove(self) -> None:
        """Close the connection when the flow ends."""
        self._drop_server()

    @callback
    def _drop_server(self) -> None:
        """Close the connection that is open, if any."""
        if self._server is not None:
            self.hass.async_create_task(self._server.close())
            self._server = None


def server_selector(found: Iterable[FoundServer]) -> SelectSelector:
    """Return the choice of servers; another address can be typed.

    A pause sign marks an add-on that is installed but does not run.
    """
    options = [
        SelectOptionDict(
            value=server.url,
            label=("\u23f8 " if server.stopped else "")
            + (f"{server.name} ({server.url})" if server.name else server.url),
        )
        for server in found
    ]
    return SelectSelector(
        SelectSelectorConfig(
            options=options, custom_value=True, mode=SelectSelectorMode.DROPDOWN
        )
    )


def model_selector(served: Iterable[ServedModel]) -> SelectSelector:
    """Return the choice of a server's models; others can be typed, to be pulled.

    A cloud marks what is not computed at home, an arrow what would be pulled.
    """
    options = [
        SelectOptionDict(value=model.name, label=_label(model))
        for model in served
        if model.chats
    ]
    if all(option["value"] != DEFAULT_MODEL for option in options):
        options.append(
            SelectOptionDict(value=DEFAULT_MODEL, label=f"\u2b07 {DEFAULT_MODEL}")
        )
    return SelectSelector(
        SelectSelectorConfig(
            options=options, custom_value=True, mode=SelectSelectorMode.DROPDOWN
        )
    )


def suggest_model(served: Iterable[ServedModel]) -> str:
    """Return the model to suggest: the default's family if it is there, else the default."""
    family = DEFAULT_MODEL.partition(":")[0]
    names = [model.name for model in served if model.local and model.chats]
    if DEFAULT_MODEL in names:
        return DEFAULT_MODEL
    return next((name for name in names if name.startswith(family)), DEFAULT_MODEL)


def _label(model: ServedModel) -> str:
    """Return a model's name with its size and what it can do."""
    if not model.local:
        return f"\u2601 {model.name}"
    details = [model.parameters, f"{model.size / 1e9:.1f} GB" if model.size else ""]
    details += sorted((model.capabilities or frozenset()) - {"completion"})
    told = ", ".join(detail for detail in details if detail)
    return f"{model.name} ({told})" if told else model.name


def _stopped(
    found: Iterable[FoundServer], form: Mapping[str, Any] | None
) -> FoundServer | None:
    """Return the add-on that was chosen when it does not run."""
    chosen = (form or {}).get(CONF_URL)
    return next((one for one in found if one.stopped and one.url == chosen), None)


async def _async_watched(work: Coroutine[Any, Any, None]) -> None:
    """Do work that a browser watches, for as long as it takes to listen at least."""
    outcomes = await asyncio.gather(
        work, asyncio.sleep(LISTENING_SECONDS), return_exceptions=True
    )
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome
