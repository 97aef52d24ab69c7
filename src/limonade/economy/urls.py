from django.urls import path

from limonade.economy import views
from limonade.economy.budget import views as budget
from limonade.economy.household import views as household
from limonade.economy.reports import comparison_views as beside
from limonade.economy.reports import views as reports
from limonade.economy.told import views as told

app_name = "economy"
PLACE = "wijk/<slug:slug>/geld/"
HOUSEHOLD = "wijk/<slug:slug>/huishouden/"
MINE = "wijk/<slug:slug>/mijn-huishouden/"
REPORT = "wijk/<slug:slug>/rapport/"
TOLD = "wijk/<slug:slug>/weten/<slug:path>/"
EDITION = PLACE + "<slug:edition>/"

urlpatterns = [
    path("sleutels/", views.keys, name="keys"),
    path("aannames/", household.assumptions, name="assumptions"),
    path(HOUSEHOLD, household.overview, name="household"),
    path(HOUSEHOLD + "limonade.csv", household.download, name="household_csv"),
    path(HOUSEHOLD + "maken-delen-ruilen/", budget.ways, name="ways"),
    path(HOUSEHOLD + "een-euro/", household.multiplier, name="multiplier"),
    path(HOUSEHOLD + "vergelijk/", beside.compare, name="compare_households"),
    path(HOUSEHOLD + "vergelijk/limonade.csv", beside.compare_csv, name="compare_households_csv"),
    path(HOUSEHOLD + "<slug:path>/", household.function, name="function"),
    path(MINE, budget.my_household, name="my_household"),
    path(MINE + "bestand/", budget.my_household_file, name="my_household_file"),
    path(MINE + "weg/", budget.throw_away, name="throw_away_household"),
    path(REPORT, reports.papers, name="papers"),
    path(REPORT + "raad.pdf", reports.council, name="council_pdf"),
    path(REPORT + "plaat.pdf", reports.infographic, name="infographic_pdf"),
    path(REPORT + "datapackage.json", beside.data_package, name="data_package"),
    path(REPORT + "brief/", reports.letter, name="letter"),
    path(TOLD, told.told_list, name="told_list"),
    path(TOLD + "vertel/", told.tell, name="tell"),
    path(TOLD + "<int:pk>/", told.told_figure, name="told"),
    path(TOLD + "<int:pk>/nakijken/", told.review, name="review_told"),
    path(TOLD + "<int:pk>/intrekken/", told.withdraw, name="withdraw_told"),
    path("wijk/<slug:slug>/wat-kost/", views.ask, name="ask"),
    path(PLACE + "jaren/", beside.years, name="years"),
    path(PLACE, views.newest, name="newest"),
    path(EDITION, views.money, name="money"),
    path(EDITION + "gemeente/", views.municipality, name="municipality"),
    path(EDITION + "wat-kost/", views.what_costs, name="what_costs"),
    path(EDITION + "vergelijk/", views.compare, name="compare"),
    path(EDITION + "limonade.csv", views.download_csv, name="csv"),
    path(EDITION + "limonade.xlsx", views.download_xlsx, name="xlsx"),
    path(EDITION + "taakveld/<str:code>/", views.task_field, name="task_field"),
    path(EDITION + "<slug:cluster>/", views.cluster, name="cluster"),
]
