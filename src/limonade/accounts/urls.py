"""The doors. The names are those that allauth looks for."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from allauth.socialaccount import views as social
from django.urls import path

from limonade.accounts import views
from limonade.accounts.asking_again import fresh_if_possible

urlpatterns = [
    path("binnen/", views.enter, name="account_login"),
    path("binnen/", views.enter, name="account_signup"),
    path("binnen/", views.enter, name="account_request_login_code"),
    path("binnen/code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("binnen/passkey/", passkey.login_webauthn, name="mfa_login_webauthn"),
    path("binnen/tweede-stap/", mfa.authenticate, name="mfa_authenticate"),
    path("binnen/dicht/", account.account_inactive, name="account_inactive"),
    path("binnen/via/<str:provider_id>/", views.enter_via, name="openid_connect_login"),
    path("binnen/via/<str:provider_id>/terug/", views.back_from, name="openid_connect_callback"),
    path("binnen/via-afgebroken/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("binnen/via-mislukt/", social.login_error, name="socialaccount_login_error"),
    path("binnen/via-nieuw/", social.signup, name="socialaccount_signup"),
    path("naar-buiten/", account.logout, name="account_logout"),
    path("ben-jij-het/", views.confirm_it_is_you, name="account_reauthenticate"),
    path("ben-jij-het/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("ben-jij-het/passkey/", passkey.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("account/", views.account, name="account"),
    path("account/mail/", fresh_if_possible(account.email), name="account_email"),
    path("account/mail/bevestig/", account.email_verification_sent, name="account_email_verification_sent"),
    path("account/koppelingen/", social.connections, name="socialaccount_connections"),
    path("account/veilig/", mfa.index, name="mfa_index"),
    path("account/veilig/app/aan/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/veilig/app/uit/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/veilig/noodcodes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/veilig/noodcodes/nieuw/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/veilig/noodcodes/bestand/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("account/veilig/passkeys/", passkey.list_webauthn, name="mfa_list_webauthn"),
    path("account/veilig/passkeys/erbij/", passkey.add_webauthn, name="mfa_add_webauthn"),
    path("account/veilig/passkeys/<int:pk>/weg/", passkey.remove_webauthn, name="mfa_remove_webauthn"),
    path("account/veilig/passkeys/<int:pk>/naam/", passkey.edit_webauthn, name="mfa_edit_webauthn"),
    path("account/overal-uit/", views.end_all_sessions, name="account_end_sessions"),
    path("beheer/mail/", views.test_mail, name="test_mail"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
]
