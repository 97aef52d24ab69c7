from django.urls import path

from limonade.community import views

app_name = "community"
HERE = "wijk/<slug:slug>/"

urlpatterns = [
    path(f"{HERE}vragen/", views.questions, name="questions"),
    path(f"{HERE}vragen/<int:pk>/", views.question, name="question"),
    path(f"{HERE}bedoeling/", views.purpose, name="purpose"),
    path(f"{HERE}opgaven/", views.challenges, name="challenges"),
    path(f"{HERE}opgaven/<int:pk>/", views.challenge, name="challenge"),
    path(f"{HERE}initiatieven/", views.initiatives, name="initiatives"),
    path(f"{HERE}samen/nieuw/<slug:step>/", views.new, name="new"),
    path(f"{HERE}samen/<slug:kind>/<int:pk>/<slug:step>/", views.step, name="step"),
]
