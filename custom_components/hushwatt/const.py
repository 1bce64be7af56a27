"""Constants of the Hushwatt integration: keys of its entry, options and subentries."""

import logging
from typing import Final

DOMAIN: Final = "hushwatt"
AGENT_KEY: Final = "advisor"
LOGGER: Final = logging.getLogger(__package__)

SUBENTRY_APPLIANCE: Final = "appliance"

# Entry data: what the home has.
CONF_MODE: Final = "mode"
CONF_PRICE_SOURCE: Final = "price_source"
CONF_LOCAL: Final = "local"
CONF_CLOUD: Final = "cloud"

# The part of the entry data that a repair wants chosen anew.
CONF_PART: Final = "part"

# Within `local` and `cloud`.
CONF_URL: Final = "url"
CONF_MODEL: Final = "model"
CONF_PROVIDER: Final = "provider"
CONF_API_KEY: Final = "api_key"
CONF_ENDPOINT: Final = "endpoint"
CONF_API_VERSION: Final = "api_version"
CONF_EFFORT: Final = "effort"
# What was measured once: tokens per second, and the seconds a whole call may take.
CONF_TOKENS_PER_SECOND: Final = "tokens_per_second"
CONF_SECONDS: Final = "seconds"
CONF_NAMES_CONFIRMED: Final = "names_confirmed"

# Options.
CONF_PATTERN: Final = "pattern"
CONF_PRIVACY: Final = "privacy"
CONF_HAND_OFF_AGENT: Final = "hand_off_agent"
CONF_LIMIT: Final = "power_limit"
CONF_BASE_LOAD: Final = "base_load"
CONF_MORNING: Final = "morning"
CONF_SEGMENT: Final = "minimum_segment"
CONF_BUDGET: Final = "monthly_budget"
CONF_INPUT_PRICE: Final = "input_price"
CONF_OUTPUT_PRICE: Final = "output_price"
CONF_DEARER_PLAN: Final = "dearer_plan"
CONF_MARKUP: Final = "markup"
CONF_EXPORT_SOURCE: Final = "export_source"
CONF_SOLAR_ENTITIES: Final = "solar_entities"

# Appliance subentries.
CONF_ALIASES: Final = "aliases"
CONF_DEVICE: Final = "device_id"
CONF_DURATION: Final = "duration"
CONF_ENERGY: Final = "energy"
CONF_PHASES: Final = "phases"
CONF_INTERRUPTIBLE: Final = "interruptible"
CONF_NOISY: Final = "noisy"
CONF_ASSUME_READY: Final = "assume_ready"
CONF_AVAILABILITY_ENTITY: Final = "availability_entity"
CONF_STATE_ENTITY: Final = "state_entity"
CONF_POWER_ENTITY: Final = "power_entity"
CONF_READY_BY: Final = "ready_by"
CONF_QUIET_FROM: Final = "quiet_from"
CONF_QUIET_UNTIL: Final = "quiet_until"
CONF_DELAY_STEP: Final = "delay_step"
CONF_BATTERY_ENTITY: Final = "battery_entity"
CONF_BATTERY_SIZE: Final = "battery_size"
CONF_BATTERY_TARGET: Final = "battery_target"
CONF_CHARGE_POWER: Final = "charge_power"

DEFAULT_MODEL: Final = "gemma4:e4b"
DEFAULT_CLOUD_MODEL: Final = "gpt-5.4"
DEFAULT_EFFORT: Final = "medium"
DEFAULT_MORNING: Final = "07:00:00"
DEFAULT_SEGMENT: Final = 30
DEFAULT_BUDGET: Final = 1.0
