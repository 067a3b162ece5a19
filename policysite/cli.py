"""The commands, as the Makefile and the workflows call them: python -m policysite.cli NAME."""

import os
import sys
import tempfile
from pathlib import Path

import click

from policysite import site
from policysite.problems import Refused, errors, report
from policysite.schema.dates import today_in_london

ROOT = Path(__file__).parent.parent


@click.group()
def main():
    """The Social Media Policy's site: its checks and its upkeep."""


@main.command()
def check():
    """Everything that a pull request of words or data is judged by: errors and remarks."""
    content, problems = site.read(ROOT, today_in_london())
    if not errors(problems):
        from policysite.output import checks

        with tempfile.TemporaryDirectory() as folder:
            problems += built(content, Path(folder)) or checks.run(content, Path(folder))
    click.echo(report(problems))
    sys.exit(1 if errors(problems) else 0)


def built(content, folder: Path) -> list:
    """Builds the site into a folder, without PDFs; what MkDocs alone could find wrong."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort

    os.environ["PAPER"] = "off"
    try:
        config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder))
        config.extra["content"] = content
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    except Abort as abort:
        if isinstance(abort.__context__, Refused):
            return abort.__context__.problems
        raise
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
    end(*record.agree(ROOT, content, os.environ, macros.shown(content), loaded))


@main.command()
def approve():
    """Record that a page's advice was approved: PAGE= BY= [DATE=]"""
    from policysite.review import approvals

    end(*approvals.approve(ROOT, loaded(), os.environ, loaded))


@main.command("pull-request")
@click.argument("base")
def pull_request(base):
    """What has changed since the commit BASE: problems, then what it means for the rules."""
    from policysite.review import pull_request

    try:
        problems, rules = pull_request.compare(pull_request.Base(ROOT, base), loaded())
    except ValueError as error:
        end(str(error), 1)
    text = "\n".join(["", "What this means for the rules:", "", *(f"- {line}" for line in rules)])
    end(report(problems) + "\n" + text, 1 if errors(problems) else 0)


@main.command()
@click.argument("before", type=Path)
@click.argument("now", type=Path)
@click.argument("pages", type=Path)
def preview(before, now, pages):
    """What differs between two built sites, as Markdown; changed pages go into the folder PAGES."""
    from policysite.review import preview

    preview.single_pages(before, now, pages)
    end(preview.preview(before, now), 0)


@main.command()
def remind():
    """Keep the weekly issue: what is due, and which links of the built site are gone."""
    from policysite.output import links
    from policysite.review import reminder, status

    content = loaded()
    with links.served(ROOT / "site") as base:
        found = links.find(base)
    due = status.as_markdown(content.data, content.today)
    needed = due or found.gone
    end(*reminder.remind(due + links.as_markdown(found) if needed else ""))


@main.command()
def schema():
    """Write the JSON schemas that editors complete and explain the data files by."""
    from policysite.schema import json_schema

    json_schema.write(ROOT)


def loaded():
    """The site; its errors end the command."""
    try:
        return site.load(ROOT, today_in_london())
    except Refused as refused:
        end(str(refused), 1)


def end(text: str, status: int):
    click.echo(text)
    sys.exit(status)


if __name__ == "__main__":
    main()
