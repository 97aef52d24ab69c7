"""How every benchmark reports: measured parts, ratios of one run, and a line per bar."""

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

Result = TypeVar("Result")
KIB_PER_MIB = 1024


@dataclass(frozen=True)
class Cost:
    cpu_seconds: float
    wall_seconds: float


Clock = Callable[[], float]


def once(work: Callable[[], Result], cpu: Clock = time.process_time) -> tuple[Result, Cost]:
    used, wall = cpu(), time.perf_counter()
    result = work()
    return result, Cost(cpu() - used, time.perf_counter() - wall)


def measure(work: Callable[[], Result], *, rounds: int, cpu: Clock = time.process_time) -> tuple[Result, Cost]:
    """Warms up once, then the cheapest of some rounds: noise of the machine only ever adds."""
    result = work()
    costs = []
    for _round in range(rounds):
        result, cost = once(work, cpu)
        costs.append(cost)
    return result, min(costs, key=lambda cost: cost.cpu_seconds)


def peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_PER_MIB


def show(name: str, cost: Cost) -> None:
    print(f"{name:<58} {cost.cpu_seconds * 1000:10.2f} ms CPU {cost.wall_seconds * 1000:10.2f} ms wall")


class Bars:
    """Collects the bars; the exit status says whether all are met."""

    def __init__(self) -> None:
        self.short = 0

    def at_most(self, name: str, value: float, goal: float, unit: str) -> None:
        self._line(name, value, f"<={goal:g}{unit}", value <= goal)

    def at_least(self, name: str, value: float, goal: float, unit: str) -> None:
        self._line(name, value, f">={goal:g}{unit}", value >= goal)

    def _line(self, name: str, value: float, goal: str, met: bool) -> None:
        self.short += not met
        print(f"BAR {name} {value:.4g} {goal} {'ok' if met else 'short'}")

    def exit_status(self) -> int:
        return 1 if self.short else 0
