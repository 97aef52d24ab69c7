from django.urls import path

from limonade.people.views import help, joining, me, profile, team, treasury

HERE = "wijk/<slug:slug>/"

urlpatterns = [
    path("account/opheffen/", me.close_account, name="account_close"),
    path(f"{HERE}mee/", joining.join, name="join"),
    path(f"{HERE}mee/<str:code>/", joining.join_with_code, name="join_with_code"),
    path(f"{HERE}codes/", joining.codes, name="codes"),
    path(f"{HERE}codes/druk/", joining.codes_print, name="codes_print"),
    path(f"{HERE}codes/intrekken/", joining.codes_withdraw, name="codes_withdraw"),
    path(f"{HERE}codes/mail/", joining.invite, name="invite"),
    path(f"{HERE}over-mij/", me.about_me, name="about_me"),
    path(f"{HERE}over-mij/wijzig/", me.change_details, name="change_details"),
    path(f"{HERE}over-mij/stoppen/", me.leave, name="leave"),
    path(f"{HERE}over-mij/gegevens.json", me.my_data, name="my_data"),
    path(f"{HERE}over-mij/rol/<int:pk>/", me.answer_role, name="answer_role"),
    path(f"{HERE}mensen/", team.people_list, name="people"),
    path(f"{HERE}mensen/nieuw/", team.newcomers, name="newcomers"),
    path(f"{HERE}mensen/binnenlaten/", team.let_in, name="let_in"),
    path(f"{HERE}mensen/organisatie/", team.add_organisation, name="add_organisation"),
    path(f"{HERE}mensen/<int:pk>/", team.person, name="person"),
    path(f"{HERE}mensen/<int:pk>/welkom/", team.welcome, name="welcome"),
    path(f"{HERE}mensen/<int:pk>/rol/", team.offer_role, name="offer_role"),
    path(f"{HERE}mensen/<int:pk>/helper/", team.add_helper, name="add_helper"),
    path(f"{HERE}rollen/", team.role_review, name="role_review"),
    path(f"{HERE}rollen/<int:pk>/", team.end_role, name="end_role"),
    path(f"{HERE}hulp/<int:pk>/stop/", team.stop_help, name="stop_help"),
    path(f"{HERE}helpen/", help.helping_list, name="helping_list"),
    path(f"{HERE}helpen/klaar/", help.act_for_myself, name="act_for_myself"),
    path(f"{HERE}helpen/stop/", help.stop_help_with_code, name="stop_help_with_code"),
    path(f"{HERE}helpen/<int:pk>/", help.act_for, name="act_for"),
    path(f"{HERE}helpen/<int:pk>/overzicht/", help.help_overview, name="help_overview"),
    path(f"{HERE}helpen/<int:pk>/stop/", help.stop_own_help, name="stop_own_help"),
    path(f"{HERE}profiel/", profile.profile, name="profile"),
    path(f"{HERE}profiel/schrijf/", profile.write, name="write_profile"),
    path(f"{HERE}profiel/steun/", profile.support, name="support_profile"),
    path(f"{HERE}kas/", treasury.treasury, name="treasury"),
    path(f"{HERE}kas/rekening/", treasury.propose_account, name="propose_account"),
    path(f"{HERE}kas/rekening/<int:pk>/", treasury.confirm_account, name="confirm_account"),
]
