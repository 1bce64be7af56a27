"""What a fuzzer tried and what it found."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    """What was tried, by kind, and what was found; findings name the seed that shows them again."""

    counts: Counter[str] = field(default_factory=Counter)
    findings: list[str] = field(default_factory=list)

    def found(self, where: str, what: str) -> None:
        """Note a finding."""
        self.findings.append(f"{where}: {what}")
