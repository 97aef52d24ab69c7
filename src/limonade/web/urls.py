from django.urls import path

from limonade.web.views import beginning, log, mine, pages, together, try_out

app_name = "web"

urlpatterns = [
    path("", pages.home, name="home"),
    path("taal/", pages.choose_language, name="choose_language"),
    path("over/", pages.about, name="about"),
    path("toegankelijkheid/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("mijn/", mine.mine, name="mine"),
    path("beginnen/", beginning.find, name="begin"),
    path("beginnen/wijk/", beginning.found, name="begin_found"),
    path("beginnen/<str:code>/", beginning.choose, name="begin_choose"),
    path("proef/", try_out.try_out, name="try_out"),
    path("bronnen/", pages.sources, name="sources"),
    path("wijk/<slug:slug>/", pages.neighbourhood, name="neighbourhood"),
    path("wijk/<slug:slug>/samen/", together.together, name="together"),
    path("wijk/<slug:slug>/initiatieven/<int:pk>/", together.initiative, name="initiative"),
    path("wijk/<slug:slug>/cijfers/", pages.figures, name="figures"),
    path("wijk/<slug:slug>/logboek/", log.log, name="log"),
    path("wijk/<slug:slug>/logboek/bestand/", log.log_file, name="log_file"),
]
