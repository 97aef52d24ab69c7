"""Texts that would run if a page let them, put into every field by the people of the example."""

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any
from unittest.mock import patch
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms.forms import BaseForm
from django.test import Client
from django_scopes import scope
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

from limonade.economy.models import ToldFigure
from limonade.ledger.models import Account, Administration, Attachment
from limonade.people.models import HelpingHand, JoinCode, Party
from tests.cast import Cast, outsider, sign_in
from tests.security.guessing import last_code
from tests.some_books import picture

MARK = "__canary"
RUN = f"window.{MARK}=1"
IMAGE = f'<img src=x onerror="{RUN}">'
WHOLE = f"{IMAGE}<script>{RUN}</script>"
TEMPLATE = f"K{{{{7*7}}}}K{{%debug%}}<b {MARK}=1>"
VARIANTS = (
    WHOLE,
    f"\" autofocus onfocus='{RUN}' x=\"",
    f"' onmouseover='{RUN}' x='",
    f"<svg/onload={RUN}>",
    f"javascript:{RUN}",
    TEMPLATE,
    f"</title></textarea></script><svg onload={RUN}>",
    f"<a href=javascript:{RUN}>{MARK}</a>",
    f"<math><mi xlink:href=data:x,{MARK}>",
)
SHORT = f'"><i {MARK}=1>'
ALL = "\n".join(VARIANTS)
# Of everyone in Paasberg: another variant for each, so that all stand on the pages that list people.
NAMES = dict(zip(("Els", "Bram", "Coby", "Ines", "Vera", "Tom", "Karim", "Farah", "Corrie"), VARIANTS, strict=True))
PEOPLE = (*NAMES, "Wim", "Dirk", "outsider", "")
PLACE = "/wijk/paasberg/"
STARTS = ("/", "/mijn/", "/account/", PLACE, f"{PLACE}vandaag/", "/onderdelen/")


def asking() -> list[str]:
    """Addresses whose question is such a text."""
    questions = (
        "/?zoek={}",
        "/?pagina={}",
        "/beginnen/?zoek={}",
        "/beginnen/GM0202/?b={}",
        "/beginnen/wijk/?b={}",
        "/bronnen/?wijk={}",
        "/sleutels/?wijk={}&jaar={}",
        "/binnen/?next={}",
        PLACE + "mensen/?zoek={}&rol={}&pagina={}",
        PLACE + "logboek/?wat={}&van={}&tot={}&pagina={}&nakijken={}",
        PLACE + "logboek/bestand/?wat={}",
        PLACE + "codes/?pagina={}",
        PLACE + "profiel/?pagina={}",
        PLACE + "geld/2023-jaarrekening/wat-kost/?vraag={}",
        PLACE + "geld/2023-jaarrekening/vergelijk/?met={}&schaal={}",
        PLACE + "huishouden/?kring={}&uren={}",
        PLACE + "huishouden/een-euro/?income={}&people={}&people_again={}",
        PLACE + "huishouden/vergelijk/?met={}&met=GM0202&schaal={}",
        PLACE + "geld/jaren/?soort={}&schaal={}&groep={}",
        PLACE + "wat-kost/?vraag={}",
        "/aannames/?wijk={}",
        PLACE + "kasboek/?maand={}&boeken={}&pagina={}",
        PLACE + "mijn-rekening/?van={}&tot={}",
        PLACE + "bakkerij/?soort={}&pagina={}",
        PLACE + "samen/nieuw/vraag/?title={}&text={}&door={}&key={}",
        PLACE + "samen/nieuw/initiatief/?question={}&challenge={}",
        f"/account/?{MARK}={{}}",
    )
    return [one.replace("{}", quote(text)) for one in questions for text in (*VARIANTS, SHORT)]


@dataclass
class Harm(HTMLParser):
    """What of a page would run, or was taken for markup; and where its links lead."""

    found: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    open_tag: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open_tag = tag
        if tag == "a":
            self.links += [value or "" for name, value in attrs if name == "href"]
        for name, value in attrs:
            if name.startswith("on") or MARK in name:
                self.found.append(f"<{tag} {name}>")
            text = "".join((value or "").split()).lower()
            if name in ("href", "src", "action", "formaction", "xlink:href") and text.startswith(
                ("javascript:", "vbscript:", "data:text", "data:x")
            ):
                self.found.append(f"<{tag} {name}={text[:30]}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if self.open_tag in ("script", "style") and MARK in data:
            self.found.append(f"<{self.open_tag}> holds the text")
        if "K49K" in data:
            self.found.append("the text was filled in as a template")

    def handle_endtag(self, tag: str) -> None:
        self.open_tag = ""

    def handle_comment(self, data: str) -> None:
        if MARK in data:
            self.found.append("the text stands in a comment")


def _read(response: Any) -> Harm:
    """Of a page, once: reading is a large part of walking through the whole site."""
    if not hasattr(response, "as_read"):
        response.as_read = Harm()
        response.as_read.feed(response.content.decode())
    found: Harm = response.as_read
    return found


def harm_of(response: Any) -> list[str]:
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return []
    content = response.content.decode()
    raw = [one for one in VARIANTS if "<" in one and one in content]
    return _read(response).found + [f"as it was typed: {one}" for one in raw]


class Writer(Client):
    """Keeps every answer, so that what a form says back is looked at too."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.answers: list[tuple[str, Any]] = []

    def post(self, path: str, *arguments: Any, **options: Any) -> Any:
        response = super().post(path, *arguments, **options)
        self.answers.append((path, response))
        return response


def writer(cast: Cast, name: str) -> Writer:
    """Signed in with an app, just now, and asked again just now."""
    client = Writer()
    if not name:
        return client
    user = outsider() if name == "outsider" else cast.user(name)
    sign_in(client, user, seconds_ago=0)
    session = client.session
    methods = session[AUTHENTICATION_METHODS_SESSION_KEY]
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{**one, "reauthenticated": True} for one in methods]
    session.save()
    return client


@contextmanager
def noting_fields(value_of: str = MARK) -> Iterator[set[tuple[str, str]]]:
    """Which fields of which forms were sent such a text."""
    reached: set[tuple[str, str]] = set()
    clean = BaseForm.full_clean

    def noted(form: BaseForm) -> None:
        if form.is_bound:
            names = [name for name in form.fields if value_of in str(form.data.get(form.add_prefix(name), ""))]
            reached.update((type(form).__name__, name) for name in names)
        clean(form)

    with patch.object(BaseForm, "full_clean", noted):
        yield reached


def put_everywhere(cast: Cast) -> list[tuple[str, Any]]:
    """Through the pages themselves, by who may. Returns every answer."""
    from tests.security.canaries_of_together import put_together  # which takes its texts from here

    people = {name: writer(cast, name) for name in (*NAMES, "Wim", "outsider", "")}
    _of_everyone(people)
    _of_the_team(cast, people)
    _of_the_door(cast, people)
    _of_a_new_neighbourhood(people["outsider"])
    _of_the_books(cast, people["Tom"])
    _of_what_people_know(cast, people)
    put_together(cast, people)
    return [answer for client in people.values() for answer in client.answers]


def _of_everyone(people: dict[str, Writer]) -> None:
    for name, text in NAMES.items():
        told = {"name": text, "phone": SHORT, "address": ALL[:100]}
        people[name].post(f"{PLACE}over-mij/wijzig/", told)
        people[name].post(f"{PLACE}over-mij/wijzig/", {**told, "name": ""})
    vera = people["Vera"]
    for texts in ({"after": 1}, {"after": 99}):  # the second comes too late, and gets its text back
        vera.post(f"{PLACE}profiel/schrijf/", {**dict.fromkeys(("voice", "face", "interest", "desire"), ALL), **texts})
    people["Tom"].post(f"{PLACE}kas/rekening/", {"holder": IMAGE, "iban": f"{IMAGE}"})
    people["Tom"].post(f"{PLACE}kas/rekening/", {"holder": IMAGE, "iban": "NL91ABNA0417164300"})


def _of_the_team(cast: Cast, people: dict[str, Writer]) -> None:
    coby, bram = people["Coby"], people["Bram"]
    neighbour = {"name": WHOLE, "phone": SHORT, "address": IMAGE, "agreed": WHOLE}
    coby.post(f"{PLACE}mensen/binnenlaten/", {**neighbour, "code": SHORT})
    coby.post(f"{PLACE}mensen/binnenlaten/", neighbour)
    with scope(neighbourhood=cast.paasberg):
        helped = HelpingHand.objects.filter(helper__user=cast.user("Coby")).latest("started_at").person
        farah = Party.objects.get(user=cast.user("Farah"))
    bram.post(
        f"{PLACE}mensen/{helped.pk}/helper/", {"helper": farah.pk, "bond": "relative", "agreed": f"{IMAGE} {TEMPLATE}"}
    )
    organisation = {"name": f"{IMAGE} BV", "sort": "company"}
    bram.post(f"{PLACE}mensen/{farah.pk}/welkom/", {"text": WHOLE})
    bram.post(f"{PLACE}mensen/organisatie/", {**organisation, "kvk": f"<i {MARK}>", "rsin": f"<i {MARK}>"})
    bram.post(f"{PLACE}mensen/organisatie/", organisation)
    for kind in ("letter", "poster"):
        bram.post(f"{PLACE}codes/", {"kind": kind, "batch": f"{kind} {WHOLE}"[:80], "number": 2, "days": 30})
    bram.post(f"{PLACE}codes/mail/", {"email": f"{WHOLE}@evil.example"})
    bram.post(f"{PLACE}codes/mail/", {"email": f'"<b {MARK}>"@evil.example'})
    bram.post(f"{PLACE}codes/intrekken/", {"waarvoor": WHOLE})


def _of_better_figures(cast: Cast, farah: Writer, ines: Writer, told: int) -> None:
    """One that counts and one that ended, in the place of the same figure."""
    better = f"{PLACE}weten/beter/"
    over = f"{better}vertel/?over=verteld:{told}"
    known = {"middle": "900", "measured_on": "2026-03-02", "asked": "10", "evidence": ALL[:600]}
    farah.post(over, {**dict.fromkeys(("middle", "low", "high", "measured_on", "asked"), IMAGE), "evidence": WHOLE})
    farah.answers.append((better, farah.get(f"{better}vertel/", {"over": IMAGE})))
    for number in range(2):
        farah.post(over, {**known, "key": f"<i {MARK}=1>beter{number}"})
    with scope(neighbourhood=cast.paasberg):
        pks = list(ToldFigure.objects.filter(kind=ToldFigure.BETTER).values_list("pk", flat=True))
    assert len(pks) == 2
    for pk in pks:
        ines.post(f"{better}{pk}/nakijken/", {"answer": ALL[:300], "overnemen": "1"})
    ines.post(f"{better}{pks[0]}/nakijken/", {"why": ALL[:300], "beeindigen": "1"})


def _of_what_people_know(cast: Cast, people: dict[str, Writer]) -> None:
    told = {"title": WHOLE[:120], "function": "water", "evidence": ALL[:600], "payer": "unknown", "reserved": "no"}
    farah, ines = people["Farah"], people["Ines"]
    for path in ("straks", "ongebruikt"):
        farah.post(f"{PLACE}weten/{path}/vertel/", {**told, "key": f"<i {MARK}=1>{path}"})
    farah.post(
        f"{PLACE}weten/straks/vertel/", {**told, **dict.fromkeys(("low", "high", "first_year", "last_year"), IMAGE)}
    )
    with scope(neighbourhood=cast.paasberg):
        first = ToldFigure.objects.filter(kind=ToldFigure.AHEAD)[0]
    ines.post(f"{PLACE}weten/straks/{first.pk}/nakijken/", {"answer": ALL[:300], "overnemen": "1"})
    _of_better_figures(cast, farah, ines, first.pk)
    asked = dict.fromkeys(("income", "people", "firms", "others", "people_again", "firms_again", "others_again"), IMAGE)
    farah.post(f"{PLACE}mijn-huishouden/", {"adults": MARK, "children": MARK, "hour_pay": SHORT, "euros-energy": IMAGE})
    multiplier = f"{PLACE}huishouden/een-euro/"
    farah.answers.append((multiplier, farah.get(multiplier, asked)))
    letter = {"addressee": WHOLE[:100], "name": IMAGE, "role": SHORT, "own": ALL[:1200]}
    for more in ({}, {"name": ""}):
        farah.post(f"{PLACE}rapport/brief/", {**letter, **more})


def _of_the_door(cast: Cast, people: dict[str, Writer]) -> None:
    visitor, tom = people[""], people["Tom"]
    visitor.post(f"{PLACE}mee/", {"code": SHORT})
    visitor.post(f"{PLACE}helpen/stop/", {"code": SHORT})
    visitor.post("/binnen/", {"email": WHOLE, "next": f"javascript:{RUN}"})
    visitor.post("/taal/", {"taal": WHOLE, "terug": f"javascript:{RUN}"})
    guest = Writer()
    guest.post("/binnen/", {"email": cast.user("Tom").email, "next": f"javascript:{RUN}"})
    guest.post("/binnen/code/", {"code": WHOLE})
    visitor.answers += guest.answers
    tom.post("/ben-jij-het/code/", {"code": WHOLE})
    tom.post("/account/mail/", {"email": WHOLE, "action_add": ""})
    made = {"name": "Laptop", "credential": credential_of_nobody()}
    key = Authenticator.objects.create(user=cast.user("Tom"), type=Authenticator.Type.WEBAUTHN, data=made)
    tom.post(f"/account/veilig/passkeys/{key.pk}/naam/", {"name": ALL})
    farah = people["Farah"]
    Authenticator.objects.filter(user=cast.user("Farah")).delete()
    farah.post("/account/veilig/app/aan/", {"code": WHOLE})
    second = Writer()
    second.post("/binnen/", {"email": cast.user("Bram").email})
    second.post("/binnen/code/", {"code": last_code()})
    second.post("/binnen/tweede-stap/", {"code": WHOLE})
    visitor.answers += second.answers
    with scope(neighbourhood=cast.paasberg):
        code = JoinCode.objects.filter(kind=JoinCode.POSTER).latest("made_at").code
    people["outsider"].post(f"{PLACE}mee/{code}/", {"name": ""})
    people["outsider"].post(f"{PLACE}mee/{code}/", {"name": WHOLE})


def _of_a_new_neighbourhood(client: Writer) -> None:
    told = {"b": "BU02020845", "own_name": WHOLE, "emails": WHOLE}
    client.post("/beginnen/wijk/", {**told, "name": IMAGE})
    client.post("/beginnen/wijk/", {**told, "name": IMAGE, "emails": "eerste@evil.example"})


def _of_the_books(cast: Cast, tom: Writer) -> None:
    for told in ({"name": IMAGE, "kind": "other", "year": MARK}, {"name": IMAGE, "kind": "other", "year": 2026}):
        tom.post(f"{PLACE}boeken/openen/", told)
    with scope(neighbourhood=cast.paasberg):
        books = Administration.objects.get(name=IMAGE)
        period = books.periods.get()
        bank = Account.objects.get(administration=books, number="10201")
    here = f"{PLACE}boeken/{books.pk}/"
    limits = {"floor": SHORT, "ceiling": SHORT, "rgs": MARK}
    account = {"name": WHOLE[:80], "number": SHORT, "kind": "asset", "unit": "EUR"}
    for told in ({**account, **limits}, {**account, "number": "77777"}):
        tom.post(f"{here}rekeningen/nieuw/", told)
    for told in ({"name": IMAGE, **limits}, {"name": IMAGE}):
        tom.post(f"{here}rekeningen/{bank.pk}/wijzig/", told)
    tom.post(f"{here}bestemmingen/nieuw/", {"name": WHOLE[:80], "conditions": ALL[:300]})
    tom.post(f"{here}perioden/nieuw/", {"first_day": MARK, "last_day": SHORT})
    line = {f"regel-0-{name}": WHOLE for name in ("source", "target")} | {"regel-0-amount": SHORT}
    head = {"regel-TOTAL_FORMS": 1, "regel-INITIAL_FORMS": 0, "text": WHOLE, "document": IMAGE}
    tom.post(f"{here}boek/", {**head, **line, "day": MARK, "key": MARK, "stap": "kijk"})
    line = {"regel-0-source": "82301", "regel-0-target": "10201", "regel-0-amount": "5", "day": str(period.first_day)}
    for step in ("kijk", "verander", "boek"):
        tom.post(f"{here}boek/", {**head, **line, "key": "0" * 32, "stap": step})
    entry = f"{here}boeking/1/"
    tom.post(f"{entry}sjabloon/", {"name": IMAGE})
    tom.post(f"{entry}bijlage/", {"file": SimpleUploadedFile(f"{SHORT}.png", picture(), "image/png")})
    with scope(neighbourhood=cast.paasberg):
        paper = Attachment.objects.filter(entry__administration=books).latest("added_at")
    tom.post(f"{here}bijlage/{paper.pk}/weg/", {"why": ALL[:120]})
    for day in (MARK, str(period.first_day)):
        tom.post(f"{entry}terug/", {"day": day, "why": WHOLE})
    tom.post(f"{here}controle/", {"anker": "1", "number": MARK, "hash": MARK})


def pages_of(client: Client, starts: Iterable[str], *, with_money: bool) -> dict[str, Any]:
    """Every page that links lead to. The many pages about money are the same for all, so only a visitor opens them."""
    found: dict[str, Any] = {}
    left_out = () if with_money else ("/geld/", "/huishouden/") if "sessie" in client.cookies else ("/geld/",)
    waiting = deque(starts)
    while waiting:
        address = urldefrag(waiting.popleft()).url
        if address in found or urlsplit(address).netloc or any(part in address for part in left_out):
            continue
        response = found[address] = client.get(address)
        if response.status_code in (301, 302):
            waiting.append(urljoin(address, response.headers["Location"]))
        elif response.headers["Content-Type"].startswith("text/html"):
            waiting.extend(urljoin(address, link) for link in _read(response).links)
    return found


def credential_of_nobody() -> dict[str, Any]:
    """What a browser sends when a passkey is made; its keys fit no lock."""
    key = ES256({1: 2, 3: -7, -1: 1, -2: b"x" * 32, -3: b"y" * 32})
    made = AttestedCredentialData.create(Aaguid(b"\0" * 16), b"id", key)
    data = AuthenticatorData.create(sha256(b"testserver").digest(), 0x45, 0, made)
    told = b'{"type":"webauthn.create","challenge":"eA","origin":"http://testserver"}'
    return {
        "id": websafe_encode(b"id"),
        "rawId": websafe_encode(b"id"),
        "type": "public-key",
        "clientExtensionResults": {},
        "response": {
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
            "clientDataJSON": websafe_encode(told),
        },
    }
