"""What `s3lint fleet` does: runs the repositories, writes the reports, gives the exit status."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from s3lint.checks import Severity
from s3lint.cli.input_options import settings_from
from s3lint.cli.output import write_out, write_report
from s3lint.cli.problems import say
from s3lint.cli.progress import Progress
from s3lint.engine import UsageError
from s3lint.engine.status import CLEAN, FAILURE, FINDINGS, INCOMPLETE
from s3lint.report.untrusted import visible

if TYPE_CHECKING:
    from s3lint.fleet.report.summary import Summary
    from s3lint.fleet.run import Asked
    from s3lint.fleet.store.database import Store
    from s3lint.fleet.work.task import Policy

# what says how a run is shown makes no other result
_DECIDING = ("profile", "select", "extend_select", "ignore", "min_severity")
_MOST_TOLD = 5
MISSING = "s3lint fleet needs the extra `fleet`: pip install 's3lint[fleet]'"


def open_store(name: str, *, writes: bool) -> Store:
    """A store. Raises UsageError, and ClickException where the extra is missing."""
    try:
        from s3lint.fleet.store.database import Store
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in ("duckdb", "_duckdb"):
            raise
        raise click.ClickException(MISSING) from error
    return Store(Path(os.path.abspath(name)), writes=writes)


def run(options: Mapping[str, Any]) -> int:
    """Judge what the options name."""
    from s3lint.fleet.repositories import left_out, repositories

    found = repositories(Path(options["source"]))
    _say_left_out(left_out(Path(options["source"]), found))
    place = Path(os.path.realpath(options["store"]))
    for one in found:
        if place.is_relative_to(os.path.realpath(one.path)):
            raise UsageError(f"the store lies in the repository {one.name}: name a folder elsewhere with --store")
    store = open_store(options["store"], writes=True)
    try:
        from s3lint.fleet.report.summary import run_named, summary
        from s3lint.fleet.run import scan

        since = run_named(store, options["new_since"]) if options["new_since"] else ""
        progress = Progress(enabled=not (options["no_progress"] or options["quiet"]))
        try:
            scan(_asked(options, found), store, progress.told)
        except KeyboardInterrupt:
            progress.end()
            say("stopped: what was judged is kept, and the next run goes on from there")
            raise
        progress.end()
        told = summary(store, since)
        _write(told, store, options)
    finally:
        store.close()
    return _status(told, options)


def _say_left_out(names: list[str]) -> None:
    if names:
        told = ", ".join(visible(name) for name in names[:_MOST_TOLD])
        more = f" and {len(names) - _MOST_TOLD} more" if len(names) > _MOST_TOLD else ""
        noun = "1 folder holds" if len(names) == 1 else f"{len(names)} folders hold"
        says = f"note: {noun} no git repository and will not be judged: {told}{more}. A manifest can name them."
        say(says)


def _asked(options: Mapping[str, Any], found: Any) -> Asked:
    from s3lint.fleet.installed import installed
    from s3lint.fleet.run import Asked
    from s3lint.fleet.work.process import Limits
    from s3lint.fleet.work.task import Policy

    policy = Policy(
        options=settings_from({name: options[name] for name in _DECIDING} | {"no_gitignore": options["untrusted"]}),
        config=os.path.abspath(options["config"]) if options["config"] else "",
        isolated=options["isolated"] or options["untrusted"],
        use_ignores=not options["untrusted"],
        today=date.today().isoformat(),
    )
    _look_at(policy)
    jobs = options["jobs"] or os.cpu_count() or 1
    limits = Limits(options["deadline"], options["memory"])
    source = str(options["source"])
    return Asked(found, source, policy, installed(), limits, jobs, options["scheduler"] or "")


def _look_at(policy: Policy) -> None:
    """Sees to it that the settings can be meant, before any repository is asked. Raises ConfigError."""
    from s3lint.checks.catalogue import ALL
    from s3lint.config import ConfigError, Layer, build, load
    from s3lint.source import DiskTree

    layers = [Layer(dict(policy.options), ".")]
    if policy.config:
        path = Path(policy.config)
        if not path.is_file():
            raise ConfigError(f"--config {path.name} does not exist")
        layers = [*load(DiskTree(path.parent), path.name), *layers]
    build(layers, ALL)


def _write(told: Summary, store: Store, options: Mapping[str, Any]) -> None:
    for kind, file in options["reports"]:
        write_report(file, _rendered(kind, told, store))
    text = _rendered(options["output_format"], told, store)
    if options["output_file"]:
        write_report(options["output_file"], text)
    else:
        write_out(text)


def _rendered(kind: str, told: Summary, store: Store) -> str:
    from s3lint.fleet.report import html, json, markdown, text

    if kind == "html":
        return html.render(told, store)
    return {"text": text.render, "markdown": markdown.render, "json": json.render}[kind](told)


def _status(told: Summary, options: Mapping[str, Any]) -> int:
    """2 before 3 before 1 before 0, as for `s3lint check`."""
    if told.internal:
        return FAILURE
    if told.incomplete and not options["allow_unreadable"]:
        return INCOMPLETE
    counted = told.counted(Severity[options["fail_on"].upper()])
    return FINDINGS if counted and not options["exit_zero"] else CLEAN
