"""The macros that a page can use, such as {{ contact('dsl') }}: each a few lines over a component.

A macro's docstring is what an editor is told when it is used wrongly. Its annotations say what it
takes (which names, looked up where) and gives, so that a page is checked without running anything.
"""

from functools import cached_property
from types import SimpleNamespace
from urllib.parse import urljoin

import segno
from markupsafe import Markup

from policysite.content.calls import Block, Inline, declared
from policysite.content.content import Content
from policysite.content.rules_extension import RulesExtension
from policysite.names import (
    DATES,
    Anything,
    App,
    Change,
    Channel,
    Document,
    Edition,
    MacroName,
    Numbered,
    Paper,
    Part,
    PolicyDate,
    Role,
    RuleName,
    Service,
    SortOfApp,
    Source,
    Which,
    apps_of,
    number_of,
)
from policysite.output import papers
from policysite.output.components import block, inline
from policysite.review import approvals, editions, next_steps, status
from policysite.review.deadlines import state_on


class Macros:
    """The macros over one content. `env` is mkdocs-macros' (or Zensical's): it knows the page."""

    def __init__(self, content: Content, env):
        self._content, self._data, self._env = content, content.data, env

    # --- people and services ---------------------------------------------------------------------

    def contact(self, role: Role) -> Inline:
        """Name one role, as in {{ contact('dsl') }}: the name, phone and email of its holder."""
        school = self._data.main_number
        return inline("contact.html", contact=self._data.contacts[role], school=school)

    def contact_name(self, role: Role, *also: Role) -> Inline:
        """Name one role, as in {{ contact_name('dsl') }}: the name of who holds it. A second role
        stands behind it in brackets while the same person holds both."""
        holder = self._data.contacts[role]
        others = [self._data.contacts[other] for other in also]
        held = [f"({other.role.lower()})" for other in others if other.name == holder.name]
        return inline("text.html", text=" ".join([holder.shown_name, *held]), translate=False)

    def role(self, name: Role) -> Inline:
        """Name one role, as in {{ role('dsl') }}: the role as people say it."""
        return inline("text.html", text=self._data.contacts[name].role, translate=True)

    def people(self, role: Role, *more: Role) -> Block:
        """Name one or more roles, as in {{ people('dsl', 'deputy_dsl') }}: names and roles."""
        return block("people.html", contacts=[self._data.contacts[name] for name in (role, *more)])

    def contact_cards(self, role: Role, *more: Role) -> Block:
        """Name one or more roles, as in {{ contact_cards('dsl', 'flo') }}: a card for each."""
        contacts = [self._data.contacts[name] for name in (role, *more)]
        return block("contact-cards.html", contacts=contacts, school=self._data.main_number)

    def help(self, service: Service) -> Inline:
        """Name one help service, as in {{ help('childline') }}: its name, and how to reach it."""
        return inline("help.html", service=self._data.help[service])

    def help_cards(self, service: Service, *more: Service) -> Block:
        """Name one or more help services, as in {{ help_cards('nspcc', 'ceop') }}: a card each."""
        services = [self._data.help[name] for name in (service, *more)]
        return block("help-cards.html", services=services, whole=self._address == "contacts/")

    def emergency(self) -> Block:
        """Takes no names, as in {{ emergency() }}: who to call in danger, in two lines."""
        services = [entry for entry in self._data.help.values() if entry.emergency]
        return block("emergency.html", services=services, to=self._to)

    def phone(self, name: Numbered, which: Which = "phone") -> Inline:
        """Name one help service or role, as in {{ phone('police') }}: its number. A second name
        gives another of its numbers, as in {{ phone('front_door', 'out_of_hours') }}."""
        entry = number_of(self._content, name, which)
        hours = entry.hours if which in ("phone", "text") else None
        return inline("phone.html", number=getattr(entry, which), hours=hours)

    def email(self, role: Role) -> Inline:
        """Name one role, as in {{ email('dsl') }}: the first email address alone."""
        return inline("email.html", contact=self._data.contacts[role])

    def link(self, service: Service) -> Inline:
        """Name one help service, as in {{ link('ceop') }}: its name, which leads to its page."""
        return inline("link.html", service=self._data.help[service])

    # --- the policy ------------------------------------------------------------------------------

    def clause(self, name: RuleName, *more: RuleName) -> Inline:
        """Name one or more rules, as in {{ clause('no-friends') }}: their numbers, linked."""
        rules = [self._content.rules.find(each) for each in (name, *more)]
        return inline("clause.html", clauses=rules, to=self._to)

    def policy_state(self) -> Block:
        """Takes no names, as in {{ policy_state() }}: when it was reviewed, and what decides."""
        state = state_on(self._data.policy.next_due, self._content.today)
        policy, agreed = self._data.policy, self._content.agreed
        return block("policy-state.html", policy=policy, agreed=agreed, to=self._to, state=state)

    def policy_date(self, which: PolicyDate) -> Inline:
        """Name one date, as in {{ policy_date('due') }}: written, agreed, reviewed or due."""
        policy = self._data.policy
        first = policy.reviews[0]
        dates = (first.written or first.date, first.date, policy.last_review.date, policy.next_due)
        return inline("text.html", text=dict(zip(DATES, dates, strict=True))[which], translate=True)

    def edition(self, date: Edition) -> Block:
        """Name one edition by its date, as in {{ edition('2027-03') }}: its whole wording."""
        return block("edition.html", **editions.history(self._content, date, self._show))

    def download(self, name: Paper) -> Block:
        """Name one paper version, as in {{ download('policy') }}: where to get it."""
        paper = papers.papers(self._content)[name]
        here = papers.possible() and not self._env.conf["extra"].get("preview")
        return block("download.html", paper=paper, here=here, to=self._to)

    def qr_code(self, address: Anything) -> Block:
        """Name an address on this site, as in {{ qr_code('pupils/') }}: a code for a phone's
        camera. Nothing where the site does not know where it is published."""
        if not (site_url := self._env.conf.get("site_url")):
            return ""
        place = urljoin(site_url, address)
        code = segno.make(place, error="m", micro=False).svg_inline(border=4, omitsize=True)
        return block("qr-code.html", code=Markup(code), address=place)

    # --- what others say -------------------------------------------------------------------------

    def document(self, name: Document) -> Inline:
        """Name one document, as in {{ document('kcsie') }}: title and edition as cited."""
        return inline("document.html", document=self._data.guidance[name])

    def since(self, name: Change) -> Inline:
        """Name one change, as in {{ since('under_16s') }}: what has changed since the policy."""
        return inline("since.html", document=self._data.guidance[name])

    def channel(self, name: Channel) -> Inline:
        """Name one channel, as in {{ channel('youtube') }}: its address and its name."""
        return inline("channel.html", channel=self._data.channels[name])

    def age_limits(self, kind: SortOfApp) -> Block:
        """Name one kind, as in {{ age_limits('game') }}: app, game or ai, with youngest ages."""
        return block("age-limits.html", apps=apps_of(self._content, kind))

    def ages(self, app: App, *more: App) -> Inline:
        """Name one or more apps, as in {{ ages('tiktok', 'whatsapp') }}: their youngest ages."""
        return inline("ages.html", apps=[self._data.apps[name] for name in (app, *more)])

    def sources(self, source: Source, *more: Source) -> Block:
        """Name one or more sources, as in {{ sources('ukcis_nudes') }}: where advice is from."""
        return block("sources.html", sources=[self._data.advice[name] for name in (source, *more)])

    # --- the page itself -------------------------------------------------------------------------

    def approval(self) -> Block:
        """Takes no names, as in {{ approval() }}: whether this page is approved."""
        page = self._content.by_url[self._address]
        situation = self._data.situation(page.path)
        approver = self._data.contacts.get(situation.approved_by)
        state = approvals.state_of(situation, page)
        lead = self._data.contact(self._data.upkeep["advice"].owner)
        given = {"situation": situation, "approver": approver, "state": state, "lead": lead}
        return block("approval.html", **given)

    def translation(self) -> Block:
        """Takes no names, as in {{ translation() }}: how to read it in another language."""
        return block("translation.html", to=self._to)

    def part(self, name: Part) -> Block:
        """Name a part that one page alone has, as in {{ part('contacts-table') }}: a file of
        theme/components/parts/."""
        return block(f"parts/{name}.html", **self._context)

    def typed(self, name: MacroName, *names: Anything) -> Inline:
        """Name a macro and its names, as in {{ typed('contact', 'dsl') }}: how it is typed."""
        text = f"{{{{ {name}({', '.join(map(repr, names))}) }}}}"
        return inline("typed.html", text=text)

    # --- what they share -------------------------------------------------------------------------

    @property
    def _address(self) -> str:
        """Of the page that is being written, below the site's own; nothing outside pages."""
        page = self._env.page
        return getattr(page, "url", "").strip("/") + "/" if page is not None else ""

    def _to(self, address: str) -> str:
        """From the page that is being written to an address below the site's own."""
        page = self._env.page
        if page is None:
            return address
        if type(page).__module__.startswith("zensical"):  # counts from the source file
            return "../" * page.path.count("/") + address
        return "../" * len([part for part in page.url.split("/") if part]) + address

    def _edit(self, place: str) -> str | None:
        """GitHub's editor, open at a place such as data/contacts.yaml:41, for who keeps the site:
        elsewhere a reader has other worries."""
        repository = (self._env.conf.get("repo_url") or "").rstrip("/")
        if not repository or self._address not in ("status/", "about/editing/"):
            return None
        return f"{repository}/edit/main/{place.replace(':', '#L')}"

    def _form(self, name: str) -> str:
        """Where the form of that workflow's name is filled in."""
        repository = (self._env.conf.get("repo_url") or "").rstrip("/")
        return f"{repository}/actions/workflows/{name}" if repository else ""

    def _show(self, source: str) -> str:
        """A rule's source as a reader sees it, in plain text."""
        macros = {name: getattr(self, name) for name in self._content.macros}
        return editions.show_with(macros)(source)

    @property
    def _context(self) -> dict:
        """What a part can use."""
        content, data = self._content, self._data
        return {
            "content": content,
            "data": data,
            "policy": data.policy,
            "today": content.today,
            "to": self._to,
            "edit": self._edit,
            "form": self._form,
            "next_steps": next_steps.next_steps,
            "status": status,
            "policy_state": state_on(data.policy.next_due, content.today),
            "approval_of": lambda entry: approvals.state_of(entry, content.by_path.get(entry.path)),
            "latest": content.editions[-1] if content.editions else None,
            "differences": self._differences,
        }

    @cached_property
    def _differences(self) -> list:
        """How the wording on the site differs from the latest agreed edition."""
        latest = self._content.editions[-1:]
        return editions.since(latest[0], self._content, self._show) if latest else []

    def _beside_rules(self) -> dict[str, str]:
        """What stands below a rule, by its permanent name: what has changed since it was agreed."""
        agreed = self._data.policy.reviews[0].date
        beside = {
            rule: block("dated-note.html", entries=entries, agreed=agreed)
            for rule, entries in status.notes(self._data).items()
        }
        agreed = self._content.agreed
        for rule in self._content.rules.all() if agreed else ():
            name = rule.name or rule.number
            if words := agreed.words_of(name):
                given = {"number": rule.number, "note": agreed.note_of(name), "words": words}
                address = f"../agreed/#{rule.name or rule.anchor}"  # from any section
                closed = block("agreed-words.html", address=address, month=agreed.month, **given)
                beside[name] = beside.get(name, "") + closed
        for difference in self._differences:
            if difference.kind in editions.UNAGREED and difference.new:
                edition = self._content.editions[-1]
                note = block("changed-note.html", difference=difference, edition=edition)
                beside[difference.name] = note + beside.get(difference.name, "")
        return beside


DECLARED = declared(Macros)


def shown(content: Content) -> editions.Show:
    """How a rule's source is shown to readers, where no page is being written."""
    return Macros(content, SimpleNamespace(page=None, conf={"extra": {}}))._show


def define(env, content: Content) -> None:
    """Makes the macros known to mkdocs-macros, and the rules' numbers to Markdown."""
    macros = Macros(content, env)
    for name in content.macros:
        env.macro(getattr(macros, name), name)
    extensions = env.conf["markdown_extensions"]  # Zensical comes here once a page
    extensions[:] = [each for each in extensions if not isinstance(each, RulesExtension)]
    former = content.data.redirects["rules"]
    extensions.append(RulesExtension(content.rules, macros._beside_rules(), former))
