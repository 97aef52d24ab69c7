from django.urls import path

from limonade.work import views

app_name = "work"
HERE = "wijk/<slug:slug>/"

urlpatterns = [
    path(f"{HERE}werk/", views.jobs, name="jobs"),
    path(f"{HERE}werk/mijn/", views.my_work, name="my_work"),
    path(f"{HERE}werk/<int:pk>/", views.job, name="job"),
    path(f"{HERE}werk/<int:pk>/waarom-niet/<int:person>/", views.why_not, name="why_not"),
    path(f"{HERE}tafel/", views.table, name="table"),
    path(f"{HERE}tafel/<int:pk>/", views.crew, name="crew"),
    path(f"{HERE}werk/nieuw/<slug:step>/", views.new, name="new"),
    path(f"{HERE}werk/<slug:kind>/<int:pk>/<slug:step>/", views.step, name="step"),
]
