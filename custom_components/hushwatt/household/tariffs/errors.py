"""What can go wrong when prices are read, as something a person can act on."""

from collections.abc import Mapping


class TariffError(Exception):
    """A price source cannot be read.

    `translation_key` and its `placeholders` are one of: `entity_missing`,
    `entity_unavailable`, `no_price_list`, `history_short` (entity);
    `unknown_unit` (entity, unit); `action_missing`, `action_failed` (action);
    `entry_missing` (entry); `unknown_kind`, `source_invalid` (kind);
    `figure_missing` (name); `table_invalid`, `markup_invalid` (none);
    `export_currency` (other, currency).
    """

    def __init__(self, translation_key: str, **placeholders: str) -> None:
        """Keep the key of the sentence and what fills it."""
        super().__init__(translation_key)
        self.translation_key = translation_key
        self.placeholders: Mapping[str, str] = placeholders
