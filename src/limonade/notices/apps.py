from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "limonade.notices"

    def ready(self) -> None:
        from limonade.notices.asked import add_source
        from limonade.notices.from_people import from_people

        add_source(from_people)
