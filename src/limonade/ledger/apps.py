from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "limonade.ledger"

    def ready(self) -> None:
        from limonade.audit import guards
        from limonade.ledger.guarding import every_guard

        guards.register(every_guard)
