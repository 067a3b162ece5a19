# The commands. Each makes .venv itself when it is needed: what builds the site, or also what tests it.
export NO_MKDOCS_2_WARNING := 1

python := .venv/bin/python
ready := .venv/.ready-site
tested := .venv/.ready

.PHONY: site serve check test upkeep links agree approve
.PHONY: schema wrong-edits accessibility pictures zensical bench validity audit pins clean

site: $(ready)  ## build everything into site/
	@$(python) -m mkdocs build --quiet && echo "The site is built: open site/index.html, or run  make serve"

serve: $(ready)  ## live preview on http://127.0.0.1:8000
	@$(python) -m mkdocs serve

check: $(ready)  ## everything that a pull request of words or data is judged by: errors and remarks
	@$(python) -m policysite.cli check

test: $(tested) .venv/.browser  ## every test, the browser's included; a process for each processor, four at most
	@$(python) -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

upkeep: $(ready)  ## every deadline, worst first; exit 1 when something is overdue or was never confirmed
	@$(python) -m policysite.cli upkeep

links: $(tested) site  ## every link, to other sites too; exit 1 when an address is gone
	@$(python) -m policysite.cli links

export MEETING LOOKED_AT WORDING OUTCOME NEXT_DUE BY DATE PAGE
agree: $(ready)  ## record a review and keep its wording: MEETING= LOOKED_AT= WORDING= OUTCOME= NEXT_DUE= [BY= DATE=]
	@$(python) -m policysite.cli agree

approve: $(ready)  ## record that a page was approved: PAGE= BY= [DATE=]
	@$(python) -m policysite.cli approve

# --- for developers --------------------------------------------------------------------------------

schema: $(ready)  ## write the JSON schemas of the data files again, from the models
	@$(python) -m policysite.cli schema

wrong-edits: $(tested)  ## what becomes of each wrong edit and each right one that we could think of
	@$(python) -m tools.wrong_edits

accessibility: $(tested) .venv/.browser site  ## axe on every page, recorded for /about/accessibility/
	@$(python) -m tools.accessibility

pictures: $(tested) .venv/.browser  ## take the pictures of /about/editing/ again
	@$(python) -m tools.pictures

zensical: $(ready)  ## build with the other engine too, and compare every article
	@$(python) -m tools.compare_engines

validity: $(ready)  ## the HTML of every page by the Nu checker; needs Java and npm; exit 1 on an error
	@$(python) -m tools.validity

bench: $(tested) .venv/.browser  ## the README's measurements: weights, Lighthouse, build; some minutes
	@$(python) -m tools.bench

audit: $(ready)  ## known weaknesses in the packages that the site is built with; exit 1 when there is one
	@$(python) -m pip install --quiet --disable-pip-version-check pip-audit
	@$(python) -m pip_audit --strict --progress-spinner off --require-hashes --disable-pip --requirement requirements-site.txt

pins: $(ready)  ## pin both .in files again, with hashes
	@$(python) -m pip install --quiet uv
	@for name in requirements-site requirements tools/zensical-requirements; do $(python) -m uv pip compile --quiet --universal --python-version 3.11 \
	    --generate-hashes --no-emit-index-url --custom-compile-command "make pins" --output-file $$name.txt $$name.in; done

$(ready): requirements-site.txt
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; this is " + sys.version.split()[0])'
	@python3 -m venv .venv || { echo "Python's venv is missing. On Debian or Ubuntu:  sudo apt-get install python3-venv"; exit 1; }
	@$(python) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-site.txt
	@touch $@

$(tested): requirements.txt $(ready)
	@$(python) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	@touch $@

.venv/.browser: $(tested)  # an installed browser, Playwright's own, or Debian's, as root; without one those tests are skipped
	@$(python) -m tools.get_browser && touch $@ || true

clean:  ## forget the environment and the built site
	rm -rf .venv site .site-new .site-old
