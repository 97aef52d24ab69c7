from django.urls import path

from limonade.company import views

app_name = "company"
HERE = "wijk/<slug:slug>/"

urlpatterns = [
    path(f"{HERE}opdrachten/", views.orders, name="orders"),
    path(f"{HERE}opdrachten/nieuw/<slug:step>/", views.new, name="new"),
    path(f"{HERE}opdrachten/<int:pk>/", views.order, name="order"),
    path(f"{HERE}facturen/", views.invoices, name="invoices"),
    path(f"{HERE}facturen/facturen.csv", views.invoices_file, name="invoices_file"),
    path(f"{HERE}facturen/<int:pk>/", views.invoice, name="invoice"),
    path(f"{HERE}opdrachten/<slug:kind>/<int:pk>/<slug:step>/", views.step, name="step"),
]
