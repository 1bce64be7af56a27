"""The wall: blinding, the request envelope, the egress guard and the ledger."""
