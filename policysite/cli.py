"""The commands, as the Makefile and the workflows call them: python -m policysite.cli NAME."""

import os
import sys
import tempfile
from functools import partial
from pathlib import Path

import click

from policysite import site
from policysite.content import navigation
from policysite.problems import Refused, errors, in_order, report
from policysite.schema.dates import today_in_london

ROOT = Path(__file__).parent.parent


@click.group()
def main():
    """The Social Media Policy's site: its checks and its upkeep."""


@main.command()
def check():
    """Everything that a pull request of words or data is judged by: errors and remarks."""
    with tempfile.TemporaryDirectory() as folder:
        _, problems = judged(Path(folder) / "site")
    end(report(problems), 1 if errors(problems) else 0)


def judged(folder: Path) -> tuple:
    """The content, and everything wrong with it or with the site that is built into `folder`."""
    content, problems = site.read(ROOT, today_in_london())
    if not errors(problems):
        problems += navigation.check_values(ROOT)  # in a build, MkDocs says it itself
    if not errors(problems):
        from policysite.output import checks

        problems += built(content, folder) or checks.run(content, folder)
    return content, problems


def built(content, folder: Path) -> list:
    """Builds the site into a folder, without PDFs; what MkDocs alone could find wrong."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    os.environ["PAPER"] = "off"
    try:
        config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder))
        config.extra["content"] = content
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    except Refused as refused:
        return refused.problems
    except SystemExit:  # mkdocs-macros ends the program where a macro fails
        from policysite import hooks

        return hooks.build.said()
    return []


@main.command()
def upkeep():
    """Every deadline, worst first, with its owner; exit 1 when something is overdue."""
    from policysite.review import status

    content = loaded()
    end(*status.upkeep(content.data, content.today))


@main.command()
def links():
    """LinkChecker over the built site, outside addresses too; exit 1 when one is gone."""
    from policysite.output.links import check_links

    end(*check_links(ROOT / "site"))


@main.command()
def agree():
    """Record a review: MEETING= LOOKED_AT= WORDING= OUTCOME= NEXT_DUE= [BY= DATE=]"""
    from policysite import macros
    from policysite.review import record

    content = loaded()
    recorded(record.agree, content, show=macros.shown(content))


@main.command()
def approve():
    """Record that a page's advice was approved: PAGE= BY= [DATE=]"""
    from policysite.review import record

    recorded(record.approve, loaded())


def recorded(command, content, **given):
    """Ends with what the command has recorded, or with why it recorded nothing."""
    reload = partial(site.load, ROOT, content.today)
    try:
        end(command(ROOT, content, os.environ, reload, **given), 0)
    except ValueError as error:
        end(f"{error}\n\nNothing was written.", 1)


@main.command("pull-request")
@click.argument("base")
@click.argument("folder", type=Path)
def pull_request(base, folder):
    """All that `make check` says, and what has changed since the commit BASE.

    FOLDER gets summary.md, for people, and site/, as it would be published.
    """
    from policysite.review import pull_request, rule_changes, summary

    folder.mkdir(parents=True, exist_ok=True)
    site_now = folder / "site"
    with tempfile.TemporaryDirectory() as before:
        before = Path(before)
        pull_request.check_out(ROOT, base, before)
        content, problems = judged(site_now)
        pages, rules, agreed = None, [], ""
        if not errors(content.problems):
            problems += pull_request.problems(before, content)
            rules = rule_changes.to_read_again(content, pull_request.rules_of(before))
        if site_now.exists():
            pages = summary.pages_changed(pull_request.build(before), site_now)
    changed = pull_request.changed_files(ROOT, base)
    if content.agreed and any(file.startswith("source/") for file in changed):
        pages_of = partial(rule_changes.places_of, content)
        agreed = "\n" + content.agreed.summary(pages_of, content.data)
    else:  # of what was there before, nothing probable: this change has not to answer for it
        problems = [found for found in problems if not found.remark or found.file in changed]
    text = summary.summary(in_order(problems), pages, rules, os.environ.get("EDIT", "")) + agreed
    (folder / "summary.md").write_text(text, "utf-8")
    end(report(problems), 1 if errors(problems) else 0)


@main.command()
def remind():
    """Keep the weekly issue: what is due, and which links of the built site are gone."""
    from policysite.output.links import check_links
    from policysite.review import reminder, status

    content = loaded()
    due = status.as_markdown(content.data, content.today)
    try:
        links, gone = check_links(ROOT / "site")
    except RuntimeError as error:
        links, gone = str(error), 1
    end(reminder.remind(f"{due}\n{links}" if due or gone else ""), 0)


@main.command()
def schema():
    """Write the JSON schemas that editors complete and explain the data files by."""
    from policysite.schema.data import write_json_schemas

    write_json_schemas(ROOT)


def loaded():
    """The site; its errors end the command."""
    return site.load(ROOT, today_in_london())


def end(text: str, status: int):
    click.echo(text)
    sys.exit(status)


if __name__ == "__main__":
    main()
