from django.urls import path

from limonade.economy import views

app_name = "economy"
PLACE = "wijk/<slug:slug>/geld/"
EDITION = PLACE + "<slug:edition>/"

urlpatterns = [
    path("sleutels/", views.keys, name="keys"),
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
