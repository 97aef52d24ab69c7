"""What neighbours can and like to do, when, and in which form."""

from limonade.web.demo.year.stage import Stage
from limonade.work.job_steps import NEW
from limonade.work.kinds import DAYS, part_key

# Who, what they like, which parts of every day, which forms, hours a week, and what else.
TALENTS = (
    ("Marek", "paint repair heavy", "morning afternoon", "paid", 24, "Ik was schilder. Ik leer het graag aan anderen."),
    ("Andriy", "repair heavy paint", "morning afternoon", "paid hours", 20, "Ook stroom en water."),
    ("Nadia", "paint organise", "morning", "paid", 16, ""),
    ("Robbert", "paint green drive", "morning afternoon", "allowance hours", 12, "Ik heb een rijbewijs met aanhanger."),
    ("Kees", "repair green teach", "morning afternoon", "hours gift", 10, "Veertig jaar timmerman geweest."),
    ("Samira", "cook care", "evening", "hours gift", 6, "Koken voor twintig is geen probleem."),
    ("Mehmet", "cook drive", "afternoon evening", "hours gift", 6, ""),
    ("Fatima", "cook clean", "morning", "paid hours", 12, ""),
    ("Sanne", "cook computer", "evening", "hours", 4, ""),
    ("Jip", "computer heavy", "evening", "hours paid", 8, "Ik leg het zo vaak uit als nodig is."),
    ("Noor", "green care", "afternoon evening", "hours gift", 4, ""),
    ("Hanneke", "teach green", "morning", "gift", 4, "Ik gaf Nederlands op school."),
    ("Marijke", "care organise", "morning afternoon", "gift", 4, ""),
    ("Chantal", "clean care", "morning", "paid", 10, "Graag als mijn dochter op school is."),
    ("Abdel", "green heavy", "morning afternoon", "hours gift", 8, ""),
    ("Malika", "cook care", "afternoon", "hours gift", 5, ""),
    ("Henk", "repair", "morning afternoon", "gift", 5, "Fietsen en radio’s."),
    ("Ton", "repair drive", "afternoon", "gift hours", 4, "Mijn ladder mag mee."),
    ("Esra", "care organise", "afternoon", "hours", 6, ""),
    ("Olena", "cook clean green", "morning afternoon", "paid hours", 16, ""),
    ("Linh", "green cook", "afternoon", "hours gift", 4, "Kruiden en groente."),
    ("Dorine", "organise care", "morning afternoon evening", "gift", 4, ""),
    ("Goran", "drive heavy", "evening", "paid hours", 10, ""),
    ("Farah", "cook teach care", "morning afternoon evening", "hours gift", 8, ""),
    ("Gerda", "care", "afternoon", "gift", 3, "Breien en voorlezen, thuis."),
    ("Vera", "other computer", "afternoon", "gift", 4, "Foto’s maken."),
)  # fmt: skip


def tell_talents(stage: Stage) -> None:
    with stage.on(361):
        for who, skills, parts, forms, hours, also in TALENTS:
            stage.take(
                who, NEW, "talent", skills=skills.split(), also=also, forms_=forms.split(), hours_a_week=hours * 100,
                parts=[part_key(day, part) for day in range(len(DAYS)) for part in parts.split()],
                is_under_21=False, benefit="unsaid",
            )  # fmt: skip
