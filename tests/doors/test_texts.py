"""The check of texts finds what it is there to find."""

import pytest
import voluptuous as vol

from homeassistant.data_entry_flow import FlowResultType, section
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.selector import (
    NumberSelector,
    ObjectSelector,
    ObjectSelectorConfig,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    TextSelector,
)

from . import texts

FORM = {
    "type": FlowResultType.FORM,
    "step_id": "price_unit",
    "errors": None,
    "description_placeholders": {"entity": "x"},
    "data_schema": vol.Schema({vol.Required("unit"): TextSelector()}),
}


def found(**changes: object) -> list[str]:
    """Return what is missing of a form of the set-up flow, with changes."""
    return list(texts.check_result(("config",), "price_unit", {**FORM, **changes}))


def test_a_form_that_has_all_its_texts_lacks_nothing() -> None:
    """So that what follows means something."""
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"step_id": "nowhere"}, "config/step/nowhere/title"),
        ({"description_placeholders": None}, "price_unit/description: entity"),
        ({"errors": {"base": "nothing_known"}}, "config/error/nothing_known"),
        (
            {"errors": {"unit": "unknown_unit"}},
            "config/error/unknown_unit: unit",
        ),
        (
            {"type": FlowResultType.ABORT, "reason": "bored"},
            "config/abort/bored",
        ),
        (
            {"type": FlowResultType.SHOW_PROGRESS, "progress_action": "sleep"},
            "config/progress/sleep",
        ),
    ],
)
def test_what_a_form_lacks_is_found(changes: dict[str, object], missing: str) -> None:
    """Each kind of text."""
    assert any(missing in one for one in found(**changes))


@pytest.mark.parametrize(
    ("field", "missing"),
    [
        (TextSelector(), "data/new"),
        (section(vol.Schema({})), "sections/new/name"),
        (
            SelectSelector(
                SelectSelectorConfig(options=["magic"], translation_key="pattern")
            ),
            "selector/pattern/options/magic",
        ),
        (
            ObjectSelector(
                ObjectSelectorConfig(
                    fields={"x": {"selector": TextSelector()}},
                    translation_key="phases",
                )
            ),
            "selector/phases/fields/x/name",
        ),
    ],
)
def test_what_a_field_lacks_is_found(field: object, missing: str) -> None:
    """Its name, its section's, its options', its parts'."""
    schema = vol.Schema({vol.Required("new"): field})
    assert any(missing in one for one in found(data_schema=schema))


def test_a_section_with_a_value_of_its_own_is_found() -> None:
    """A browser shows that value instead of what its fields hold."""
    schema = vol.Schema({vol.Required("home", default={}): section(vol.Schema({}))})
    assert any("a value of its own" in one for one in found(data_schema=schema))


def test_a_required_number_without_a_suggestion_is_found() -> None:
    """A browser shows its minimum, which is submitted without a thought."""
    schema = vol.Schema({vol.Required("new"): NumberSelector()})
    assert any("nobody typed" in one for one in found(data_schema=schema))
    schema = vol.Schema({vol.Required("new", default=1): NumberSelector()})
    assert not any("nobody typed" in one for one in found(data_schema=schema))


def test_an_option_with_a_label_of_its_own_lacks_nothing() -> None:
    """It is the name of something in the home."""
    field = SelectSelector(
        SelectSelectorConfig(
            options=[SelectOptionDict(value="sensor.x", label="My prices")],
            translation_key="price_source",
        )
    )
    assert list(texts.check_options(field)) == []


def test_what_errors_and_issues_lack_is_found() -> None:
    """Those of ours; those of others are not our business."""
    ours = HomeAssistantError(translation_domain="hushwatt", translation_key="x")
    assert list(texts.check_error(ours)) == ["exceptions/x/message"]
    assert list(texts.check_error(HomeAssistantError("x"))) == []
    issue = {"translation_key": "x", "is_fixable": True}
    assert list(texts.check_issue(issue)) == [
        "issues/x/title",
        "issues/x/fix_flow/step//title",
        "issues/x/fix_flow/step//description",
    ]
    issue = {"translation_key": "notes_unclear", "is_fixable": False}
    assert list(texts.check_issue(issue)) == ["issues/notes_unclear/description: count"]
