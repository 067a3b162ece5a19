"""The page /policy/agreed/, which there is only with an agreed document."""

from policysite.review.agreed.agreed import Agreed

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
    return SOURCE.format(title=title, month=agreed.month)
