from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "limonade.ledger"

    def import_models(self) -> None:
        super().import_models()
        from limonade.ledger import kept_checks  # noqa: F401 - a model too

    def ready(self) -> None:
        from limonade.audit import guards
        from limonade.ledger.guarding import every_guard

        guards.register(every_guard)
