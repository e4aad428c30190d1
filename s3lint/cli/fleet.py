"""`s3lint fleet`: the buckets of many repositories."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from s3lint.cli.check import LEVELS, PROFILES, SELECTION
from s3lint.cli.fleet_query import STORE
from s3lint.cli.fleet_query import command as query
from s3lint.cli.sections import OneOf, SectionedCommand, Words, did_you_mean, joined, option

FORMATS = ("text", "markdown", "json", "html")


def _reports(ctx: click.Context, param: click.Parameter, values: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """`FORMAT=FILE`, repeated."""
    found = []
    for text in values:
        name, equals, file = text.partition("=")
        if not equals or not file or name not in FORMATS:
            hint = "" if name in FORMATS else did_you_mean(name, FORMATS)
            raise click.BadParameter(f"'{text}' is not FORMAT=FILE with one of {', '.join(FORMATS)}.{hint}", ctx, param)
        found.append((name, file))
    return tuple(found)


class WithQuery(SectionedCommand):
    """The command; behind the word `query` another one, with options of its own."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of the one that is asked for."""
        if args[:1] == ["query"]:
            return query.make_context(f"{info_name} query", args[1:], parent=parent, **extra)
        return super().make_context(info_name, args, parent=parent, **extra)


@click.command(
    "fleet",
    cls=WithQuery,
    epilog="`s3lint fleet query` asks the store. Exit codes: 0 clean, 1 findings, 2 bad usage or internal error, "
    "3 s3lint could not analyse some input.",
)
@click.argument("source", required=False, default=".", metavar="[DIR|MANIFEST]")
@option("Store", "--store", default=STORE, metavar="DIR", help=f"Where results are kept. [default: {STORE}]")
@option(SELECTION, "--select", multiple=True, type=Words(), metavar="CHECK,...", help="Run only these checks.")
@option(SELECTION, "--extend-select", multiple=True, type=Words(), metavar="CHECK,...", help="Also run these checks.")
@option(SELECTION, "--ignore", multiple=True, type=Words(), metavar="CHECK,...", help="Do not run these checks.")
@option(SELECTION, "--profile", type=OneOf(PROFILES), help="The set of checks to run: default, strict or audit.")
@option(SELECTION, "--min-severity", type=OneOf(LEVELS), help="Do not report findings below this severity.")
@option("Output", "--output-format", type=OneOf(FORMATS), default="text", help="How to print the run. [default: text]")
@option("Output", "-o", "--output-file", metavar="FILE", help="Where to print it, instead of stdout.")
@option(
    "Output",
    "--report",
    "reports",
    multiple=True,
    metavar="FORMAT=FILE",
    callback=_reports,
    help="Also write a report, e.g. --report html=fleet.html.",
)
@option("Output", "--new-since", metavar="RUN", help="Count only findings that RUN of the store does not have, "
        "or `previous`.")  # fmt: skip
@option("Output", "--no-progress", is_flag=True, help="Never show a progress line.")
@option("Workers", "-j", "--jobs", type=click.IntRange(1, 256), metavar="N", help="Processes. [default: one a core]")
@option("Workers", "--scheduler", metavar="ADDRESS", help="Use the workers of this Dask scheduler: tcp://HOST:PORT.")
@option(
    "Workers",
    "--deadline",
    type=click.FloatRange(1, 86_400),
    default=300.0,
    metavar="SECONDS",
    help="What one repository may take. [default: 300]",
)
@option(
    "Workers",
    "--memory",
    type=click.IntRange(256, 1 << 20),
    default=2048,
    metavar="MIB",
    help="The memory that it may take. [default: 2048]",
)
@option("Run", "--config", metavar="FILE", help="Use this configuration file in every repository, and no other.")
@option("Run", "--isolated", is_flag=True, help="Ignore all configuration files.")
@option(
    "Run",
    "--untrusted",
    is_flag=True,
    help="No configuration, suppression or .gitignore of the repositories counts.",
)
@option(
    "Run", "--fail-on", type=OneOf(LEVELS), default="medium",
    help="Exit 1 only for findings of at least this severity. [default: medium]",
)  # fmt: skip
@option("Run", "-e", "--exit-zero", is_flag=True, help="Exit 0 even when there are findings.")
@option("Run", "--allow-unreadable", is_flag=True, help="Do not exit 3 when s3lint cannot read some input.")
@option("Run", "-q", "--quiet", is_flag=True, help="Print the run and nothing else.")
def command(**options: Any) -> int:
    """Check all repositories of DIR (checkouts or mirrors) or of a TOML MANIFEST, and keep the results.

    Repositories that have not changed are not judged again; what one of them states about another's buckets counts.
    """
    from s3lint.cli.fleet_run import run

    for name in ("select", "extend_select", "ignore"):
        options[name] = joined(options[name])
    return run(options)
