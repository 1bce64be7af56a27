"""Tests of whether a model is computed at home."""

from hypothesis import given, strategies as st
import pytest

from custom_components.hushwatt.models.locality import is_cloud_name, is_remote


@pytest.mark.parametrize(
    "name",
    [
        "gemma4:cloud",
        "gemma4:31b-cloud",
        "GEMMA4:31B-CLOUD",
        " gemma4:cloud ",
        "me/gemma4:cloud",
        "registry.example/me/gemma4:31b-cloud",
        "gemma4:31b:cloud",
        "gemma4-cloud",
        "gemma4:cloud@sha256:0123",
    ],
)
def test_a_name_that_ends_in_cloud_is_of_the_cloud(name: str) -> None:
    """In any case, with any prefix."""
    assert is_cloud_name(name)


@pytest.mark.parametrize(
    "name", ["gemma4:e4b", "cloud", "cloud:8b", "cloudy:latest", "gemma4", "cloud-8b:x"]
)
def test_other_names_are_not(name: str) -> None:
    """The word alone refuses nothing."""
    assert not is_cloud_name(name)


@given(
    st.dictionaries(
        st.sampled_from(["model", "name", "size", "details"]),
        st.none() | st.integers() | st.just("gemma4:e4b"),
    )
)
def test_a_description_without_another_machine_is_local(
    answer: dict[str, object],
) -> None:
    """Only what names another machine, or the cloud, is remote."""
    assert not is_remote(answer)
    assert not is_remote({**answer, "remote_host": "", "remote_model": None})
    assert is_remote({**answer, "remote_host": "https://example.com"})
    assert is_remote({**answer, "remote_model": "gemma4:31b"})
    assert is_remote({**answer, "model": "gemma4:31b-cloud"})
