"""`make accessibility`: runs axe on every page of site/, and records what it found.

The figures of /about/accessibility/ are in data/accessibility.yaml: this writes them, nobody types.
"""

import sys
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import sync_playwright

from policysite.output.links import served
from policysite.review.record import edited
from policysite.schema.dates import today_in_london
from tools import get_browser

ROOT = Path(__file__).parent.parent
WINDOWS = [({"width": 390, "height": 664}, "light"), ({"width": 1280, "height": 800}, "dark")]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = f"axe.run({{runOnly: {TAGS}}})"


def main() -> int:
    site, found = ROOT / "site", {"pages": 0, "rules": 0, "problems": 0}
    executable = get_browser.installed()
    if not executable or not (site / "index.html").exists():
        print(f"Make the site first:  make site  {'' if executable else get_browser.HOW}")
        return 1
    addresses = [path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")]
    with sync_playwright() as playwright, served(site) as base:
        browser = playwright.chromium.launch(executable_path=executable, args=get_browser.FLAGS)
        for size, scheme in WINDOWS:
            # The site's own Content-Security-Policy would keep axe out.
            context = browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)
            page = context.new_page()
            for address in addresses:
                page.goto(f"{base}{address}/")
                page.add_script_tag(content=AXE_SCRIPT)
                result = page.evaluate(RUN)
                found["problems"] += len(result["violations"])
                found["axe"] = result["testEngine"]["version"]
                kinds = ("passes", "violations", "incomplete", "inapplicable")
                found["rules"] = sum(len(result[kind]) for kind in kinds)
        browser.close()
    found |= {"pages": len(addresses), "date": today_in_london()}
    data = ROOT / "data" / "accessibility.yaml"
    data.write_text(edited(data, lambda record: record["every_page"].update(found)), "utf-8")
    print(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
