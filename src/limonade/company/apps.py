from django.apps import AppConfig


class CompanyConfig(AppConfig):
    name = "limonade.company"

    def ready(self) -> None:
        from limonade.company.asks import from_company
        from limonade.company.steps import ALL
        from limonade.notices.asked import add_source
        from limonade.people.own_data import add_own_data
        from limonade.people.words import add_words
        from limonade.steps.own_rows import own_rows
        from limonade.steps.step import words_of

        add_source(from_company)
        add_own_data("company", own_rows("company"))
        add_words(words_of(ALL))
