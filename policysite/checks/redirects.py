"""An old address leads to one that is there, and is itself gone."""

from collections.abc import Iterator

from policysite.content.content import Content
from policysite.problems import Problem, problem, suggestion


def check(content: Content) -> Iterator[Problem]:
    """Each line of data/redirects.yaml leads from nowhere to somewhere."""
    file, redirects = "data/redirects.yaml", content.data.redirects
    places = {
        place: place.partition("#")[0] for pair in redirects["places"].items() for place in pair
    }
    for old in redirects["places"]:
        if places[old] not in content.by_url:
            near = suggestion(places[old], content.by_url)
            given = {"kind": "places", "old": old, "new": places[old], "suggestion": near}
            yield problem(file, redirects["places"].line_of(old), "redirect_to_nothing", **given)
    for kind, there in (("pages", content.by_url), ("rules", content.rules.by_name)):
        listed = redirects[kind]
        for old, new in listed.items():
            line, given = listed.line_of(old), {"kind": kind, "old": old}
            if old in there:
                yield problem(file, line, "redirect_still_there", **given)
            if new.split("#")[0] not in there:
                near = suggestion(new, there)
                yield problem(file, line, "redirect_to_nothing", new=new, suggestion=near, **given)
