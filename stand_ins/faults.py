"""Every way in which a model server misbehaves, by name.

`LOCAL_FAULTS` and `CLOUD_FAULTS` give, for each way, the code that Hushwatt
must answer with. `LOCAL_BABBLE` and `CLOUD_LIES` are answers that are whole on
the wire and worthless all the same: only who reads them can tell.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Fault(StrEnum):
    """A way to misbehave."""

    # Of any server.
    REFUSED = "refused"  # nobody listens
    RESET = "reset"  # the connection is cut before an answer
    HANG = "hang"  # no answer ever
    STALL = "stall"  # an answer that begins and never ends
    CUT = "cut"  # the connection is cut within the answer
    REDIRECT = "redirect"  # 307 to another server
    HTML = "html"  # 200 with a page, as a captive portal gives
    BAD_GATEWAY = "bad_gateway"  # 502 with a page
    EMPTY = "empty"  # 200 with no body
    TRUNCATED_JSON = "truncated_json"
    NOT_AN_OBJECT = "not_an_object"
    NOT_TEXT = "not_text"  # bytes that are no UTF-8
    DEEP_JSON = "deep_json"  # nested beyond what a parser bears
    ERROR_NOT_AN_OBJECT = "error_not_an_object"  # 500 with a JSON string
    SERVER_ERROR = "server_error"  # 500
    UNAVAILABLE = "unavailable"  # 503

    # Of an Ollama server.
    NO_MODEL = "no_model"
    OUT_OF_MEMORY = "out_of_memory"
    TOO_LONG = "too_long"  # the prompt does not fit
    NO_CHAT = "no_chat"
    CANCELED = "canceled"
    ERROR_LINE = "error_line"  # an error within a stream
    BROKEN_LINE = "broken_line"  # a line that is no JSON
    BLANK_LINE = "blank_line"
    LIST_LINE = "list_line"  # a line that is no object
    NO_MESSAGE_LINE = "no_message_line"  # an object that is no line of a chat
    NEVER_DONE = "never_done"  # a stream that ends before `done`
    LENGTH = "length"  # cut off by the limit of tokens
    NO_CONTENT = "no_content"  # thinking only
    ONLY_LOADED = "only_loaded"
    HALF_CHARACTER = "half_character"
    ENDLESS = "endless"  # words without end
    SIGN_IN = "sign_in"  # 401: a cloud model, and nobody is signed in
    CLOUD_DISABLED = (
        "cloud_disabled"  # 403: a cloud model, and the server refuses those
    )
    REMOTE_MODEL = "remote_model"  # the description names another machine
    REMOTE_ANSWER = "remote_answer"  # the answer does

    # Of OpenAI and Azure.
    BAD_REQUEST = "bad_request"
    BAD_KEY = "bad_key"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    REQUEST_TIMEOUT = "request_timeout"
    CONFLICT = "conflict"
    TOO_LARGE = "too_large"
    UNPROCESSABLE = "unprocessable"
    RATE_LIMIT = "rate_limit"
    NO_QUOTA = "no_quota"
    AZURE_FILTER = "azure_filter"  # 400: the prompt was filtered
    REFUSAL = "refusal"
    INCOMPLETE = "incomplete"  # within a message
    INCOMPLETE_SILENT = "incomplete_silent"  # all went into reasoning
    INCOMPLETE_FILTER = "incomplete_filter"
    FAILED = "failed"
    FAILED_QUOTA = "failed_quota"
    UNFINISHED = "unfinished"  # `in_progress`
    NO_OUTPUT = "no_output"
    NO_MESSAGE = "no_message"  # completed, without a message
    NO_TEXT = "no_text"
    NO_STATUS = "no_status"
    NO_USAGE = "no_usage"  # nothing is wrong but the counters
    ODD_USAGE = "odd_usage"

    # Worthless words of a local model.
    PROSE = "prose"
    FENCED_PROSE = "fenced_prose"
    WRONG_SHAPE = "wrong_shape"
    LOOP = "loop"

    # Lies of a cloud model.
    UNKNOWN_LOAD = "unknown_load"
    MISSING_LOAD = "missing_load"
    DOUBLED_LOAD = "doubled_load"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    TOO_SHORT = "too_short"
    DEARER = "dearer"
    WRONG_OBJECTIVE = "wrong_objective"
    HUGE_NUMBER = "huge_number"
    SPOKEN = "spoken"  # words instead of JSON
    COMMANDING = "commanding"  # instructions to whoever reads it


LOCAL_FAULTS: Final[Mapping[Fault, str]] = {
    Fault.REFUSED: "local_unreachable",
    Fault.RESET: "local_error",
    Fault.HANG: "local_timeout",
    Fault.STALL: "local_timeout",
    Fault.CUT: "local_error",
    Fault.REDIRECT: "local_error",
    Fault.HTML: "local_invalid",
    Fault.BAD_GATEWAY: "local_error",
    Fault.EMPTY: "local_error",
    Fault.TRUNCATED_JSON: "local_invalid",
    Fault.NOT_AN_OBJECT: "local_invalid",
    Fault.NOT_TEXT: "local_invalid",
    Fault.DEEP_JSON: "local_invalid",
    Fault.ERROR_NOT_AN_OBJECT: "local_error",
    Fault.SERVER_ERROR: "local_error",
    Fault.UNAVAILABLE: "local_error",
    Fault.NO_MODEL: "local_model_missing",
    Fault.OUT_OF_MEMORY: "local_error",
    Fault.TOO_LONG: "local_error",
    Fault.NO_CHAT: "local_error",
    Fault.CANCELED: "local_error",
    Fault.ERROR_LINE: "local_error",
    Fault.BROKEN_LINE: "local_invalid",
    Fault.BLANK_LINE: "local_invalid",
    Fault.LIST_LINE: "local_invalid",
    Fault.NO_MESSAGE_LINE: "local_invalid",
    Fault.NEVER_DONE: "local_error",
    Fault.LENGTH: "local_invalid",
    Fault.NO_CONTENT: "local_invalid",
    Fault.ONLY_LOADED: "local_invalid",
    Fault.HALF_CHARACTER: "local_invalid",
    Fault.ENDLESS: "local_invalid",
    Fault.SIGN_IN: "local_not_local",
    Fault.CLOUD_DISABLED: "local_not_local",
    Fault.REMOTE_MODEL: "local_not_local",
    Fault.REMOTE_ANSWER: "local_not_local",
}

CLOUD_FAULTS: Final[Mapping[Fault, str]] = {
    Fault.REFUSED: "cloud_unreachable",
    Fault.RESET: "cloud_unreachable",
    Fault.HANG: "cloud_timeout",
    Fault.STALL: "cloud_timeout",
    Fault.CUT: "cloud_unreachable",
    Fault.REDIRECT: "cloud_error",
    Fault.HTML: "cloud_invalid",
    Fault.BAD_GATEWAY: "cloud_error",
    Fault.EMPTY: "cloud_invalid",
    Fault.TRUNCATED_JSON: "cloud_invalid",
    Fault.NOT_AN_OBJECT: "cloud_invalid",
    Fault.NOT_TEXT: "cloud_invalid",
    Fault.DEEP_JSON: "cloud_invalid",
    Fault.ERROR_NOT_AN_OBJECT: "cloud_error",
    Fault.SERVER_ERROR: "cloud_error",
    Fault.UNAVAILABLE: "cloud_error",
    Fault.BAD_REQUEST: "cloud_error",
    Fault.BAD_KEY: "cloud_key_rejected",
    Fault.FORBIDDEN: "cloud_key_rejected",
    Fault.NOT_FOUND: "cloud_error",
    Fault.REQUEST_TIMEOUT: "cloud_timeout",
    Fault.CONFLICT: "cloud_error",
    Fault.TOO_LARGE: "cloud_error",
    Fault.UNPROCESSABLE: "cloud_error",
    Fault.RATE_LIMIT: "cloud_error",
    Fault.NO_QUOTA: "cloud_quota",
    Fault.AZURE_FILTER: "cloud_refused",
    Fault.REFUSAL: "cloud_refused",
    Fault.INCOMPLETE: "cloud_incomplete",
    Fault.INCOMPLETE_SILENT: "cloud_incomplete",
    Fault.INCOMPLETE_FILTER: "cloud_refused",
    Fault.FAILED: "cloud_error",
    Fault.FAILED_QUOTA: "cloud_quota",
    Fault.UNFINISHED: "cloud_incomplete",
    Fault.NO_OUTPUT: "cloud_invalid",
    Fault.NO_MESSAGE: "cloud_invalid",
    Fault.NO_TEXT: "cloud_invalid",
    Fault.NO_STATUS: "cloud_invalid",
    Fault.HALF_CHARACTER: "cloud_invalid",
    Fault.ENDLESS: "cloud_invalid",
}

LOCAL_BABBLE: Final = (
    Fault.PROSE,
    Fault.FENCED_PROSE,
    Fault.WRONG_SHAPE,
    Fault.LOOP,
)

# All but the last three are refused; a dearer plan and a wrong sum are for the options to decide.
CLOUD_LIES: Final[Mapping[Fault, str]] = {
    Fault.UNKNOWN_LOAD: "cloud_invalid",
    Fault.MISSING_LOAD: "cloud_invalid",
    Fault.DOUBLED_LOAD: "cloud_invalid",
    Fault.TOO_EARLY: "cloud_invalid",
    Fault.TOO_LATE: "cloud_invalid",
    Fault.TOO_SHORT: "cloud_invalid",
    Fault.HUGE_NUMBER: "cloud_invalid",
    Fault.SPOKEN: "cloud_invalid",
    Fault.COMMANDING: "cloud_invalid",
    Fault.WRONG_OBJECTIVE: "cloud_invalid",
    Fault.DEARER: "cloud_dearer",
}
