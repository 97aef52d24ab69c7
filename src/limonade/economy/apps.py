from django.apps import AppConfig


class EconomyConfig(AppConfig):
    name = "limonade.economy"
