from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "limonade.notices"

    def ready(self) -> None:
        from limonade.notices.asked import add_source
        from limonade.notices.for_helped import add_for_helped
        from limonade.notices.from_people import from_people, roles_of_helped

        add_source(from_people)
        add_for_helped(roles_of_helped)
