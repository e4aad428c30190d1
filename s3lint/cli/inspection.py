"""Looking at what was read without judging it: the run behind `s3lint inspect` and `s3lint graph`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

import click

from s3lint.cli.input_options import request_from
from s3lint.cli.output import write_out, write_report
from s3lint.cli.problems import say
from s3lint.engine.request import Wanted
from s3lint.engine.run.analysis import Result, analyse
from s3lint.engine.status import CLEAN, FAILURE, INCOMPLETE
from s3lint.record import replace
from s3lint.source import Diagnostic


def look(options: Mapping[str, Any], wanted: Wanted) -> Result:
    """Read everything that the options name, and judge nothing. What was lost is said on stderr."""
    result = analyse(replace(request_from(options), wanted=wanted, use_ignores=False))
    say_lost(result.report.diagnostics, options)
    return result


def say_lost(diagnostics: Iterable[Diagnostic], options: Mapping[str, Any]) -> None:
    """Says on stderr what was not read or judged; with -v, all remarks."""
    from s3lint.report.formats.concise import diagnostic_line
    from s3lint.report.terminal.drawing import draw

    shown = [d for d in diagnostics if d.is_gap or options["verbose"]]
    click.echo(draw([diagnostic_line(d) for d in shown], color=False), err=True, nl=False)


def status(result: Result, paths: Sequence[str], found: int, patterns: Sequence[str]) -> int:
    """The exit status, with a word on stderr where nothing is shown."""
    report = result.report
    where = " ".join(paths or (".",))
    if result.nothing:
        say(f"error: found no Terraform files, CloudFormation templates or plans in {where}")
    elif not found and patterns:
        from s3lint.cli.sections import did_you_mean

        names = [bucket.address for bucket in report.buckets] + [
            node.address for p in report.pictures for node in p.nodes
        ]
        hint = did_you_mean(patterns[0], names)
        say(f"error: no bucket in {where} matches {', '.join(patterns)}.{hint}")
        return FAILURE
    elif not found:
        say(f"no S3 buckets found in {where}")
    if any(d.code == "S3L900" for d in report.diagnostics):
        return FAILURE
    return CLEAN if report.is_readable else INCOMPLETE


def matches(patterns: Sequence[str], *names: str) -> bool:
    """Whether one of the names is one of the patterns, or matches it as a glob; without patterns all do."""
    return not patterns or any(
        name == pattern or fnmatchcase(name, pattern.replace("[", "[[]"))
        for name in names
        if name
        for pattern in patterns
    )


def write(text: str, file: str | None) -> None:
    """To the file that was named, or to standard output."""
    if file is None:
        write_out(text)
    else:
        write_report(file, text)
