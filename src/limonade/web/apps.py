from django.apps import AppConfig

from limonade.web.checks import register_checks


class WebConfig(AppConfig):
    name = "limonade.web"

    def ready(self) -> None:
        register_checks()
