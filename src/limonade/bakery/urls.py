from django.urls import path

from limonade.bakery import views

app_name = "bakery"
HERE = "wijk/<slug:slug>/"

urlpatterns = [
    path(f"{HERE}bakkerij/", views.ingredients, name="ingredients"),
    path(f"{HERE}bakkerij/nieuw/<slug:step>/", views.new, name="new"),
    path(f"{HERE}bakkerij/plan/<int:pk>/", views.case, name="case"),
    path(f"{HERE}bakkerij/<slug:kind>/<int:pk>/<slug:step>/", views.step, name="step"),
]
