from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


class AuditConfig(AppConfig):
    name = "limonade.audit"

    def ready(self) -> None:
        from limonade.audit import append_only, checks, guards

        guards.register(append_only.every_guard)
        checks.register_checks()
        pre_migrate.connect(drop_guards, sender=self, dispatch_uid="limonade.audit.drop")
        post_migrate.connect(install_guards, sender=self, dispatch_uid="limonade.audit.install")


def drop_guards(*, using: str, **_signal: Any) -> None:
    from limonade.audit.guards import drop

    drop(connections[using])


def install_guards(*, using: str, **_signal: Any) -> None:
    from limonade.audit.guards import install

    install(connections[using])
