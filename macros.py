"""The words a page can use, such as {{ contact('dsl') }}. Each is one line over policysite.

A word's docstring is what an editor is told when it is used wrongly.
"""

from functools import wraps
from pathlib import Path

from policysite import dates, editions, examples, paper, site as sites, status
from policysite.clauses import ClauseExtension
from policysite.facts import look_up
from policysite.fragments import block, inline
from policysite.problems import Unknown


NUMBERS = ("phone", "out_of_hours", "text_relay", "mobile", "text")


def define_env(env):
    """Called by mkdocs-macros (or by Zensical) before it reads the pages."""
    site = sites.load(Path(env.project_dir), dates.today_in_london())
    facts, clauses = site.facts, site.clauses
    previewed = env.conf.get("extra", {}).get("preview")

    def said_once(function):
        """Makes it one of the pages' words. What it gives a page is worked out when the page is checked, and is then there for the build."""
        @wraps(function)
        def word(*names):
            asked = function.__name__, names, getattr(getattr(env, "page", None), "url", None), env.conf.get("repo_url"), previewed
            if asked not in site.said:
                site.said[asked] = function(*names)
            return site.said[asked]
        return env.macro(word)

    def to(address: str) -> str:
        """From the page that is being written to an address below the site's own."""
        return "../" * depth(env.page) + address

    def edit(place: str) -> str | None:
        """GitHub's editor, open at a place such as data/contacts.yaml:41; nothing where the site does not know its repository."""
        repository = env.conf.get("repo_url")
        return f"{repository.rstrip('/')}/edit/main/{place.replace(':', '#L')}" if repository else None

    def edit_on(address: str):
        """`edit` on that page alone: elsewhere a reader has other worries."""
        return edit if env.page is not None and env.page.url == address else lambda place: None

    @said_once
    def contact(role):
        """Name one role, as in {{ contact('dsl') }}: the name, phone and email of who holds it."""
        return inline("contact.html", contact=facts.contact(role))

    @said_once
    def contact_name(role, *also):
        """Name one role, as in {{ contact_name('dsl') }}: the name of who holds it. A second one stands behind it in brackets, while the same person holds both."""
        name = facts.contact(role).name
        held = [f"({each.role.lower()})" for each in map(facts.contact, also) if each.name == name]
        return inline("text.html", text=" ".join([name, *held]))

    @said_once
    def role(name):
        """Name one role, as in {{ role('dsl') }}: the role as people say it."""
        return inline("text.html", text=facts.contact(name).role)

    @said_once
    def people(role, *more):
        """Name one or more roles, as in {{ people('dsl', 'deputy_dsl') }}: names and roles alone, and when they were confirmed."""
        return block("people.html", contacts=[facts.contact(each) for each in (role, *more)])

    @said_once
    def contact_cards(role, *more):
        """Name one or more roles, as in {{ contact_cards('dsl', 'deputy_dsl') }}: a card for each."""
        return block("contact-cards.html", contacts=[facts.contact(each) for each in (role, *more)], school=facts.contact("school"))

    @said_once
    def contacts_table():
        """Takes no names, as in {{ contacts_table() }}: everyone in data/contacts.yaml."""
        return block("contacts-table.html", contacts=facts.contacts.values())

    @said_once
    def help(service):
        """Name one help service, as in {{ help('childline') }}: its name, number and page."""
        return inline("help.html", service=facts.service(service))

    @said_once
    def help_cards(service, *more):
        """Name one or more help services, as in {{ help_cards('nspcc', 'ceop') }}: a card for each."""
        whole = env.page is not None and env.page.url == "contacts/"  # elsewhere a worried reader needs the number alone
        return block("help-cards.html", services=[facts.service(each) for each in (service, *more)], whole=whole)

    @said_once
    def emergency():
        """Takes no names, as in {{ emergency() }}: who to call when somebody is in danger now, in two lines."""
        return block("emergency.html", police=facts.service("police_emergency"), childline=facts.service("childline"), to=to)

    @said_once
    def phone(name, which="phone"):
        """Name one help service or role, as in {{ phone('police') }}: its number, and when it is answered. A second word gives another of its numbers: 'out_of_hours', 'text_relay', 'mobile' or 'text'."""
        entry = facts.number_of(name)
        if which not in NUMBERS or not getattr(entry, which, None):
            raise ValueError(f'"{name}" has no number  {which}:  in {entry.file}, line {entry.line}.')
        return inline("phone.html", number=getattr(entry, which), hours=entry.hours if which in ("phone", "text") else None)

    @said_once
    def email(role):
        """Name one role, as in {{ email('dsl') }}: the first email address alone."""
        addresses = facts.contact(role).email
        if not addresses:
            raise ValueError(f'"{role}" has no email. Write {{{{ phone(\'{role}\') }}}} instead.')
        return inline("email.html", address=addresses[0])

    @said_once
    def link(service):
        """Name one help service, as in {{ link('ceop') }}: its name, which leads to its web page."""
        return inline("link.html", service=facts.service(service))

    @said_once
    def sources(source, *more):
        """Name one or more sources, as in {{ sources('ceop_reporting', 'ukcis_nudes') }}: where the advice on a page comes from, in one list."""
        return block("sources.html", sources=[facts.advice_from(each) for each in (source, *more)])

    @said_once
    def translation():
        """Takes no names, as in {{ translation() }}: how to read the page in another language."""
        return block("translation.html", to=to)

    @said_once
    def ages(app, *more):
        """Name one or more apps, as in {{ ages('tiktok', 'whatsapp') }}: their names and youngest ages, in a few words."""
        apps = [look_up("app", each, facts.apps) for each in (app, *more)]
        return inline("ages.html", apps=apps)

    @said_once
    def clause(name, *more):
        """Name one or more rules, as in {{ clause('no-personal-accounts') }}: their numbers, linked."""
        return inline("clause.html", clauses=[clauses.find(each) for each in (name, *more)], to=to)

    @said_once
    def policy_state():
        """Takes no names, as in {{ policy_state() }}: when the policy was reviewed, when it is due, and what decides."""
        return block("policy-state.html", policy=facts.policy, edit=edit, contacts=to("contacts/"),
                     state=dates.state_on(facts.policy.next_due, site.today))

    @said_once
    def agreed():
        """Takes no names, as in {{ agreed() }}: when the policy was first agreed."""
        return inline("text.html", text=facts.policy.reviews[0].date)

    @said_once
    def last_reviewed():
        """Takes no names, as in {{ last_reviewed() }}: when the policy was last reviewed or agreed."""
        return inline("text.html", text=facts.policy.last_review.date)

    @said_once
    def review_due():
        """Takes no names, as in {{ review_due() }}: when the policy's next review is due."""
        return inline("text.html", text=facts.policy.next_due)

    @said_once
    def document(name):
        """Name one document, as in {{ document('kcsie') }}: its title and edition, as the policy cites it."""
        return inline("document.html", document=facts.document(name))

    @said_once
    def since(name):
        """Name one change, as in {{ since('under_16s') }}: what has changed since the policy was agreed, and when that was checked."""
        document = facts.document(name)
        if not document.since:
            raise ValueError(f'"{name}" has no  since:  in {document.file}, line {document.line}.')
        return inline("since.html", document=document)

    @said_once
    def documents_table():
        """Takes no names, as in {{ documents_table() }}: the documents the policy cites, and their newest editions."""
        return block("documents-table.html", documents=facts.guidance.values(), agreed=facts.policy.reviews[0].date, edit=edit)

    @said_once
    def channel(name):
        """Name one channel, as in {{ channel('youtube') }}: its address and its name."""
        return inline("channel.html", channel=facts.channel(name))

    @said_once
    def channels():
        """Takes no names, as in {{ channels() }}: the school's official channels."""
        return block("channels.html", channels=facts.channels.values(), agreed=facts.policy.reviews[0].date, edit=edit_on("policy/"))

    @said_once
    def age_limits(kind):
        """Name one kind, as in {{ age_limits('game') }}: each app, game or ai and its youngest age."""
        apps = [app for app in facts.apps.values() if app.kind == kind]
        if not apps:
            raise Unknown("kind of app", kind, [app.kind for app in facts.apps.values()])
        return block("age-limits.html", apps=apps)

    @said_once
    def advice(source):
        """Name one source, as in {{ advice('ceop_blackmail') }}: who says so, linked."""
        return inline("advice.html", source=facts.advice_from(source), again=False)

    @said_once
    def advice_again(source):
        """Name one source that the page has named above, as in {{ advice_again('ceop_blackmail') }}: the same link, in fewer words."""
        return inline("advice.html", source=facts.advice_from(source), again=True)

    @said_once
    def approval():
        """Takes no names, as in {{ approval() }}: whether the safeguarding lead has approved this page."""
        situation = facts.situation(env.page.url)
        return block("approval.html", situation=situation, approver=facts.contacts.get(situation.approved_by))

    @said_once
    def approvals():
        """Takes no names, as in {{ approvals() }}: which pages wait for the safeguarding lead's approval, and which have it."""
        return block("approvals.html", situations=facts.situations.values(), contacts=facts.contacts, to=to)

    @said_once
    def for_the_record():
        """Takes no names, as in {{ for_the_record() }}: the rules that only the policy itself tells, and why."""
        return block("for-the-record.html", entries=facts.for_the_record.values(), clauses=clauses, to=to)

    @said_once
    def signed_text():
        """Takes no names, as in {{ signed_text() }}: exactly which edition somebody signs for."""
        return inline("signed-text.html", policy=facts.policy, today=site.today, edition=sites.commit_id(Path(env.project_dir)))

    @said_once
    def status_board():
        """Takes no names, as in {{ status_board() }}: everything due, worst first."""
        groups = status.grouped(dates.deadlines(facts), site.today)
        return block("status.html", edit=edit, policy=facts.policy, policy_state=dates.state_on(facts.policy.next_due, site.today),
                     jobs=status.jobs(groups, facts), groups=groups, span=status.span(groups, site.today), today=site.today, states=status.STATE_WORDS,
                     kinds=status.KIND_WORDS, counted=status.counted, owner=lambda deadline: status.owner_in_words(facts, deadline))

    @said_once
    def accessibility_results():
        """Takes no names, as in {{ accessibility_results() }}: what the tests found on every page, and when."""
        return block("accessibility-results.html", tested=facts.accessibility["every_page"], statement=facts.statements["accessibility"])

    @said_once
    def reasons_to_review():
        """Takes no names, as in {{ reasons_to_review() }}: what has changed since the policy was agreed."""
        return block("reasons.html", reasons=status.reasons_to_review(facts))

    @said_once
    def reviews_table():
        """Takes no names, as in {{ reviews_table() }}: every review that is recorded."""
        return block("reviews-table.html", reviews=facts.policy.reviews, contacts=facts.contacts)

    @said_once
    def other_forms():
        """Takes no names, as in {{ other_forms() }}: the status list as a calendar and as data."""
        return block("other-forms.html", to=to)

    @said_once
    def wording_status():
        """Takes no names, as in {{ wording_status() }}: how this wording differs from what governors agreed."""
        return block("wording-status.html", policy=facts.policy, edition=latest, differences=changed, clauses=clauses, to=to)

    @said_once
    def editions_list():
        """Takes no names, as in {{ editions_list() }}: which edition was in force when."""
        return block("editions-list.html", policy=facts.policy, editions=site.editions, differences=changed, to=to)

    @said_once
    def edition(date):
        """Name one edition by its date, as in {{ edition('2027-03') }}: its whole wording, and what changed."""
        return block("edition.html", **editions.with_neighbours(site.editions, date, facts, wording))

    @said_once
    def download(name):
        """Name one paper version, as in {{ download('policy') }}: where to get it, how large it is, and whom to ask for it."""
        return block("download.html", paper=paper.find(site, name), here=paper.possible() and not previewed, to=to)

    @said_once
    def word(name, *names):
        """Name a word and what stands in its brackets, as in {{ word('contact', 'dsl') }}: how it is typed."""
        if name not in env.macros:
            raise Unknown("word", name, env.macros)
        return inline("typed.html", text=f"{{{{ {name}({', '.join(map(repr, names))}) }}}}")

    @said_once
    def message(slip):
        """Name a slip, as in {{ message('no-name') }}: what the checks say to it."""
        return inline("typed.html", text=examples.message(slip, Path(env.project_dir), dict(env.macros)))

    # Last, since the rules' own text may use every word above.
    words = dict(env.macros)
    wording = editions.wording(clauses, words) if site.editions else {}  # only they are compared with it
    latest = site.editions[-1] if site.editions else None
    changed = editions.since(latest, wording, facts) if latest else []
    extensions = env.conf["markdown_extensions"]  # Zensical comes here once a page, with the same list
    extensions[:] = [each for each in extensions if not isinstance(each, ClauseExtension)]
    extensions.append(ClauseExtension(clauses, beside(facts, latest, changed), facts.redirects["rules"]))


def depth(page) -> int:
    """How many folders lie between a page and the site's own address. Zensical counts from the source file, MkDocs from the address."""
    if page is None:
        return 0
    if type(page).__module__.startswith("zensical"):
        return page.path.count("/")
    return page.url.strip("/").count("/") + 1 if page.url.strip("/") else 0


def beside(facts, latest, changed) -> dict[str, str]:
    """What stands below a rule, by its permanent name: what has changed since it was agreed, outside or in its own words."""
    agreed = facts.policy.reviews[0].date
    notes = {rule: block("dated-note.html", entries=entries, agreed=agreed) for rule, entries in status.notes(facts).items()}
    for difference in changed:
        if difference.kind in editions.CHANGES and difference.new:
            marked = block("changed-note.html", difference=difference, edition=latest)
            notes[difference.name] = marked + notes.get(difference.name, "")
    return notes
