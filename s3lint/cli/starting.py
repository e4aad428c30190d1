"""What a repository begins with: a configuration, a pre-commit entry and a CI job, after a look at what is there."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator

from s3lint import __version__
from s3lint.config import file_in
from s3lint.engine.run.result import Result
from s3lint.lazy import lazy_re
from s3lint.record import Struct
from s3lint.report.links import HOME
from s3lint.report.words import count
from s3lint.source import FileProblem, Tree
from s3lint.source.history import REPOSITORY

BASELINE = ".s3lint-baseline.json"
PRE_COMMIT = ".pre-commit-config.yaml"
GITHUB, GITLAB = ".github/workflows/s3lint.yml", ".gitlab-ci.yml"
CHECKOUT = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1"
EXAMPLES = lazy_re(r"(?:^|/)(examples?|samples?|tests?|fixtures|testdata)/")
_BRANCH = lazy_re(r"ref: refs/(?:heads|remotes/origin)/(.+)")
_MENTIONS = lazy_re(r"\bs3lint/s3lint\b|\bs3lint check\b")


class Look(Struct, frozen=True):
    """What tells how a repository is to begin."""

    unread: tuple[str, ...]  # the sources of modules that are not on disk
    examples: tuple[str, ...]  # folders of examples and tests with code in them
    failing: int  # findings that would fail a run
    forge: str  # github, gitlab, or nothing
    branch: str  # that others merge into


class Start(Struct, frozen=True):
    """A file to begin with: written, or kept with a word on why, and what to add to it by hand."""

    path: str
    text: str = ""
    kept: str = ""
    to_add: str = ""


def look(result: Result, tree: Tree) -> Look:
    """Look at a repository that was judged."""
    report = result.report
    fail_on = result.settings.fail_on
    unread = {d.about for d in report.not_judged if d.code == "S3L902" and d.about and not d.incomplete}
    files = sorted(set().union(*(part.files for part in result.parts)))
    examples = {path[: found.end()] for path in files if (found := EXAMPLES.search(path))}
    return Look(
        unread=tuple(sorted(unread)),
        examples=tuple(sorted(examples)),
        failing=sum(one.severity >= fail_on for one in report.active if one.verdict.value == "fail"),
        forge=_forge(tree),
        branch=_branch(tree),
    )


def starts(seen: Look, tree: Tree, ci: str) -> Iterator[Start]:
    """The files to begin with. What is there stays as it is."""
    there = file_in(tree, ".")
    yield Start(there, kept="it configures s3lint already") if there else Start("s3lint.toml", _configuration(seen))
    yield _pre_commit(tree)
    if ci == "github":
        yield _github(seen, tree)
    elif ci == "gitlab":
        yield _gitlab(tree)


def _forge(tree: Tree) -> str:
    host = _text(tree, REPOSITORY).partition("/")[0]
    named = [name for name in ("github", "gitlab") if name in host]
    seen = ["github"] * tree.is_folder(".github") + ["gitlab"] * tree.is_file(GITLAB)
    return (named or seen)[0] if len(named or seen) == 1 else ""


def _branch(tree: Tree) -> str:
    for path in (".git/refs/remotes/origin/HEAD", ".git/HEAD"):
        if found := _BRANCH.match(_text(tree, path).strip()):
            name = found[1]
            if "remotes" in path or name in ("main", "master", "trunk", "develop"):
                return name
    return "main"


def _text(tree: Tree, path: str) -> str:
    try:
        return tree.read(path).decode("utf-8", "replace")
    except FileProblem:
        return ""


def _configuration(seen: Look) -> str:
    lines = [
        f"#:schema {HOME.replace('github.com', 'raw.githubusercontent.com')}/main/s3lint/config/schema.json",
        f"# All settings: {HOME}/blob/main/docs/configuration.md",
        f'required-version = ">={_minor()},<1"',
        "",
        "# The checks: default; strict, what CIS, AWS FSBP and careful teams ask of every bucket; audit, advice too.",
        'profile = "default"',
        "",
        "# The lowest severity that fails a run; findings below it are listed.",
        'fail-on = "medium"',
        "",
        "# Findings that cannot be decided, since a value is not known: report, or fail.",
        'unknown = "report"',
    ]
    if seen.failing:
        lines += [
            "",
            f"# To report only what is new, run `s3lint check --write-baseline {BASELINE}` once, and set:",
            f'# baseline = "{BASELINE}"',
        ]
    if seen.unread:
        lines += [
            "",
            "# Not on disk. Run `terraform init` before s3lint, check a plan, or describe the modules ([[module]]).",
        ]
        lines += [f"#   {one}" for one in seen.unread[:10]]
        lines += [f"#   and {len(seen.unread) - 10} more"] * (len(seen.unread) > 10)
        lines += ["# To fail a run that does not read them:", '# unread-modules = "fail"']
    if seen.examples:
        folders = json.dumps(list(seen.examples), ensure_ascii=False)
        lines += ["", "# Examples and tests are checked like everything else. To leave them out:"]
        lines += [f"# exclude = {folders}"]
    # what the repository calls its folders and modules stays inside of its comment
    return "".join(re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029]", " ", line) + "\n" for line in lines)


def _minor() -> str:
    return ".".join(__version__.split(".")[:2])


_HOOK = f"""\
  - repo: {HOME}
    rev: v{__version__}
    hooks:
      - id: s3lint
"""


def _pre_commit(tree: Tree) -> Start:
    path = next((p for p in (PRE_COMMIT, PRE_COMMIT[:-4] + "yml") if tree.is_file(p)), "")
    if not path:
        return Start(PRE_COMMIT, f"repos:\n{_HOOK}")
    if _MENTIONS.search(_text(tree, path)):
        return Start(path, kept="it runs s3lint already")
    return Start(path, kept="add this below `repos:`", to_add=_HOOK)


def _github(seen: Look, tree: Tree) -> Start:
    folder = posixpath.dirname(GITHUB)
    for entry in tree.entries(folder):
        if _MENTIONS.search(_text(tree, f"{folder}/{entry.name}")):
            return Start(f"{folder}/{entry.name}", kept="it runs s3lint already")
    if tree.is_file(GITHUB):
        return Start(GITHUB, kept="it is another workflow; here is one", to_add=_workflow(seen))
    return Start(GITHUB, _workflow(seen))


def _workflow(seen: Look) -> str:
    init = """\
      # reads modules of a registry; provider plugins are not needed
      # - uses: hashicorp/setup-terraform
      # - run: terraform init -backend=false
"""
    return f"""\
name: s3lint

on:
  pull_request:
  push:
    branches: [{json.dumps(seen.branch)}]

permissions: {{}}

jobs:
  s3lint:
    name: S3 buckets
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      contents: read
      # security-events: write # for upload-sarif
      # pull-requests: write # for comment
    steps:
      - uses: {CHECKOUT}
        with:
          fetch-depth: 0 # a pull request is compared with its base
          persist-credentials: false
{init if seen.unread else ""}\
      # replace the tag by its commit: what a tag names can change
      - uses: s3lint/s3lint@v{__version__}
        # with:
        #   upload-sarif: "true" # findings in code scanning
        #   comment: "true" # who gains access by a pull request
"""


_JOB = f"""\
s3lint:
  image:
    name: ghcr.io/s3lint/s3lint:v{__version__}
    entrypoint: [""]
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    - s3lint check --no-cache --output-format gitlab --output-file gl-code-quality-report.json
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
"""


def _gitlab(tree: Tree) -> Start:
    if not tree.is_file(GITLAB):
        return Start(GITLAB, _JOB)
    if _MENTIONS.search(_text(tree, GITLAB)):
        return Start(GITLAB, kept="it runs s3lint already")
    return Start(GITLAB, kept="add this job", to_add=_JOB)


def next_steps(seen: Look, ci: str) -> Iterator[str]:
    """What to do after the files are there."""
    if seen.failing:
        yield f"{count(seen.failing, 'finding')} would fail a run today: s3lint check shows them"
        yield f"to report only new ones: s3lint check --write-baseline {BASELINE}, and set `baseline`"
    else:
        yield "s3lint check shows what it finds"
    if seen.unread:
        number = count(len(seen.unread), "module")
        yield f"{number} not on disk: run terraform init before s3lint, or describe them ([[module]])"
    if not ci:
        yield "no CI was recognised: s3lint init --ci github, or --ci gitlab, writes a job"
    yield "pre-commit install, where pre-commit is used"
