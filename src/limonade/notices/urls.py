from django.urls import path

from limonade.notices import views

urlpatterns = [
    path("wijk/<slug:slug>/vandaag/", views.today, name="today"),
    path("wijk/<slug:slug>/over-mij/mailtje/", views.choose_rhythm, name="choose_rhythm"),
    path("mailtje/stop/<str:token>/", views.stop_digest, name="stop_digest"),
]
