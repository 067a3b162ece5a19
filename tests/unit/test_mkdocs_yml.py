"""mkdocs.yml outside its menu is code: nothing comes from elsewhere, and no check is off."""

from pathlib import Path

import pytest
import yaml

TEXT = (Path(__file__).parent.parent.parent / "mkdocs.yml").read_text("utf-8")
HARMLESS = {
    "site_name",
    "site_description",
    "site_url",
    "repo_url",
    "edit_uri",
    "copyright",
    "watch",
}
EXACT = {
    "strict": "true",
    "hooks": ["hooks.py"],
    "validation": {
        "nav": dict.fromkeys(("omitted_files", "not_found", "absolute_links"), "warn"),
        "links": dict.fromkeys(
            ("not_found", "anchors", "absolute_links", "unrecognized_links"), "warn"
        ),
    },
}
THEME = {"name": "material", "custom_dir": "theme", "font": "false"}
MACROS = {"module_name": "macros", "on_undefined": "strict", "on_error_fail": "true"}
EXTENSIONS = {"admonition", "attr_list", "md_in_html", "tables", "toc", "pymdownx.details"}


def test_as_it_is():
    assert not loosened(TEXT)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("strict: true", "strict: false", "strict"),
        ("anchors: warn", "anchors: ignore", "validation"),
        ("omitted_files: warn", "omitted_files: info", "validation"),
        ("hooks:\n  - hooks.py", "hooks: []", "hooks"),
        ("font: false", "font: {text: Roboto}", "theme"),
        ("name: material", "name: readthedocs", "theme"),
        ("on_undefined: strict", "on_undefined: keep", "plugins"),
        ("hooks:\n", "  - social\nhooks:\n", "plugins"),
        ("  - macros:\n", "  - search:\n", "plugins"),
        ("  - md_in_html\n", "", "markdown_extensions"),
        ("strict:", "extra_javascript: [https://example.org/x.js]\nstrict:", "extra_javascript"),
        ("strict:", "extra_css: [https://example.org/x.css]\nstrict:", "extra_css"),
        ("strict:", "extra: {analytics: {provider: google}}\nstrict:", "extra"),
        ("not_in_nav: |\n", "not_in_nav: |\n  /parents/secret.md\n", "not_in_nav"),
    ],
)
def test_what_is_lost_is_seen(old, new, what):
    assert old in TEXT
    assert loosened(TEXT.replace(old, new)) == [what]


def loosened(text: str) -> list[str]:
    """The words of the file whose values let in, or let pass, more than they may."""
    config = yaml.load(text, Loader=yaml.BaseLoader)
    config.pop("nav")
    right = {name: config.get(name) == value for name, value in EXACT.items()}
    right["theme"] = THEME.items() <= config["theme"].items()
    right["not_in_nav"] = all(path.startswith("/policy/") for path in config["not_in_nav"].split())
    macros = config["plugins"][0].get("macros", {})
    right["plugins"] = len(config["plugins"]) == 1 and MACROS.items() <= macros.items()
    names = {
        each if isinstance(each, str) else next(iter(each))
        for each in config["markdown_extensions"]
    }
    right["markdown_extensions"] = names >= EXTENSIONS
    unknown = config.keys() - right.keys() - HARMLESS
    return [name for name, holds in right.items() if not holds] + sorted(unknown)
