from django.urls import path

from limonade.web import views

app_name = "web"

urlpatterns = [
    path("", views.home, name="home"),
    path("taal/", views.choose_language, name="choose_language"),
    path("over/", views.about, name="about"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("bronnen/", views.sources, name="sources"),
    path("wijk/<slug:slug>/", views.neighbourhood, name="neighbourhood"),
    path("wijk/<slug:slug>/cijfers/", views.figures, name="figures"),
]
