"""The page /policy/agreed/, which there is only with an agreed document."""

from policysite.content.pages import Page, page_from
from policysite.review.agreed.agreed import Agreed
from policysite.schema.dates import When

PATH = "policy/agreed.md"
SOURCE = """---
title: The policy in its agreed words
description: The whole {title} as it was agreed in {month}, with the plain rules’ numbers.
tags: [agreed words, original policy, exact words]
---

{{{{ part('agreed-document') }}}}

{{{{ download('agreed') }}}}
"""


def source_of(agreed: Agreed, title: str) -> str:
    """The page as Markdown; the document's own words come from a component, as text."""
    return SOURCE.format(title=title, month=When.parse(agreed.document.month))


def page_of(agreed: Agreed, title: str) -> Page:
    return page_from(source_of(agreed, title), PATH)[0]
