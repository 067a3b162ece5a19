"""The built site, made once for all tests that only read it."""

from pathlib import Path

import pytest

from policysite import site as sites
from policysite.schema.dates import date
from tests.site import published as publishing


@pytest.fixture(scope="session")
def published(tmp_path_factory) -> Path:
    """The real site as it is published on 22 November 2026, PDFs and all."""
    base = tmp_path_factory.getbasetemp()
    make = publishing.build
    return publishing.once(
        "published", base, lambda target: make(target, **publishing.AS_PUBLISHED)
    )


@pytest.fixture(scope="session")
def content():
    """What the site is built from."""
    return sites.load(publishing.ROOT, date.fromisoformat(publishing.DAY))
