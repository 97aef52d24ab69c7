from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "limonade.accounts"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added

        from limonade.accounts.strength import made_just_now

        # allauth has no other way to tell.
        authenticator_added.connect(made_just_now, dispatch_uid="limonade.accounts.made_just_now")
