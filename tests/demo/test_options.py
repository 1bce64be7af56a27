"""The demo's command line: what goes together, and what is said when it does not."""

import pytest

from custom_components.hushwatt.vocabulary import Pattern, PrivacyLevel
from demo.models import CloudChoice, LocalChoice, Models
from demo.options import PATTERNS, PRIVACY_LEVELS, read_options

KEYS = {"KEY": " sk-secret ", "EMPTY": " "}
AZURE = (
    *("--azure-endpoint", "https://planner.openai.azure.com"),
    *("--azure-deployment", "planner"),
    *("--azure-key-env", "KEY"),
)


def test_nothing_said_is_the_built_in_mode() -> None:
    """No model, no stand-in, Hushwatt's own choices."""
    options = read_options([])
    assert options.models == Models()
    assert options.models.mode == "built_in"
    assert options.models.forms == {}
    assert not options.stand_ins
    assert options.privacy is None
    assert options.pattern is None


def test_a_model_at_home_alone_is_the_local_mode() -> None:
    """Its default is Gemma."""
    models = read_options(["--ollama-url", "http://box:11434"]).models
    assert models.mode == "local"
    assert models.local == LocalChoice(url="http://box:11434", model="gemma4:e4b")
    assert models.forms["local_model"] == {"model": "gemma4:e4b"}


def test_a_model_at_openai_takes_its_key_from_the_environment() -> None:
    """The key stands in no command line, and in no error."""
    options = read_options(
        ["--ollama-url", "box", "--openai-key-env", "KEY", "--openai-model", "gpt-5.5"],
        KEYS,
    )
    cloud = options.models.cloud
    assert cloud is not None
    assert (cloud.provider, cloud.model, cloud.api_key) == (
        "openai",
        "gpt-5.5",
        "sk-secret",
    )
    assert options.models.mode == "hybrid"
    assert cloud.forms["cloud"]["details"] == {}
    assert "sk-secret" not in repr(options)


def test_a_deployment_at_azure_has_an_address_and_perhaps_a_version() -> None:
    """They are details of the form."""
    options = read_options(
        ["--stand-ins", *AZURE, "--azure-api-version", "2025-04-01-preview"], KEYS
    )
    assert options.models.cloud == CloudChoice(
        provider="azure",
        api_key="sk-secret",
        model="planner",
        endpoint="https://planner.openai.azure.com",
        api_version="2025-04-01-preview",
    )
    assert options.models.cloud.forms["cloud"]["details"] == {
        "endpoint": "https://planner.openai.azure.com",
        "api_version": "2025-04-01-preview",
    }


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--openai-key-env", "KEY"], "needs a model at home as well"),
        (["--stand-ins", "--openai-key-env", "NOBODY"], "NOBODY is not set"),
        (["--stand-ins", "--openai-key-env", "EMPTY"], "EMPTY is not set or empty"),
        (["--stand-ins", *AZURE[:4]], "Azure needs"),
        (["--stand-ins", *AZURE, "--openai-key-env", "KEY"], "not both"),
        (["--openai-model", "gpt-5.4"], "goes with --openai-key-env"),
        (["--ollama-model", "gemma4:e2b"], "goes with --ollama-url"),
        (["--azure-api-version", "1"], "goes with --azure-endpoint"),
        (["--privacy", "readable"], "there is none"),
        (["--pattern", "magic"], "invalid choice"),
    ],
)
def test_what_does_not_fit_together_is_said_before_anything_starts(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one line below the usage."""
    with pytest.raises(SystemExit) as ended:
        read_options(arguments, KEYS)
    assert ended.value.code == 2
    assert words in capsys.readouterr().err


def test_every_pattern_and_every_level_of_a_home_can_be_chosen() -> None:
    """The demo's own lists are those of the product."""
    assert set(PATTERNS) == set(Pattern)
    assert set(PRIVACY_LEVELS) == {PrivacyLevel.BLINDED, PrivacyLevel.READABLE}
