"""A page at an old address leads on to the new one."""

from policysite.output.redirects import write_redirects


def test_an_old_address_leads_on(tmp_path):
    """However deep it lies; the browser's tests follow it, with its #place and without scripts."""
    write_redirects(tmp_path, {"old/": "new/", "a/b/": "c/"}, lambda to, script: f"{to} {script}")
    assert (tmp_path / "old/index.html").read_text() == "../new/ ../assets/moved.js"
    assert (tmp_path / "a/b/index.html").read_text() == "../../c/ ../../assets/moved.js"
