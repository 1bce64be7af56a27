"""Stand-ins for the models that nobody named, on this machine."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from .models import CloudChoice, LocalChoice, Models
from stand_ins.household import household
from stand_ins.ollama import OllamaStandIn
from stand_ins.openai import OpenAIStandIn


@dataclass(frozen=True, kw_only=True)
class Cast:
    """The models of a run, and the stand-ins that play some of them."""

    models: Models
    local: OllamaStandIn | None = None
    cloud: OpenAIStandIn | None = None


@asynccontextmanager
async def cast(models: Models, *, stand_ins: bool) -> AsyncIterator[Cast]:
    """Have stand-ins play the models that are missing, for as long as the context lasts."""
    if not stand_ins:
        yield Cast(models=models)
        return
    local = OllamaStandIn(household) if models.local is None else None
    cloud = OpenAIStandIn() if models.cloud is None else None
    async with AsyncExitStack() as stack:
        for server in (local, cloud):
            if server is not None:
                await stack.enter_async_context(server)
        played = Models(
            local=LocalChoice(url=local.url) if local else models.local,
            cloud=CloudChoice(api_key=cloud.key, endpoint=f"{cloud.url}/v1")
            if cloud
            else models.cloud,
        )
        yield Cast(models=played, local=local, cloud=cloud)
