from django.apps import AppConfig


class BakeryConfig(AppConfig):
    name = "limonade.bakery"

    def ready(self) -> None:
        from limonade.bakery.asks import from_bakery
        from limonade.bakery.deciding_steps import DECIDING
        from limonade.bakery.queries import behind
        from limonade.bakery.steps import ALL
        from limonade.governance.origins import add_origins
        from limonade.notices.asked import add_source
        from limonade.people.own_data import add_own_data
        from limonade.people.words import add_words
        from limonade.steps.own_rows import own_rows
        from limonade.steps.step import words_of

        add_source(from_bakery)
        add_origins(behind)
        add_own_data("bakery", own_rows("bakery"))
        add_words(words_of((*ALL, DECIDING)))
