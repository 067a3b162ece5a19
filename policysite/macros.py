"""What a page can call, such as {{ contact('dsl') }}: macros.yaml lists it, templates show it.

What a call takes is known from that list, so a page is checked without running anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import segno
import yaml

from policysite.content.content import Content
from policysite.content.rules_extension import RulesExtension
from policysite.names import look_up
from policysite.output import pdf
from policysite.output.components import block, inline
from policysite.review import approvals, editions, status
from policysite.review.deadlines import state_on

EDITORS_PAGES = ("status/", "about/editing/")
LISTED = Path(__file__).with_name("macros.yaml")


@dataclass(frozen=True)
class Macro:
    """What a page may call. macros.yaml tells what each field means."""

    name: str
    help: str
    takes: Sequence[str] = ()
    more: str = ""
    default: str = ""
    block: bool = False

    def fits(self, names: Sequence[str]) -> bool:
        """Whether it takes that many names."""
        least = len(self.takes) - (1 if self.default else 0)
        too_many = len(names) > len(self.takes) and not self.more
        return len(names) >= least and not too_many

    def look_up(self, names: Sequence[str], content: Content) -> list:
        """What its names stand for. Raises ValueError where one stands for nothing."""
        if len(names) < len(self.takes):
            names = [*names, self.default]
        kinds = [*self.takes, *[self.more] * (len(names) - len(self.takes))]
        named = []
        for kind, name in zip(kinds, names, strict=True):
            named.append(look_up(kind, name, content, named))
        return named


listed = yaml.load(LISTED.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
MACROS = {name: Macro(name, **entry) for name, entry in listed.items()}


class Macros:
    """The macros over one content. `env` is mkdocs-macros' (or Zensical's): it knows the page."""

    def __init__(self, content: Content, env):
        self.content, self.env = content, env
        self.functions = {name: partial(self.run, macro) for name, macro in MACROS.items()}
        self.show = editions.show_with(self.functions)  # a rule's source as a reader sees it
        self.context = self.of_the_site()
        latest = content.editions[-1:]
        changed = editions.since(latest[0], content, self.show) if latest else []
        self.context["differences"] = changed

    def run(self, macro: Macro, *names: str) -> str:
        """What a page gets for its call."""
        render = block if macro.block else inline
        given = {"named": macro.look_up(names, self.content), "page_address": self.address}
        return render(f"{macro.name.replace('_', '-')}.html", **given, **self.context)

    def of_the_site(self) -> dict:
        """What every template can use, beside what the call names."""
        content, policy, conf = self.content, self.content.data.policy, self.env.conf
        return {
            "content": content,
            "data": content.data,
            "policy": policy,
            "today": content.today,
            "agreed": content.agreed,
            "state": state_on(policy.next_due, content.today),
            "approvals": approvals,
            "editions": editions,
            "pdf": pdf,
            "status": status,
            "show": self.show,
            "to": self.to,
            "edit": self.edit,
            "segno": segno,
            "preview": conf["extra"].get("preview"),
            "repository": (conf.get("repo_url") or "").rstrip("/"),
            "site_url": conf.get("site_url"),
        }

    @property
    def page(self):
        """That is being written; None before the first, when rules are compared."""
        return getattr(self.env, "page", None)

    @property
    def address(self) -> str:
        """Of the page that is being written, below the site's own; / for the front page."""
        return getattr(self.page, "url", "").strip("/") + "/"

    def to(self, address: str) -> str:
        """From the page that is being written to an address below the site's own."""
        if type(self.page).__module__.startswith("zensical"):  # counts from the source file
            up = self.page.path.count("/")
        else:
            up = self.address.lstrip("/").count("/")
        return "../" * up + address

    def edit(self, place: str) -> str | None:
        """GitHub's editor, open at a place such as data/contacts.yaml:41, for who keeps the site:
        elsewhere a reader has other worries."""
        repository = self.context["repository"]
        if not repository or self.address not in EDITORS_PAGES:
            return None
        return f"{repository}/edit/main/{place.replace(':', '#L')}"

    def beside_rules(self) -> dict[str, str]:
        """What stands below each rule, by its permanent name: what has changed since it was agreed,
        and its agreed words."""
        notes, agreed = status.notes(self.content.data), self.content.agreed
        changed = {
            difference.name: difference
            for difference in self.context["differences"]
            if difference.kind in editions.UNAGREED
        }
        beside = {}
        for rule in self.content.rules.all():
            name = rule.name or rule.number
            if agreed or name in notes or name in changed:
                given = {"rule": rule, "entries": notes.get(name), "changed": changed.get(name)}
                beside[name] = block("beside-rule.html", **given, **self.context)
        return beside


def shown(content: Content) -> editions.Show:
    """How a rule's source is shown to readers, where no page is being written."""
    return Macros(content, SimpleNamespace(page=None, conf={"extra": {}})).show


def define(env, content: Content) -> None:
    """Makes the macros known to mkdocs-macros, and the rules' numbers to Markdown."""
    macros = Macros(content, env)
    for name, function in macros.functions.items():
        env.macro(function, name)
    extensions = env.conf["markdown_extensions"]  # Zensical comes here once a page
    extensions[:] = [kept for kept in extensions if not isinstance(kept, RulesExtension)]
    former = content.data.redirects["rules"]
    extensions.append(RulesExtension(content.rules, macros.beside_rules(), former))
