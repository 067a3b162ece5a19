"""MkDocs' own events, and mkdocs-macros' one: checked first, built beside, put in place when whole.

Page-level logic stays in macros and Markdown extensions, which other engines run too: nothing
inside a page's <article> comes from a hook.
"""

from pathlib import Path

from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority

from policysite import macros, site
from policysite.output.build import Build
from policysite.problems import Refused
from policysite.schema.dates import today_in_london

build: Build


def define_env(env) -> None:
    """Called by mkdocs-macros before it reads the pages. Zensical, without hooks, loads here."""
    content = env.conf["extra"].get("content")
    if content is None:
        content = site.load(Path(env.project_dir), today_in_london())
    macros.define(env, content)


def on_startup(command, dirty):
    global build
    build = Build(command)


@event_priority(100)  # before mkdocs-macros' own
def on_config(config):
    try:
        root = Path(config.config_file_path).parent
        content = config.extra.get("content") or site.load(root, today_in_london())
    except Refused as refused:
        raise Abort(str(refused)) from None
    build.start(config, content)


def on_files(files, config):
    build.leave_out(files, config.theme)
    build.add_agreed(files, config)


@event_priority(-100)
def on_post_build(config):
    try:
        build.finish(config)
    except Refused as refused:
        raise Abort(str(refused)) from None


def on_build_error(error):
    build.tidy()
