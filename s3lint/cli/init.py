"""`s3lint init`: the files that a repository begins with."""

from __future__ import annotations

import posixpath
from pathlib import Path

import click

from s3lint.cli.problems import say
from s3lint.cli.sections import OneOf, SectionedCommand, option


@click.command("init", cls=SectionedCommand)
@click.argument("path", required=False, default=".")
@option("Output", "--dry-run", is_flag=True, help="Print what would be written, and write nothing.")
@option(
    "Output",
    "--ci",
    type=OneOf(["auto", "github", "gitlab", "none"]),
    default="auto",
    help="The CI to write a job for. [default: what the remote or the files tell]",
)
def command(path: str, dry_run: bool, ci: str) -> int:
    """Write a starting configuration, pre-commit entry and CI job for the repository of PATH (default '.').

    s3lint looks at the repository first. It never overwrites a file: what has to be added to one is printed.
    """
    from s3lint.cli.output import write_new, write_out
    from s3lint.cli.starting import look, next_steps, starts
    from s3lint.engine import Request
    from s3lint.engine.input.scope import scopes
    from s3lint.engine.run.analysis import analyse
    from s3lint.engine.status import CLEAN, INCOMPLETE
    from s3lint.report.untrusted import visible
    from s3lint.report.words import count, listing, nothing_insecure, severities

    (scope,) = scopes((path,), Path.cwd())
    result = analyse(Request((str(scope.root),), Path.cwd()))
    if result.nothing:
        say(f"error: found no Terraform files, CloudFormation templates or plans in {path}")
        return INCOMPLETE
    seen = look(result, scope.tree)
    forge = seen.forge if ci == "auto" else ci.replace("none", "")
    report = result.report
    found = listing(severities(report)) or nothing_insecure(report)
    lines = [f"read {count(report.summary.files, 'file')} with {count(report.summary.buckets, 'bucket')}: {found}"]
    for start in starts(seen, scope.tree, forge):
        name = visible(scope.display(start.path))
        if start.kept:
            lines += [f"kept    {name}: {start.kept}", *_indented(start.to_add)]
            continue
        if not dry_run:
            write_new(scope.root, posixpath.normpath(start.path), start.text.encode("utf-8"))
        lines += [f"{'would write' if dry_run else 'written '} {name}", *(_indented(start.text) if dry_run else ())]
    lines += ["", *(f"- {step}" for step in next_steps(seen, forge))]
    write_out("\n".join(lines))
    return CLEAN


def _indented(text: str) -> list[str]:
    return [f"    {line}" if line else "" for line in text.splitlines()]
