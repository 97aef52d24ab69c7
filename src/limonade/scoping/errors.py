class UnscopedQuery(Exception):
    """SQL touches rows of neighbourhoods without saying of which neighbourhood."""


class NeighbourhoodIsFixed(Exception):
    """A row cannot move to another neighbourhood, nor be written from within another one."""
