from django.urls import path

from limonade.design import views

app_name = "design"

urlpatterns = [path("onderdelen/", views.components, name="components")]
