from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "limonade.work"

    def ready(self) -> None:
        from limonade.notices.asked import add_source
        from limonade.notices.for_helped import add_for_helped
        from limonade.people.own_data import add_own_data
        from limonade.people.words import add_words
        from limonade.steps.own_rows import own_rows
        from limonade.steps.step import words_of
        from limonade.work import table_steps
        from limonade.work.asks import from_work, jobs_of_helped
        from limonade.work.hours_steps import HOURS_ENTRY
        from limonade.work.job_steps import JOB
        from limonade.work.views import NEW, OF_MATCH

        add_source(from_work)
        add_for_helped(jobs_of_helped)
        tables = (table_steps.PORTION, table_steps.CREW, table_steps.MEAL, table_steps.TURN, table_steps.STOCK)
        add_own_data("work", own_rows("work"))
        add_words(words_of((NEW, OF_MATCH, JOB, HOURS_ENTRY, *tables)))
