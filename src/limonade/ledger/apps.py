from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "limonade.ledger"

    def ready(self) -> None:
        from limonade.audit import guards
        from limonade.ledger.asks import from_ledger
        from limonade.ledger.guarding import every_guard
        from limonade.ledger.queries import told_to_owner
        from limonade.ledger.words import ACTS
        from limonade.notices.asked import add_source
        from limonade.people.own_data import add_own_data
        from limonade.people.words import add_words

        guards.register(every_guard)
        add_source(from_ledger)
        add_own_data("accounts", told_to_owner)
        add_words(ACTS)
