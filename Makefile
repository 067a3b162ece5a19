# The commands. Each makes .venv itself when it is needed.
export NO_MKDOCS_2_WARNING := 1

python := .venv/bin/python
ready := .venv/.ready

.PHONY: site serve test wording upkeep links agree wrong-edits pictures zensical accessibility validity bench audit pins clean

site: $(ready)  ## build everything into site/
	@$(python) -m policysite.menu && $(python) -m mkdocs build --quiet && echo "The site is built: open site/index.html, or run  make serve"

serve: $(ready)  ## live preview on http://127.0.0.1:8000
	@$(python) -m policysite.serve

test: $(ready) .venv/.browser  ## every test, the browser's included; a process for each processor, and four at most
	@$(python) -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

wording: $(ready)  ## after make site: is everything spelt in British English, and easy enough to read?
	@$(python) -m tests.wording

upkeep: $(ready)  ## every deadline, worst first; exit 1 when something is overdue or was never confirmed
	@$(python) -m policysite.upkeep

links: site  ## every link, to other sites too; exit 1 when an address is gone
	@$(python) -m policysite.links

export MEETING LOOKED_AT WORDING OUTCOME NEXT_DUE BY DATE
agree: $(ready)  ## record a review and seal its wording: MEETING= LOOKED_AT= WORDING= OUTCOME= NEXT_DUE= [BY= DATE=]
	@$(python) -m policysite.agree

wrong-edits: $(ready)  ## what becomes of each wrong edit that we could think of
	@$(python) -m tests.wrong_edits

pictures: $(ready) .venv/.browser  ## take the pictures of /about/editing/ again
	@$(python) -m tests.pictures

zensical: $(ready)  ## build with the other engine too, and compare every article
	@$(python) -m tests.compare_engines

accessibility: $(ready) .venv/.browser  ## every page in a browser; the accessibility statement's figures are taken from it
	@$(python) -m pytest tests/test_every_page.py --record

validity: $(ready)  ## the HTML of every page by the Nu checker; needs Java and npm; exit 1 on an error
	@$(python) -m tests.validity

bench: $(ready) .venv/.browser  ## the README's measurements: weights, Lighthouse, build; some minutes
	@$(python) -m tests.bench

audit: $(ready)  ## known weaknesses in the packages that the site is built with; exit 1 when there is one
	@$(python) -m pip install --quiet --disable-pip-version-check pip-audit
	@$(python) -m pip_audit --strict --progress-spinner off --require-hashes --disable-pip --requirement requirements.txt

pins: requirements.in $(ready)  ## pin requirements.in again, with hashes
	@$(python) -m pip install --quiet uv
	@$(python) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --custom-compile-command "make pins" --output-file requirements.txt requirements.in

$(ready): requirements.txt
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; this is " + sys.version.split()[0])'
	@python3 -m venv .venv || { echo "Python's venv is missing. On Debian or Ubuntu:  sudo apt-get install python3-venv"; exit 1; }
	@$(python) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	@touch $(ready)

.venv/.browser: $(ready)  # an installed browser, Playwright's own, or Debian's, as root; without one those tests are skipped
	@$(python) -m tests.get_browser && touch .venv/.browser || true

clean:  ## forget the environment and the built site
	rm -rf .venv site .site-new .site-old
