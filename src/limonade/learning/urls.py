from django.urls import path

from limonade.learning import views

app_name = "learning"
HERE = "wijk/<slug:slug>/"

urlpatterns = [
    path("praktijk/", views.cards, name="cards"),
    path(f"{HERE}verhalen/", views.stories, name="stories"),
    path(f"{HERE}verhalen/concepten/", views.drafts, name="drafts"),
    path(f"{HERE}verhalen/<int:pk>/", views.story, name="story"),
    path(f"{HERE}praktijk/<int:pk>/", views.card, name="card"),
    path(f"{HERE}verhalen/nieuw/<slug:step>/", views.new, name="new"),
    path(f"{HERE}verhalen/<slug:kind>/<int:pk>/<slug:step>/", views.step, name="step"),
]
