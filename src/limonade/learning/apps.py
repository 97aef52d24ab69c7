from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "limonade.learning"

    def ready(self) -> None:
        from limonade.learning.asks import from_learning, stories_of_helped
        from limonade.learning.steps import ALL
        from limonade.notices.asked import add_source
        from limonade.notices.for_helped import add_for_helped
        from limonade.people.own_data import add_own_data
        from limonade.people.words import add_words
        from limonade.steps.own_rows import own_rows
        from limonade.steps.step import words_of

        add_source(from_learning)
        add_for_helped(stories_of_helped)
        add_own_data("learning", own_rows("learning"))
        add_words(words_of(ALL))
