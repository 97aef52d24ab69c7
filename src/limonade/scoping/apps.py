from django.apps import AppConfig
from django.db.backends.signals import connection_created


class ScopingConfig(AppConfig):
    name = "limonade.scoping"

    def ready(self) -> None:
        from limonade.scoping.sql_guard import guard_connection

        connection_created.connect(guard_connection, dispatch_uid="limonade.scoping.sql_guard")
