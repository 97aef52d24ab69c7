from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django_scopes import scope

from limonade.accounts.actions import start_account
from limonade.audit.actor import Actor
from limonade.neighbourhoods.queries import find_neighbourhood
from limonade.people.errors import PeopleError
from limonade.people.joining import begin


class Command(BaseCommand):
    help = "Gives a neighbourhood that has no people yet its first person: board and wijkondernemer for a year."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("neighbourhood", help="its name in the web address, such as paasberg")
        parser.add_argument("email", help="the address with which this person signs in")
        parser.add_argument("name", help="what neighbours call this person")

    def handle(self, **options: Any) -> None:
        place = find_neighbourhood(options["neighbourhood"])
        if place is None:
            raise CommandError(f"Er is geen wijk “{options['neighbourhood']}”. Kijk hoe ze heet in het webadres.")
        try:
            validate_email(options["email"])
        except ValidationError as error:
            raise CommandError(f"“{options['email']}” is geen e-mailadres.") from error
        user = start_account(options["email"])
        try:
            with scope(neighbourhood=place):
                begin(place, user, name=options["name"], by=Actor(user.pk, origin="command"))
        except PeopleError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{options['name']} kan nu binnenkomen in {place.name}, met een code op {options['email']}.")
