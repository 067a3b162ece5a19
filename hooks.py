"""MkDocs' own events, each handed on: checked first, built beside, swapped in when whole."""

import gc
import sys
from pathlib import Path

from mkdocs.plugins import event_priority

gc.set_threshold(50_000)  # a build makes much and throws little away: to look for rubbish less often saves a twentieth of its time
sys.path.insert(0, str(Path(__file__).parent))  # people type `mkdocs serve`, which cannot import from here

from policysite.build import Build  # noqa: E402
from policysite.serve import keep_showing  # noqa: E402

run: Build


def on_startup(command, dirty):
    global run
    run = Build(command)


@event_priority(100)
def on_config(config):
    run.check(config)


def on_files(files, config):
    run.leave_out(files, config.theme)


def on_page_markdown(markdown, page, config, files):
    run.search_words(page)


@event_priority(-100)
def on_post_build(config):
    run.finish(config)


def on_build_error(error):
    run.tidy()


def on_serve(server, config, builder):
    keep_showing(server, Path(config.config_file_path).parent, Path(config.site_dir))
