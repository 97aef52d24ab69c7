class NeighbourhoodError(Exception):
    """What a person asked of a neighbourhood cannot be done; the message says why and what to do."""
