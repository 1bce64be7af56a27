"""How well cycles are learned, on traces that are made up with the truth beside them."""
