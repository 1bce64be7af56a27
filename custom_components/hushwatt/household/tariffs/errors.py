"""What can go wrong when prices are read, as something a person can act on."""

from collections.abc import Mapping


class TariffError(Exception):
    """A price source cannot be read.

    `translation_key` is one of `entity_missing`, `entity_unavailable`,
    `no_price_list`, `unknown_unit`, `unknown_currency`, `table_invalid`,
    `action_missing`, `action_failed`, `entry_missing`, `unknown_kind`,
    `markup_invalid`; `placeholders` fill its sentence.
    """

    def __init__(self, translation_key: str, **placeholders: str) -> None:
        """Keep the key of the sentence and what fills it."""
        super().__init__(translation_key)
        self.translation_key = translation_key
        self.placeholders: Mapping[str, str] = placeholders
