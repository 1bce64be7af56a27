"""Tests of what tokens cost."""

from datetime import date

from hypothesis import given, strategies as st
import pytest

from custom_components.hushwatt.models.prices import (
    PRICES,
    PRICES_AS_OF,
    TokenPrices,
    Usage,
    prices_of,
)


@pytest.mark.parametrize(
    ("model", "cost"),
    [("gpt-5.4", 0.025), ("gpt-5.4-mini", 0.0074), ("gpt-5.4-nano", 0.0021)],
)
def test_a_question_costs_what_was_reckoned_by_hand(model: str, cost: float) -> None:
    """900 tokens in and 1,500 out."""
    usage = Usage(input_tokens=900, output_tokens=1500)
    assert usage.cost(prices_of(model)) == pytest.approx(cost, rel=0.05)


def test_cached_tokens_are_cheaper() -> None:
    """They are part of what was read."""
    usage = Usage(input_tokens=1_000_000, cached_tokens=400_000)
    assert usage.cost(PRICES["gpt-5.4"]) == pytest.approx(0.6 * 2.50 + 0.4 * 0.25)


def test_a_snapshot_costs_what_its_model_costs() -> None:
    """The provider answers with the snapshot's name."""
    assert prices_of("gpt-5.4-mini-2026-03-17") == PRICES["gpt-5.4-mini"]
    assert prices_of("gpt-5.4-2026-03-05", "nobody") == PRICES["gpt-5.4"]


def test_the_first_known_name_counts() -> None:
    """A deployment has a name of its own; the answer tells the model."""
    assert prices_of("planner", "gpt-5.4-nano") == PRICES["gpt-5.4-nano"]


def test_an_unknown_model_is_reckoned_at_the_dearest_price() -> None:
    """A budget must hold for a model that is in no table."""
    assert prices_of("gpt-9-colossus") == PRICES["gpt-5.4"]
    assert prices_of() == PRICES["gpt-5.4"]


def test_the_table_tells_its_date() -> None:
    """Prices change; a person can see how old these are."""
    assert date(2026, 3, 5) <= PRICES_AS_OF


@given(
    st.integers(0, 10**8),
    st.integers(0, 10**8),
    st.integers(0, 10**8),
    st.builds(TokenPrices, *[st.floats(0, 1000)] * 3),
)
def test_more_tokens_never_cost_less(
    fresh: int, cached: int, written: int, prices: TokenPrices
) -> None:
    """The cost is the sum of its parts."""
    less = Usage(
        input_tokens=fresh + cached, cached_tokens=cached, output_tokens=written
    )
    more = Usage(
        input_tokens=fresh + cached + 1, cached_tokens=cached, output_tokens=written + 1
    )
    assert 0 <= less.cost(prices) <= more.cost(prices) + 1e-9
