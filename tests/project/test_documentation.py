"""The pages are current: what is generated is generated, links lead somewhere, and CI runs what README says."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from s3lint import __version__
from s3lint.checks import ALL
from s3lint.checks.analysis import analysis_codes
from s3lint.checks.pages import BEGIN, END, documents, page, stale, table, with_table
from s3lint.report.links import HOME, help_uri
from tests.support.command import s3lint
from tests.support.places import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / ".github").rglob("*.md")])
WRITE = "run python -m s3lint.checks.pages --write"


def test_generated_pages_are_current() -> None:
    expected = documents(ROOT, ALL)
    assert [path for path in expected if not path.exists() or path.read_text("utf-8") != expected[path]] == [], WRITE
    assert stale(ROOT, expected) == [], WRITE


def test_readme_has_the_markers_once() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert (readme.count(BEGIN), readme.count(END)) == (1, 1)
    assert with_table("no markers", ALL) == "no markers"


def test_page_and_row() -> None:
    for check in ALL:
        text = page(check)
        assert text.startswith(f"# {check.code} {check.name}\n")
        assert "TODO" not in text
        assert text.count("```") % 2 == 0
        assert f"ignore[{check.code}]" in text
        assert len(table([check]).splitlines()) == 3


def test_every_code_has_its_page_and_stands_in_the_index() -> None:
    index = (ROOT / "docs" / "checks" / "README.md").read_text(encoding="utf-8")
    for code in [one.code for one in (*ALL, *analysis_codes())]:
        page = ROOT / help_uri(code).removeprefix(f"{HOME}/blob/main/")
        assert page.read_text(encoding="utf-8").count(f"\n# {code} ") == 1
        assert index.count(f"]({code}.md)") == 1


def test_links_inside_the_project_lead_somewhere() -> None:
    for path in PAGES:
        links_lead_somewhere(path)


def links_lead_somewhere(path: Path) -> None:
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        file, _, anchor = target.partition("#")
        if file.startswith(f"{HOME}/blob/main/"):  # what pages of the site link to beside the site
            there = ROOT / file.removeprefix(f"{HOME}/blob/main/")
        elif "://" in target:
            continue
        else:
            there = (path.parent / file).resolve() if file else path
        assert there.exists(), f"{path.name} links to {target}"
        if anchor:
            assert anchor in anchors(there.read_text(encoding="utf-8")), f"{path.name} links to {target}"


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "docs/architecture.md"])
def test_places_that_pages_name_are_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w./-]+(?:/|\.py|\.json))`", re.sub(r"```.*?```", "", text, flags=re.DOTALL)))
    assert [path for path in named if "NAME" not in path and not is_there(path)] == []


def is_there(path: str) -> bool:
    """Whether a path is the project's or the package's; a bare name may be of a file anywhere in them."""
    if "/" in path:
        return any((root / path).exists() for root in (ROOT, ROOT / "s3lint"))
    return any(found for root in ("s3lint", "fixtures") for found in (ROOT / root).rglob(path))


def test_nobody_is_told_to_run_what_a_checkout_may_hold() -> None:
    """`pipx run s3lint` takes a file of that name for the program; with `--spec` it does not."""
    for path in PAGES:
        told = re.findall(
            r"^[\s$-]*(?:run: )?(pipx run .*?s3lint) check", path.read_text(encoding="utf-8"), re.MULTILINE
        )
        assert set(told) <= {f"pipx run --spec s3lint=={__version__} s3lint"}, path


def anchors(text: str) -> set[str]:
    """The names that a Markdown page can be entered at, as code hosts make them."""
    named = set(re.findall(r'<a id="([^"]+)">', text))
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return named | {re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def test_readme_has_both_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for name, starts in (("main command", "python3 -m venv"), ("test command", ".venv/bin/pip install")):
        found = re.findall(rf"^<!-- {name} -->\n```sh\n(.*)\n```$", readme, re.MULTILINE)
        assert len(found) == 1
        assert found[0].startswith(starts)
        assert f'"{name}"' in script


def test_output_that_readme_shows_is_real() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    ((command, shown),) = re.findall(r"^```console\n\$ s3lint ([^\n]*)\n(.*?)\n```$", readme, re.MULTILINE | re.DOTALL)
    done = s3lint(ROOT, *command.split(), "--isolated", "--color", "never")
    assert without_time(done.stdout) == without_time(shown)


def without_time(text: str) -> str:
    return re.sub(r" in [0-9.]+ s:", " in some time:", text.strip())


@pytest.mark.process
def test_ci_script_is_well_formed() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0
    assert int((ROOT / ".ci" / "cases-floor").read_text()) >= 0


def test_documented_exit_status_is_the_real_one() -> None:
    from s3lint.engine import status

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (\d) \| (.*) \|$", readme, re.MULTILINE))
    assert set(rows) == {str(n) for n in (status.CLEAN, status.FINDINGS, status.FAILURE, status.INCOMPLETE)}
    assert "could not be read" in rows[str(status.INCOMPLETE)]


def test_documented_options_exist() -> None:
    """Every option that a page shows on a line with `s3lint` is one of the command line, or of what installs it."""
    for path in PAGES:
        shown = path.read_text(encoding="utf-8").splitlines()
        lines = [line for line in shown if re.search(r"\bs3lint (check|\\)", line)]
        wanted = {option for line in lines for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", line)}
        assert wanted - {"--quiet", "--editable", "--spec"} <= options(), path


def options() -> set[str]:
    from s3lint.cli.check import command

    return {name for parameter in command.params for name in parameter.opts if name.startswith("--")}


def test_schema_and_pages_agree_on_profiles() -> None:
    schema = json.loads((ROOT / "s3lint" / "config" / "schema.json").read_text())
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(f"`{profile}`" in readme for profile in schema["properties"]["profile"]["enum"])


def test_license_is_the_whole_apache_license() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert len(text.splitlines()) > 195
