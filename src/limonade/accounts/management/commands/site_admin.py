from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from limonade.accounts.actions import end_sessions, start_account
from limonade.accounts.models import User


class Command(BaseCommand):
    help = "Makes somebody a site admin, or with --remove no longer one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address with which this person signs in")
        parser.add_argument("--remove", action="store_true", help="take the role away")

    def handle(self, **options: Any) -> None:
        try:
            validate_email(options["email"])
        except ValidationError as error:
            raise CommandError(f"“{options['email']}” is geen e-mailadres.") from error
        if options["remove"]:
            found = User.objects.filter(email__iexact=options["email"], is_site_admin=True).first()
            if not found:
                raise CommandError("Er is geen beheerder met dit adres.")
            User.objects.filter(pk=found.pk).update(is_site_admin=False)
            end_sessions(found)
            self.stdout.write(f"{found.email} beheert de site niet meer.")
            return
        user = start_account(options["email"])
        User.objects.filter(pk=user.pk).update(is_site_admin=True)
        EmailAddress.objects.filter(user=user, email__iexact=options["email"]).update(verified=True)
        self.stdout.write(f"{user.email} beheert nu de site. Log in met een code op dit adres.")
