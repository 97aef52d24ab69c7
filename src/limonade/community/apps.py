from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "limonade.community"

    def ready(self) -> None:
        from limonade.community.asks import from_community, invitations_of_helped, next_steps_of_helped
        from limonade.community.steps import ALL
        from limonade.notices.asked import add_source
        from limonade.notices.for_helped import add_for_helped
        from limonade.people.own_data import add_own_data
        from limonade.people.words import add_words
        from limonade.steps.own_rows import own_rows
        from limonade.steps.step import words_of

        add_source(from_community)
        add_for_helped(invitations_of_helped)
        add_for_helped(next_steps_of_helped)
        add_own_data("community", own_rows("community"))
        add_words(words_of(ALL))
