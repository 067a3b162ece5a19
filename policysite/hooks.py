"""MkDocs' own events, and mkdocs-macros' one: checked first, built beside, put in place when whole.

Page-level logic stays in macros and Markdown extensions, which other engines run too: nothing
inside a page's <article> comes from a hook.
"""

from pathlib import Path

from mkdocs.plugins import event_priority

from policysite import macros, site
from policysite.output.build import Build
from policysite.schema.dates import today_in_london

build: Build


def define_env(env) -> None:
    """Called by mkdocs-macros before it reads the pages. Zensical, without hooks, loads here."""
    content = env.conf["extra"].get("content")
    macros.define(env, content or site.load(Path(env.project_dir), today_in_london()))


def on_startup(command, dirty):
    global build
    build = Build(command)


@event_priority(100)  # before mkdocs-macros' own
def on_config(config):
    root = Path(config.config_file_path).parent
    build.start(config, config.extra.get("content") or site.load(root, today_in_london()))


def on_files(files, config):
    build.choose(files, config)


@event_priority(-100)
def on_post_build(config):
    build.finish(config)


def on_build_error(error):
    build.tidy()
