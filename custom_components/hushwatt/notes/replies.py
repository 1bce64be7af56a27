"""What a local model may answer about a note: a small typed JSON object."""

from collections.abc import Mapping
from functools import cache
import json
import re
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..vocabulary import ConstraintKind, NoteQuestion
from .bounds import MOST_DEMANDS

# More characters than any true answer has.
_LONGEST: Final = 20_000
_FENCED: Final = re.compile(r"```(?:json)?\s*(\{.*?\})\s*```", re.DOTALL)

type ClockText = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-4]):[0-5][0-9]$")]
type Name = Annotated[str, Field(max_length=200)]
type Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
type Once = Literal["tonight", "today", "tomorrow"]
type Asked = Literal["no_time", "ambiguous_time", "unknown_appliance", "not_understood"]

DAYS: Final[tuple[Day, ...]] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Unreadable(Exception):
    """An answer is not the JSON that was asked for; the text says what is wrong."""


class Demand(BaseModel):
    """One constraint as the model writes it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    kind: ConstraintKind
    appliance: Name
    time: ClockText | None = None
    until: ClockText | None = None
    days: list[Day] | None = Field(default=None, max_length=7)
    once: Once | None = None
    other: Name | None = None
    minutes: float | None = Field(default=None, allow_inf_nan=False)
    kwh: float | None = Field(default=None, allow_inf_nan=False)


class Answer(BaseModel):
    """What the model read in a note."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    constraints: list[Demand] = Field(max_length=MOST_DEMANDS)
    irrelevant_times: list[ClockText] = Field(default=[], max_length=MOST_DEMANDS)
    question: Asked | None = None

    @property
    def asked(self) -> NoteQuestion | None:
        """Return the question to the person."""
        return None if self.question is None else NoteQuestion(self.question)


@cache
def answer_schema() -> Mapping[str, Any]:
    """Return the JSON schema of an answer, for a model that wrote no JSON."""
    return Answer.model_json_schema()


def parse_answer(text: str) -> Answer:
    """Return the answer in a model's text, fenced or not; raise Unreadable."""
    if len(text) > _LONGEST:
        raise Unreadable("the answer is too long.")
    try:
        return Answer.model_validate(_object(text))
    except ValidationError as error:
        raise Unreadable(_first_fault(error)) from None


def _object(text: str) -> object:
    """Return the last JSON object of a text; raise Unreadable."""
    fenced = _FENCED.findall(text)
    start, end = text.find("{"), text.rfind("}")
    candidate = fenced[-1] if fenced else text[start : end + 1]
    try:
        return json.loads(candidate)
    except ValueError, RecursionError:
        raise Unreadable("there is no valid JSON object in it.") from None


def _first_fault(error: ValidationError) -> str:
    """Return where an answer departs from its form, without the answer's words."""
    fault = error.errors(include_input=False, include_url=False)[0]
    place = ".".join(str(part) for part in fault["loc"]) or "the object"
    return f"{place}: {fault['msg']}."
