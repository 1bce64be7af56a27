"""What a cloud model says when it is asked how a kind of problem is solved."""

import json

GOALS = {
    "shift one fixed run under a time-varying price with an end limit",
    "fill one interruptible run under a time-varying price with an end limit",
    "shift several runs that share a limit under a time-varying price with end limits",
    "order in relax what is given up first where a run fits at no allowed time",
}


def procedure_text(document: str) -> str:
    """Return a sound procedure for the goal of a document; raise ValueError for another text."""
    asked = json.loads(document)
    if not isinstance(asked, dict) or asked.get("goal") not in GOALS:
        raise ValueError("no goal")
    several, clash = "several" in asked["goal"], "relax" in asked["goal"]
    return json.dumps(
        {
            "order": ["least_room", "most_energy"] if several else [],
            "filter": ["allowed_times", "deadline", "limit", "relations"],
            "rank": "cost",
            "tie_break": "earliest",
            "relax": ["allowed_times", "relations", "deadline"] if clash else [],
        }
    )
