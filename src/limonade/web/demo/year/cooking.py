"""The crew that cooks: meals with turns, a swap, a bill that is shared, the cupboard, and portions that are over."""

import datetime as dt

from limonade.web.demo.year.stage import Stage
from limonade.work.models import Crew, Meal, Portion, Stock, Turn
from limonade.work.table_steps import CREW, MEAL, NEW, PORTION, STOCK, TURN

CREW_NAME = "De Bergstraatpan"
AGREED = "Wie kookt, wast niet af. Wie niet meedoet, eet gewoon alleen. Iedereen beslist even veel mee."
MEMBERS = "Mehmet Fatima Sanne Farah Truus Jip Noor Wilma Gerda"
# What the land gives, by month; the second for the second evening in it.
DISHES = (
    ("Snert met roggebrood", "Linzensoep"), ("Boerenkool met worst", "Kip met rijst"), ("Preistamppot", "Bietensoep"),
    ("Spinazietaart", "Harira"), ("Asperges met ei", "Pasta met raapstelen"), ("Tuinbonen met rijst", "Pannenkoeken"),
    ("Nieuwe aardappels met sla", "Ratatouille"), ("Couscous met zomergroenten", "Gevulde courgette"),
    ("Tomatensoep uit de tuin", "Bruine bonen met appel"), ("Pompoencurry", "Stoofpeertjes met hachee"),
    ("Spruiten uit de oven", "Bonensoep"), ("Hutspot", "Rode kool met kastanjes"),
)  # fmt: skip
# How long ago, who shopped, cooked and washed up, who ate as well, cents.
MEALS = (
    (210, "Samira", "Samira", "Jip", "Truus Wilma Gerda Mehmet", 1_850),
    (196, "Sanne", "Sanne", "Noor", "Truus Wilma Fatima", 2_340),
    (168, "Mehmet", "Mehmet", "Farah", "Truus Gerda Wilma Samira Noor", 3_260),
    (140, "Farah", "Truus", "Fatima", "Wilma Gerda Mehmet", 1_980),
    (112, "Fatima", "Samira", "Sanne", "Truus Wilma Gerda Jip Farah", 2_775),
    (84, "Noor", "Jip", "Wilma", "Truus Gerda Mehmet", 1_420),
    (56, "Wilma", "Truus", "Mehmet", "Gerda Samira Fatima Farah", 1_760),
    (42, "Sanne", "Farah", "Noor", "Truus Wilma Gerda Jip", 2_450),
    (28, "Mehmet", "Wilma", "Samira", "Truus Gerda Sanne Noor Jip", 2_890),
    (7, "Samira", "Samira", "Fatima", "Truus Wilma Gerda Mehmet Farah", 2_160),
)
SWAPPED = 7
EVENINGS = (0, 2, 4)
AHEAD = (-3, "Jip", "Farah", "", "Truus Wilma Samira")
CUPBOARD = (("Rijst, vijf kilo", ""), ("Linzen", "bijna-op"), ("Zonnebloemolie", "bijna-op"), ("Tomaten in blik", ""),
            ("Thee", "op"), ("Paprikapoeder en komijn", ""))  # fmt: skip
FETCHED_UNTIL = dt.time(19, 30)
# How long ago (below zero: still to come), who cooked, what, what is in it, how many, what time, who brings, for whom.
PORTIONS = (
    (201, "Samira", "Linzensoep", "Zonder vlees", 3, "tussen zes en zeven", True, "Truus Gerda"),
    (173, "Farah", "Stamppot andijvie met een gehaktbal", "Rund, melk", 2, "om zes uur", True, "Annie Gre"),
    (118, "Linh", "Loempia’s met groente", "Tarwe, soja", 4, "vanaf vijf uur", False, "Kees Corina Jip"),
    (91, "Mehmet", "Gevulde paprika", "Rund", 2, "tussen zes en zeven", False, "Willem Robbert"),
    (49, "Olena", "Borsjt", "Rund, room", 3, "om half zeven", False, "Marek Piet"),
    (14, "Farah", "Ovenschotel met prei", "Melk", 2, "om zes uur", True, "Annie Riet"),
    (0, "Farah", "Hutspot met klapstuk", "Rund", 2, "tussen zes en zeven", True, "Annie"),
    (0, "Giorgio", "Lasagne", "Rund, melk, tarwe", 3, "om half zeven", False, "Mieke"),
    (-1, "Selma", "Bonensoep met brood", "Zonder vlees, tarwe", 4, "vanaf vijf uur", False, ""),
)


def cook_together(stage: Stage) -> None:
    with stage.on(220):
        crew = stage.make(Crew, "Samira", NEW, "ploeg", name=CREW_NAME, text=AGREED)
    with stage.on(217):
        for name in MEMBERS.split():
            stage.take(name, CREW, "doe-mee", crew)
    for at, (ago, shops, cooks, washes, others, cents) in enumerate(MEALS):
        _eaten(stage, crew, at, stage.on_weekday(ago, EVENINGS), shops, cooks, washes, others, cents)
    ago, shops, cooks, washes, others = AHEAD
    ago = stage.on_weekday(ago, EVENINGS, -1)
    _planned(stage, crew, 2, ago, {"shop": shops, "cook": cooks, "wash": washes}, others)
    _cupboard(stage, crew)
    for portion in PORTIONS:
        _left_over(stage, *portion)


def _dish(stage: Stage, ago: int) -> str:
    """Never twice the same: the crew looks at what is in season, and at what it had."""
    first, second = DISHES[stage.day(ago).month - 1]
    return second if Meal.objects.filter(what=first).exists() else first


def _planned(stage: Stage, crew: Crew, said: int, ago: int, turns: dict[str, str], others: str) -> Meal:
    """Put on the list, with turns and who eats along, while the day is still ahead."""
    with stage.on(said):
        meal = stage.make(Meal, "Samira", CREW, "maaltijd", crew, day=stage.day(min(ago, 0)), what=_dish(stage, ago))
        for task, who in turns.items():
            if who:
                stage.take(who, MEAL, "taak", meal, task=task)
        for name in dict.fromkeys([*(who for who in turns.values() if who), *others.split()]):
            stage.take(name, MEAL, "eet-mee", meal)
    return meal


def _eaten(  # noqa: PLR0913 - a row of the table above
    stage: Stage, crew: Crew, at: int, ago: int, shops: str, cooks: str, washes: str, others: str, cents: int
) -> None:
    turns = {"shop": shops, "cook": cooks, "wash": washes}
    meal = _planned(stage, crew, ago + 4, ago, turns, others)
    if at == SWAPPED:
        with stage.on(ago + 1):
            turn = Turn.objects.get(meal=meal, task="wash")
            stage.take(washes, TURN, "ruil", turn)
            stage.take("Jip", TURN, "neem-over", turn)
    stage.move(meal, day=stage.day(ago))
    with stage.on(ago, 21):
        stage.take(shops, MEAL, "kosten", meal, cents=cents, payer=stage.party(shops))


def _cupboard(stage: Stage, crew: Crew) -> None:
    with stage.on(30):
        kept = [(stage.make(Stock, "Sanne", CREW, "voorraad", crew, what=what, is_low=False), then)
                for what, then in CUPBOARD]  # fmt: skip
    with stage.on(8):
        for stock, then in kept:
            if then:
                stage.take("Farah", STOCK, then, stock)


def _left_over(  # noqa: PLR0913 - a row of the table above
    stage: Stage, ago: int, who: str, what: str, diet: str, count: int, at: str, brings: bool, takers: str
) -> None:
    with stage.on(max(ago, 0), 12):
        portion = stage.make(
            Portion, who, NEW, "portie", what=what, diet=diet, count=count, day=stage.day(min(ago, 0)), at=at,
            brings=brings,
        )  # fmt: skip
        for name in takers.split():
            stage.take(name, PORTION, "voor-mij", portion)
    stage.move(portion, day=stage.day(ago), until=FETCHED_UNTIL)
