"""People and work, and eating together."""

from limonade.work.models.jobs import HoursEntry, Job, Match, Talent
from limonade.work.models.table import Claim, Crew, CrewMember, Eater, Meal, Portion, Stock, Turn

__all__ = [
    "Claim",
    "Crew",
    "CrewMember",
    "Eater",
    "HoursEntry",
    "Job",
    "Match",
    "Meal",
    "Portion",
    "Stock",
    "Talent",
    "Turn",
]
