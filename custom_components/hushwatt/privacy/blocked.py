"""The guard's refusal."""

from enum import StrEnum


class Objection(StrEnum):
    """Which part of a request the guard objects to."""

    ADDRESS = "address"
    HEADERS = "headers"
    BODY = "body"
    MODEL = "model"
    INSTRUCTIONS = "instructions"
    DOCUMENT = "document"
    PRIVATE_STRING = "private_string"
    WIRE = "wire"


class Blocked(Exception):
    """A request that may not leave the house; nothing was sent."""

    def __init__(self, objection: Objection) -> None:
        """Keep the objection; what was found is private and not kept."""
        super().__init__(objection.value)
        self.objection = objection
