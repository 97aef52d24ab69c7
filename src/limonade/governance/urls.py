from django.urls import path

from limonade.governance import views

app_name = "governance"
HERE = "wijk/<slug:slug>/"

urlpatterns = [
    path(f"{HERE}besluiten/", views.proposals, name="proposals"),
    path(f"{HERE}besluiten/nieuw/<slug:step>/", views.new, name="new"),
    path(f"{HERE}besluiten/<int:pk>/", views.proposal, name="proposal"),
    path(f"{HERE}budgetten/", views.budgets, name="budgets"),
    path(f"{HERE}budgetten/<int:pk>/", views.budget, name="budget"),
    path(f"{HERE}besluiten/<slug:kind>/<int:pk>/<slug:step>/", views.step, name="step"),
]
