"""Units of price mean one thing or are not known."""

from hypothesis import given, strategies as st
import pytest

from homeassistant.generated.currencies import ACTIVE_CURRENCIES

from custom_components.hushwatt.household.tariffs.units import (
    PriceUnit,
    parse_price_unit,
    price_units,
)


@pytest.mark.parametrize(
    ("unit", "hints", "currency", "scale"),
    [
        ("EUR/kWh", (), "EUR", 1),
        ("€/kWh", (), "EUR", 1),
        ("EUR / kWh", (), "EUR", 1),
        ("EUR per kWh", (), "EUR", 1),
        ("eur/KWH", (), "EUR", 1),
        ("EUR/MWh", (), "EUR", 0.001),
        ("SEK/Wh", (), "SEK", 1000),
        ("£/kWh", (), "GBP", 1),
        ("p/kWh", (), "GBP", 0.01),
        ("zł/kWh", (), "PLN", 1),
        ("gr/kWh", (), "PLN", 0.01),
        ("Kč/kWh", (), "CZK", 1),
        ("Ft/kWh", (), "HUF", 1),
        ("Öre/kWh", ("EUR",), "SEK", 0.01),
        ("Øre/kWh", ("NOK",), "NOK", 0.01),
        ("Øre/kWh", ("EUR", "DKK"), "DKK", 0.01),
        ("kr/kWh", ("NOK",), "NOK", 1),
        ("c/kWh", ("EUR",), "EUR", 0.01),
        ("ct/kWh", ("EUR",), "EUR", 0.01),
        ("€ct/kWh", ("USD",), "EUR", 0.01),
        ("¢/kWh", ("USD",), "USD", 0.01),
        ("$/kWh", ("AUD",), "AUD", 1),
        ("$/kWh", ("EUR", "USD"), "USD", 1),
        ("0.01 EUR/kWh", (), "EUR", 0.01),
        ("1e-7 EUR/kWh", (), "EUR", 1e-7),
        ("100 EUR/MWh", (), "EUR", 0.1),
    ],
)
def test_unit_is_read(
    unit: str, hints: tuple[str, ...], currency: str, scale: float
) -> None:
    """A unit gives its currency and what one of it is per kWh."""
    parsed = parse_price_unit(unit, *hints)
    assert parsed is not None
    assert parsed.currency == currency
    assert parsed.scale == pytest.approx(scale)


@pytest.mark.parametrize(
    ("unit", "hints"),
    [
        (None, ("EUR",)),
        ("", ("EUR",)),
        ("EUR", ("EUR",)),
        ("kWh", ("EUR",)),
        ("EUR/m³", ("EUR",)),
        ("W/kWh", ("EUR",)),
        ("$/kWh", ("EUR",)),
        ("kr/kWh", ("EUR",)),
        ("c/kWh", ("SEK",)),
        ("Øre/kWh", ("SEK", None)),
        ("¥/kWh", ("EUR",)),
        ("XQZ/kWh", ("EUR",)),
        ("EUR/kWh/h", ("EUR",)),
    ],
)
def test_doubtful_unit_is_not_guessed(
    unit: str | None, hints: tuple[str | None, ...]
) -> None:
    """What two currencies share, and what is no price per energy, is not known."""
    assert parse_price_unit(unit, *hints) is None


@given(st.sampled_from(sorted(ACTIVE_CURRENCIES)))
def test_every_offered_unit_can_be_read(currency: str) -> None:
    """What a person can choose is understood, whatever the currency."""
    scales = [1, 0.01, 0.001]
    for unit, scale in zip(price_units(currency), scales, strict=True):
        assert parse_price_unit(unit) == PriceUnit(currency, pytest.approx(scale))


@given(st.text(max_size=20), st.sampled_from(["EUR", "SEK", None]))
def test_any_text_is_survived(unit: str, hint: str | None) -> None:
    """A unit that somebody else wrote is read or refused, never an error."""
    parsed = parse_price_unit(unit, hint)
    assert parsed is None or (parsed.scale >= 0 and len(parsed.currency) == 3)
