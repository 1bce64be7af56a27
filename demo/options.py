"""What the command line asks for."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
import os
from typing import Final

from .models import CLOUD_MODEL, LOCAL_MODEL, CloudChoice, LocalChoice, Models

PATTERNS: Final = (
    "sanitize_and_solve",
    "plan_then_ground",
    "escalate_on_hard",
    "draft_then_refine",
    "cross_check",
)
PRIVACY_LEVELS: Final = ("blinded", "readable")


@dataclass(frozen=True, kw_only=True)
class DemoOptions:
    """What the command line asks for; None leaves Hushwatt's own choice as it is."""

    now: bool = False
    serve: bool = False
    port: int = 0
    stand_ins: bool = False
    models: Models = field(default_factory=Models)
    privacy: str | None = None
    pattern: str | None = None


def read_options(
    arguments: Sequence[str], environment: Mapping[str, str] = os.environ
) -> DemoOptions:
    """Return the options of a command line; keys are read from the environment.

    Raises SystemExit, with words on stderr, for what does not fit together.
    """
    parser = _parser()
    known = parser.parse_args(arguments)
    try:
        models = Models(local=_local(known), cloud=_cloud(known, environment))
    except ValueError as error:
        parser.error(str(error))
    if models.cloud and not (models.local or known.stand_ins):
        parser.error(
            "a cloud model needs a model at home as well: add --ollama-url URL, or"
            " --stand-ins to have a stand-in play it"
        )
    if known.privacy and not (models.cloud or known.stand_ins):
        parser.error("--privacy is about what a cloud model sees; there is none")
    return DemoOptions(
        now=known.now,
        serve=known.serve,
        port=known.port,
        stand_ins=known.stand_ins,
        models=models,
        privacy=known.privacy,
        pattern=known.pattern,
    )


def _parser() -> argparse.ArgumentParser:
    """Return the reader of the command line."""
    parser = argparse.ArgumentParser(
        prog="script/demo",
        description="A real Home Assistant with Hushwatt answers the reference question."
        " Without a model unless one is named or played by a stand-in.",
    )
    add = parser.add_argument
    add("--now", action="store_true", help="ask at the real time, not at 18:30")
    add(
        "--serve",
        action="store_true",
        help="keep Home Assistant running, to be opened in a browser",
    )
    add("--port", type=int, default=0, help="port of the UI (default: a free one)")
    add("--pattern", choices=PATTERNS, help="how home and cloud share the work")
    add("--privacy", choices=PRIVACY_LEVELS, help="what the cloud sees of a problem")
    models = parser.add_argument_group("models")
    models.add_argument(
        "--stand-ins",
        action="store_true",
        help="have small programs on this machine play the models that are not named",
    )
    models.add_argument("--ollama-url", metavar="URL", help="a real model at home")
    models.add_argument("--ollama-model", metavar="NAME", help=f"not {LOCAL_MODEL}")
    models.add_argument(
        "--openai-key-env",
        metavar="NAME",
        help="a real model at OpenAI; the environment variable that holds the key",
    )
    models.add_argument("--openai-model", metavar="NAME", help=f"not {CLOUD_MODEL}")
    _add_azure(parser.add_argument_group("or a deployment at Azure"))
    return parser


def _add_azure(group: argparse._ArgumentGroup) -> None:
    """Add what a deployment at Azure needs."""
    group.add_argument(
        "--azure-endpoint",
        metavar="URL",
        help="such as https://NAME.openai.azure.com/openai/v1",
    )
    group.add_argument("--azure-deployment", metavar="NAME")
    group.add_argument(
        "--azure-key-env",
        metavar="NAME",
        help="the environment variable that holds the key",
    )
    group.add_argument(
        "--azure-api-version", metavar="VERSION", help="only for a classic address"
    )


def _local(known: argparse.Namespace) -> LocalChoice | None:
    """Return the model at home, None when none is named; raise ValueError."""
    if known.ollama_url is None:
        _require_none(known, "--ollama-url", "ollama_model")
        return None
    return LocalChoice(url=known.ollama_url, model=known.ollama_model or LOCAL_MODEL)


def _cloud(
    known: argparse.Namespace, environment: Mapping[str, str]
) -> CloudChoice | None:
    """Return the model in the cloud, None when none is named; raise ValueError."""
    azure = known.azure_endpoint, known.azure_deployment, known.azure_key_env
    if any(azure):
        if known.openai_key_env or known.openai_model:
            raise ValueError("name a model at OpenAI or one at Azure, not both")
        if not all(azure):
            raise ValueError(
                "Azure needs --azure-endpoint, --azure-deployment and --azure-key-env"
            )
        return CloudChoice(
            provider="azure",
            api_key=_key(known.azure_key_env, environment),
            model=known.azure_deployment,
            endpoint=known.azure_endpoint,
            api_version=known.azure_api_version,
        )
    _require_none(known, "--azure-endpoint", "azure_api_version")
    if known.openai_key_env is None:
        _require_none(known, "--openai-key-env", "openai_model")
        return None
    return CloudChoice(
        api_key=_key(known.openai_key_env, environment),
        model=known.openai_model or CLOUD_MODEL,
    )


def _require_none(known: argparse.Namespace, other: str, *names: str) -> None:
    """Raise ValueError when something was given that goes with something else."""
    for name in names:
        if getattr(known, name) is not None:
            option = "--" + name.replace("_", "-")
            raise ValueError(f"{option} goes with {other}")


def _key(name: str, environment: Mapping[str, str]) -> str:
    """Return a key from the environment; raise ValueError when there is none."""
    key = environment.get(name, "").strip()
    if not key:
        raise ValueError(f"the environment variable {name} is not set or empty")
    return key
