"""The smallest request there is, to try an endpoint with before it is accepted."""

from ..privacy.document import BlindedDocument
from ..privacy.endpoint import Endpoint
from ..privacy.envelope import OutgoingRequest, build_request
from ..privacy.key import Blinded, BlindingKey
from ..vocabulary import PrivacyLevel


def check_request(endpoint: Endpoint) -> OutgoingRequest:
    """Return a request about one load of one step, which is of no home.

    It goes the way of every request: it is to be cleared and recorded, and says
    whether address, key, model, effort and account are in order.
    """
    document: BlindedDocument = {
        "loads": [{"id": "L1", "length": 1, "starts": [(0, 0)]}],
        "prices": [{"from": 0, "to": 1, "price": 0}],
    }
    key = BlindingKey(
        level=PrivacyLevel.BLINDED,
        loads={},
        rates=(),
        worth=1.0,
        grid=1,
        first=0,
        midnight=0,
        regret=0.0,
    )
    return build_request(Blinded(document, key), endpoint)
