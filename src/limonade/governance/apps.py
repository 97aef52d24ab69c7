from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "limonade.governance"

    def ready(self) -> None:
        from limonade.governance.asks import from_governance
        from limonade.governance.budget_steps import BUDGET, DECISION, EXPENSE
        from limonade.governance.queries import not_by_hand
        from limonade.governance.steps import NEW, PROPOSAL
        from limonade.ledger import guarded_purposes
        from limonade.notices.asked import add_source
        from limonade.people.own_data import add_own_data
        from limonade.people.words import add_words
        from limonade.steps.own_rows import own_rows
        from limonade.steps.step import words_of

        add_source(from_governance)
        guarded_purposes.add_rule(not_by_hand)
        add_own_data("governance", own_rows("governance"))
        add_words(words_of((NEW, PROPOSAL, DECISION, BUDGET, EXPENSE)))
