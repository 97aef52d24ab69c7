"""Shares of every buurt in its municipality, per chain of keys. Plain NumPy, the whole country at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Real = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]
NO_LINK = -1


@dataclass(frozen=True)
class Division:
    """Buurten in order of their municipality; `starts` says where each municipality begins."""

    buurten: tuple[str, ...]
    starts: Index
    """Shape (municipalities + 1,)."""

    @cached_property
    def owner(self) -> Index:
        """Number of the municipality of each buurt."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def slice_of(self, municipality: int) -> slice:
        return slice(int(self.starts[municipality]), int(self.starts[municipality + 1]))

    def totals(self, values: Real) -> Real:
        """Sum per municipality; zero where a municipality has no buurten."""
        ends = np.concatenate([[0.0], np.cumsum(values)])
        found: Real = ends[self.starts[1:]] - ends[self.starts[:-1]]
        return found

    def spread(self, per_municipality: Real) -> Real:
        """The municipality's value at each of its buurten."""
        found: Real = per_municipality[self.owner]
        return found


@dataclass(frozen=True)
class Shares:
    """Per buurt and chain: its share (sums to 1 per municipality, or 0 where nothing is known) and by which link."""

    share: Real
    link: npt.NDArray[np.int8]


def chain_shares(division: Division, drivers: Mapping[str, Real], chains: Sequence[tuple[str, ...]]) -> Shares:
    """Shares by the wanted key, with the next key for buurten that miss it.

    `drivers` holds one value per buurt (NaN = missing). A buurt without the wanted figure gets the share
    that the next key gives it; the others divide what remains by the wanted key. A municipality without
    any wanted figure uses the next key for all. Shapes: (buurten, chains).
    """
    size = len(division.buurten)
    share = np.zeros((size, len(chains)))
    link = np.full((size, len(chains)), NO_LINK, dtype=np.int8)
    for column, chain in enumerate(chains):
        for position in range(len(chain) - 1, -1, -1):
            values = drivers.get(chain[position])
            if values is not None:
                _lay_over(division, values, position, share[:, column], link[:, column])
    return Shares(share, link)


def _lay_over(division: Division, values: Real, position: int, share: Real, link: npt.NDArray[np.int8]) -> None:
    """Puts a better key over what the weaker keys gave, in place."""
    present = ~np.isnan(values) & (values >= 0)
    known = np.where(present, values, 0.0)
    total = division.spread(division.totals(known))
    weaker = division.spread(division.totals(share))
    covered = division.spread(division.totals(np.where(present, share, 0.0)))
    # The weakest key divides everything; a better one divides only what its buurten had.
    mass = np.where(weaker > 0, covered, 1.0)
    usable = present & (total > 0) & (mass > 0)
    np.divide(known * mass, total, out=share, where=usable)
    link[usable] = position
