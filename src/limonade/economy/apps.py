from django.apps import AppConfig


class EconomyConfig(AppConfig):
    name = "limonade.economy"

    def ready(self) -> None:
        from limonade.economy.budget.actions import told_to_owner
        from limonade.economy.told.actions import told_by_owner
        from limonade.economy.told.asks import ACTS, from_told_figures
        from limonade.notices.asked import add_source
        from limonade.people.own_data import add_own_data
        from limonade.people.words import add_words

        add_source(from_told_figures)
        add_own_data("household_budget", told_to_owner)
        add_own_data("told_figures", told_by_owner)
        add_words(ACTS)
