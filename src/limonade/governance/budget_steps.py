"""The steps of a delegated budget: a decision behind every euro, two people on every expense, booked, shown."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limonade.governance import queries
from limonade.governance.models import BudgetHolder, DelegatedBudget, Expense, Proposal
from limonade.ledger import desk, papers
from limonade.ledger.actions import Line, post
from limonade.ledger.chart import BANK
from limonade.ledger.errors import LedgerError
from limonade.ledger.models import Account, Administration
from limonade.ledger.setting_up import make_earmark
from limonade.ledger.templatetags.ledger import amount
from limonade.people.access import Here
from limonade.people.models import Party
from limonade.people.roles import May
from limonade.people.rules import check_not_own
from limonade.steps.fields import DayField, EuroField, PartyField, StepForm, long_text, parties
from limonade.steps.made import done_by, make
from limonade.steps.step import Refused, Step, Steps

SUBSIDY = "82325"
FEWEST_HOLDERS = 2


class OpenBudgetForm(StepForm):
    name = forms.CharField(label=gettext_lazy("Waarvoor is het geld?"), max_length=60)
    administration = forms.ModelChoiceField(
        label=gettext_lazy("In welke boeken?"), queryset=Administration.objects.none(), empty_label=None
    )
    giver = PartyField(label=gettext_lazy("Wie geeft het?"), required=False, empty_label=gettext_lazy("De wijk zelf"))
    route = forms.ChoiceField(label=gettext_lazy("Hoe komt het geld?"), choices=DelegatedBudget.ROUTES)
    until = DayField(label=gettext_lazy("Tot en met welke dag mag het worden uitgegeven?"), ahead=True)
    remainder = forms.ChoiceField(
        label=gettext_lazy("Wat gebeurt er met wat overblijft?"), choices=DelegatedBudget.REMAINDERS
    )
    holders = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Wie mogen er samen over beslissen?"),
        queryset=Party.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Minstens twee: de een vraagt, de ander keurt goed. Ze zeggen zelf ja, bij Vandaag."),
    )

    def prepare(self) -> None:
        self.fields["administration"].queryset = Administration.objects.order_by("name")  # type: ignore[attr-defined]
        self.fields["giver"].queryset = parties(Party.ORGANISATION)  # type: ignore[attr-defined]
        self.fields["holders"].queryset = queries.may_hold()  # type: ignore[attr-defined]

    def clean_holders(self) -> Any:
        chosen = self.cleaned_data["holders"]
        if len(chosen) < FEWEST_HOLDERS:
            raise forms.ValidationError(_("Kies minstens twee mensen, want niemand keurt zijn eigen uitgave goed."))
        return chosen


def _frees_money(here: Here, proposal: Proposal) -> None:
    if not proposal.adopted_at:
        raise Refused(_("Een budget hoort bij een besluit. Dit voorstel is nog niet aangenomen."))
    if not queries.newest(proposal).cents:
        raise Refused(_("Dit besluit maakt geen geld vrij."))
    if proposal.budgets.exists():
        raise Refused(_("Bij dit besluit hoort al een budget."))


def open_budget(here: Here, proposal: Proposal, *, key: str, holders: Any, **told: Any) -> DelegatedBudget:
    decided = _("Besluit: %(title)s. Overblijft: %(left)s.")
    left = dict(DelegatedBudget.REMAINDERS)[told["remainder"]]
    mark = make_earmark(
        told["administration"], name=told["name"], by=here.actor, giver_id=told["giver"].pk if told["giver"] else None,
        conditions=decided % {"title": proposal.title, "left": left},
    )  # fmt: skip
    cents = queries.newest(proposal).cents
    new = make(DelegatedBudget, here, key=key, proposal=proposal, cents=cents, earmark=mark, **told)
    for one in holders:
        _hold(here, new, one, f"{key}-{one.pk}")
    return new


def _hold(here: Here, budget: DelegatedBudget, party: Party, key: str) -> None:
    BudgetHolder.objects.create(
        neighbourhood=here.place, key=key, budget=budget, maker=party, made_at=timezone.now(),
        made_by_id=here.actor.user_id,
    )  # fmt: skip


def _runs(budget: DelegatedBudget) -> None:
    if budget.is_over:
        raise Refused(_("Dit budget is afgelopen. Er wordt niets meer van uitgegeven."))


class ReceiveForm(StepForm):
    cents = EuroField(label=gettext_lazy("Hoeveel kwam er op de bank?"), least=1)
    day = DayField(label=gettext_lazy("Welke dag?"), behind=True, initial=timezone.localdate)
    document = forms.CharField(label=gettext_lazy("Nummer van het afschrift of de brief"), max_length=80)


def _receive(here: Here, budget: DelegatedBudget, key: str, cents: int, day: dt.date, document: str) -> None:
    known = queries.sums(budget)
    if cents > known.planned - known.received:
        told = _("Bij dit besluit hoort %(planned)s, en daarvan kwam al %(received)s binnen. Meer boek je hier niet.")
        about = {"planned": amount(known.planned, "EUR"), "received": amount(known.received, "EUR")}
        raise Refused(told % about)
    books = budget.administration
    accounts = {one.number: one for one in Account.objects.filter(administration=books, number__in=(BANK, SUBSIDY))}
    if len(accounts) < 2:
        raise Refused(_("In deze boeken ontbreekt de bankrekening of de rekening voor subsidie."))
    line = Line(accounts[SUBSIDY], accounts[BANK], cents, budget.earmark)
    text = _("Ontvangen voor %(name)s") % {"name": budget.name}
    post(books, key=f"budget-{budget.pk}-{key}", day=day, transfers=[line], text=text, by=here.actor,
         document=document, by_hand=True)  # fmt: skip


class AskExpenseForm(StepForm):
    what = forms.CharField(
        label=gettext_lazy("Wat wil je uitgeven?"), max_length=120,
        help_text=gettext_lazy("Bijvoorbeeld: plantgoed voor de bakken. Iedereen leest dit, dus noem geen mensen."),
    )  # fmt: skip
    cents = EuroField(label=gettext_lazy("Hoeveel kost het, met btw?"), least=1)
    payee = forms.CharField(label=gettext_lazy("Aan wie?"), max_length=80)
    document = forms.CharField(
        label=gettext_lazy("Welke bon of offerte hoort erbij?"), max_length=80,
        help_text=gettext_lazy("Het nummer, of wat erop staat. De bon zelf komt erbij als er betaald is."),
    )  # fmt: skip


def _may_ask(here: Here, budget: DelegatedBudget) -> None:
    _runs(budget)
    if not queries.holds(here.who, budget):
        raise Refused(_("Alleen budgethouders vragen een uitgave aan."))


def _ask(here: Here, budget: DelegatedBudget, **told: Any) -> None:
    if told["cents"] > queries.sums(budget).left:
        raise Refused(_("Zoveel is er niet meer in dit budget."))
    make(Expense, here, budget=budget, **told)


class HolderForm(StepForm):
    party = PartyField(label=gettext_lazy("Wie vraag je om budgethouder te worden?"))

    def prepare(self) -> None:
        held = [one.maker_id for one in queries.holders(self.thing)]
        others = queries.may_hold().exclude(pk__in=[*held, self.here.me.pk])
        self.fields["party"].queryset = others  # type: ignore[attr-defined]


def _may_add_holder(here: Here, budget: DelegatedBudget) -> None:
    """A holder asks the next; the treasurer only when there are too few to go on."""
    if queries.holds(here.me, budget) or (len(budget.held_by) < FEWEST_HOLDERS and here.can(May.KEEP_BOOKS)):
        return
    raise Refused(_("Een budgethouder van dit potje vraagt een ander erbij."))


def _add_holder(here: Here, budget: DelegatedBudget, key: str, party: Party) -> None:
    _hold(here, budget, party, key)


def _is_asked(here: Here, budget: DelegatedBudget) -> None:
    if not queries.asked_to_hold(here.who).filter(budget=budget).exists():
        raise Refused(_("Je bent hier niet voor gevraagd, of je gaf al antwoord."))


def _accept(here: Here, budget: DelegatedBudget, **_told: Any) -> None:
    queries.asked_to_hold(here.who).filter(budget=budget).update(**done_by(here, "accepted"))


def _decline(here: Here, budget: DelegatedBudget, **_told: Any) -> None:
    queries.asked_to_hold(here.who).filter(budget=budget).update(**done_by(here, "ended"))


def check_approves(here: Here, expense: Expense) -> None:
    """Another holder than who asked; not who typed it for somebody, nor who helps or is helped."""
    _runs(expense.budget)
    if expense.approved_at or expense.refused_at:
        raise Refused(_("Hier is al op geantwoord."))
    if not queries.holds(here.me, expense.budget):
        raise Refused(_("Alleen budgethouders keuren goed."))
    _not_own(here, expense)


def _not_own(here: Here, expense: Expense) -> None:
    check_not_own(here.actor, expense.maker)
    if here.actor.user_id == expense.made_by_id:
        raise Refused(_("Dit schreef je zelf op, voor een ander. Vraag iemand anders."))


def _approve(here: Here, expense: Expense, **_told: Any) -> None:
    """Takes it from what is left: the database refuses what is not there."""
    budget = DelegatedBudget.objects.filter(pk=expense.budget_id, committed_cents__lte=F("cents") - expense.cents)
    if not budget.update(committed_cents=F("committed_cents") + expense.cents):
        raise Refused(_("Zoveel is er niet meer in dit budget."))
    if queries.sums(expense.budget).left < expense.cents:  # wages of jobs are paid from it too
        raise Refused(_("Zoveel is er niet meer in dit budget."))
    waiting = Expense.objects.filter(pk=expense.pk, approved_at=None, refused_at=None)
    if not waiting.update(approver=here.me, **done_by(here, "approved")):
        raise Refused(_("Hier is net al op geantwoord."))


def _told(expense: Expense) -> str:
    told = _("%(amount)s aan %(payee)s, gevraagd door %(name)s. Bewijs: %(document)s.")
    return told % {
        "amount": amount(expense.cents, "EUR"), "payee": expense.payee, "name": expense.maker.name,
        "document": expense.document,
    }  # fmt: skip


def _purpose(budget: DelegatedBudget) -> str:
    told = _("Het doel van dit budget: %(name)s.") % {"name": budget.name}
    if budget.proposal.title == budget.name:
        return told
    return told + " " + _("Het besluit: %(title)s.") % {"title": budget.proposal.title}


def _fits(expense: Expense) -> str:
    left = queries.sums(expense.budget).left
    if expense.cents <= left:
        told = _("Er is nog %(left)s. Deze uitgave past: daarna is er nog %(then)s.")
    else:
        told = _("Er is nog %(left)s. Deze uitgave past niet: er is %(then)s te weinig.")
    return told % {"left": amount(left, "EUR"), "then": amount(abs(left - expense.cents), "EUR")}


class ApproveForm(StepForm):
    def prepare(self) -> None:
        self.note = "\n".join((_told(self.thing), _purpose(self.thing.budget), _fits(self.thing)))


class RefuseForm(StepForm):
    why = long_text(gettext_lazy("Waarom niet?"), length=300)


def _refuse(here: Here, expense: Expense, why: str, **_told: Any) -> None:
    waiting = Expense.objects.filter(pk=expense.pk, approved_at=None, refused_at=None)
    if not waiting.update(refused_why=why, **done_by(here, "refused")):
        raise Refused(_("Hier is net al op geantwoord."))


class PayForm(StepForm):
    account = forms.ModelChoiceField(
        label=gettext_lazy("Wat voor kosten zijn het?"), queryset=Account.objects.none(),
        empty_label=gettext_lazy("Kies een soort"),
    )  # fmt: skip
    day = DayField(label=gettext_lazy("Welke dag is er betaald?"), behind=True, initial=timezone.localdate)
    file = forms.FileField(
        label=gettext_lazy("Foto of PDF van de bon"), required=False,
        help_text=gettext_lazy("Alleen wie de boeken mag zien, ziet dit bestand."),
    )  # fmt: skip

    def prepare(self) -> None:
        self.note = _told(self.thing)
        books = self.thing.budget.administration_id
        rows = Account.objects.filter(administration=books, kind="expense", unit="EUR").order_by("number")
        self.fields["account"].queryset = rows  # type: ignore[attr-defined]

    def clean_file(self) -> papers.Paper | None:
        file = self.cleaned_data["file"]
        try:
            return papers.from_upload(file) if file else None
        except papers.PaperRefused as refused:
            raise forms.ValidationError(str(refused)) from refused


def _may_pay(here: Here, expense: Expense) -> None:
    if not expense.approved_at:
        raise Refused(_("Deze uitgave is nog niet goedgekeurd door een tweede mens."))
    if expense.entry_id and not queries.is_turned_back(expense):
        raise Refused(_("Deze uitgave staat al in de boeken."))
    _not_own(here, expense)


def _pay(here: Here, expense: Expense, account: Account, day: dt.date, file: papers.Paper | None, **_told: Any) -> None:
    budget, books = expense.budget, expense.budget.administration
    bank = Account.objects.filter(administration=books, number=BANK).first()
    if bank is None:
        raise Refused(_("In deze boeken ontbreekt de bankrekening."))
    text = _("%(name)s: %(what)s") % {"name": budget.name, "what": expense.what}
    before = expense.entry_id
    entry = post(
        books, key=queries.payment_key(expense.pk, before), day=day, document=expense.document, text=text,
        transfers=[Line(bank, account, expense.cents, budget.earmark)], by=here.actor, by_hand=True,
    )  # fmt: skip
    if file:
        desk.keep_paper(entry, file, name=expense.document, by=here.actor)
    Expense.objects.filter(pk=expense.pk, entry=before).update(entry=entry, account=account)


DECISION: Steps = {
    "open-budget": Step(
    "governance.budget_opened", gettext_lazy("Open het budget"), gettext_lazy("opende een budget"),
    open_budget, "wallet", OpenBudgetForm, check=_frees_money, may=May.KEEP_BOOKS, strong=True, look="primary",
    lead=gettext_lazy("Het bedrag staat in het besluit. In de boeken krijgt het een eigen doel, van de eerste "
                      "tot de laatste cent."),
    done=gettext_lazy("Het budget is open."), refusals=(LedgerError,),
)}  # fmt: skip
BUDGET: Steps = {
    "word-houder": Step(
        "governance.holder_accepted", gettext_lazy("Ja, ik word budgethouder"), gettext_lazy("werd budgethouder"),
        _accept, "circle-check", check=_is_asked, in_person=True, look="primary",
        lead=gettext_lazy("Je vraagt uitgaven aan, of je keurt goed wat een ander vraagt. Nooit allebei. Iedereen kan "
                          "nakijken waar het geld blijft."),
        done=gettext_lazy("Je bent nu budgethouder."),
    ),
    "geen-houder": Step(
        "governance.holder_declined", gettext_lazy("Nee, liever niet"), gettext_lazy("wordt liever geen budgethouder"),
        _decline, "x", check=_is_asked, in_person=True, look="subtle",
        done=gettext_lazy("Goed. Je bent geen budgethouder."),
    ),
    "vraag-aan": Step(
        "governance.expense_asked", gettext_lazy("Vraag een uitgave aan"), gettext_lazy("vroeg een uitgave aan"),
        _ask, "receipt-euro", AskExpenseForm, check=_may_ask, look="primary",
        lead=gettext_lazy("Een andere budgethouder keurt het goed. Daarna betaalt en boekt de penningmeester het."),
        done=gettext_lazy("Gevraagd. Een andere budgethouder kijkt ernaar."),
    ),
    "ontvang": Step(
        "governance.budget_received", gettext_lazy("Boek wat er binnenkwam"),
        gettext_lazy("boekte geld voor een budget"),
        _receive, "landmark", ReceiveForm, may=May.KEEP_BOOKS, strong=True,
        done=gettext_lazy("Het staat in de boeken."),
        refusals=(LedgerError,),
    ),
    "houder-erbij": Step(
        "governance.holder_added", gettext_lazy("Vraag een budgethouder erbij"),
        gettext_lazy("vroeg een budgethouder erbij"),
        _add_holder, "user-plus", HolderForm, check=_may_add_holder, strong=True, in_person=True, look="subtle",
        done=gettext_lazy("Gevraagd. Wie je vroeg, zegt zelf ja of nee bij Vandaag."),
    ),
}  # fmt: skip
EXPENSE: Steps = {
    "keur-goed": Step(
        "governance.expense_approved", gettext_lazy("Keur goed"), gettext_lazy("keurde een uitgave goed"),
        _approve, "circle-check", ApproveForm, check=check_approves, strong=True, in_person=True, look="primary",
        lead=gettext_lazy("Klopt het bedrag, en hoort het bij het doel? Jij bent de tweede mens."),
        done=gettext_lazy("Goedgekeurd. De penningmeester kan betalen."),
    ),
    "keur-af": Step(
        "governance.expense_refused", gettext_lazy("Keur niet goed"), gettext_lazy("keurde een uitgave niet goed"),
        _refuse, "x", RefuseForm, check=check_approves, strong=True, in_person=True,
        done=gettext_lazy("Niet goedgekeurd."),
    ),
    "betaald": Step(
        "governance.expense_paid", gettext_lazy("Boek de betaling"), gettext_lazy("boekte een uitgave"),
        _pay, "book-open-text", PayForm,
        lead=gettext_lazy("Betaal eerst bij de bank. Schrijf hier op dat het betaald is, met de bon."),
        check=_may_pay, may=May.KEEP_BOOKS, strong=True, look="primary",
        done=gettext_lazy("Betaald en geboekt."), refusals=(LedgerError,),
    ),
}  # fmt: skip
