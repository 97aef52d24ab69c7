from django.apps import AppConfig


class CompanyConfig(AppConfig):
    name = "limonade.company"

    def ready(self) -> None:
        from limonade.company.asks import from_company
        from limonade.company.steps import ALL
        from limonade.notices.asked import add_source
        from limonade.people.words import add_words
        from limonade.steps.step import words_of

        add_source(from_company)
        add_words(words_of(ALL))
