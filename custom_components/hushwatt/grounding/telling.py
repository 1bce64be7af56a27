"""What a recommendation tells, as the placeholders of its sentences."""

from dataclasses import dataclass
from datetime import datetime

from ..vocabulary import Constraint, Household, PlannedRun, Recommendation
from .describing import describe_rules
from .language import Case, Language
from .languages import language_for


@dataclass(frozen=True)
class Telling:
    """A recommendation, the home it is about and the language it is told in."""

    recommendation: Recommendation
    household: Household
    language: Language

    @classmethod
    def of(cls, recommendation: Recommendation, household: Household) -> Telling:
        """Return a recommendation to be told in its own language."""
        language = language_for(recommendation.language)
        return cls(recommendation, household, language)

    @property
    def name(self) -> str:
        """Return the name of the appliance asked about, empty when none was."""
        found = self.recommendation.appliance
        if self.recommendation.appliance_name or found is None:
            return self.recommendation.appliance_name or ""
        return self.household.appliance(found).name

    def named(self) -> dict[str, str]:
        """Return the appliance as subject and as object."""
        return {
            "subject": self.language.name(self.name, Case.SUBJECT),
            "appliance": self.language.name(self.name, Case.OBJECT),
        }

    def run(self, run: PlannedRun) -> dict[str, str]:
        """Return when a run starts and ends and what it costs."""
        return {
            "start": self.moment(run.start),
            "end": self.moment(run.end),
            "cost": self.money(run.cost),
            "cost_now": self.money(run.cost_now or 0.0),
            "saving": self.money(run.saving or 0.0),
        }

    def moment(self, moment: datetime) -> str:
        """Return a day and a time in the home's timezone."""
        return self.moments(moment)[0]

    def moments(self, moment: datetime) -> tuple[str, ...]:
        """Return the ways to write a day and a time in the home's timezone."""
        zone = self.household.timezone
        now = self.household.now.astimezone(zone)
        return self.language.moments(moment.astimezone(zone), now)

    def money(self, value: float) -> str:
        """Return an amount in the tariff's currency."""
        return self.amounts(value)[0]

    def amounts(self, value: float) -> tuple[str, ...]:
        """Return the ways to write an amount in the tariff's currency."""
        return tuple(self.language.amounts(value, self.recommendation.currency or ""))

    def rules(self, *constraints: Constraint) -> str:
        """Return constraints in words; the appliance asked about is not named again."""
        return describe_rules(
            constraints,
            self.household,
            self.language,
            about=self.recommendation.appliance,
        )
