"""`s3lint fleet query`: questions to the store, ready ones by name or in SQL."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

import click

from s3lint.cli.output import write_out, write_report
from s3lint.cli.sections import OneOf, SectionedCommand, did_you_mean, option

STORE = "s3lint-fleet"
FORMATS = ("table", "json", "csv")
WIDEST = 80  # characters of a cell of a table
_SQL = ("select", "from", "with", "describe", "summarize", "show")


@click.command("query", cls=SectionedCommand)
@click.argument("question", required=False, default="", metavar='["SQL"|QUESTION]')
@option("Store", "--store", default=STORE, metavar="DIR", help=f"The store to ask. [default: {STORE}]")
@option("Output", "--output-format", type=OneOf(FORMATS), default="table", help="How to print rows. [default: table]")
@option("Output", "-o", "--output-file", metavar="FILE", help="Where to print them, instead of stdout.")
def command(question: str, store: str, output_format: str, output_file: str | None) -> int:
    """Ask the store of `s3lint fleet` in SQL (DuckDB's), or a ready question by its name.

    Without a question it lists the ready ones, and the tables.
    """
    from s3lint.cli.fleet_run import open_store
    from s3lint.fleet.questions import QUESTIONS

    if not question:
        write_out(_overview())
        return 0
    if question not in QUESTIONS and question.lower().split()[0] not in _SQL:
        hint = did_you_mean(question, QUESTIONS) or f" Ready questions: {', '.join(QUESTIONS)}."
        raise click.UsageError(f"'{question}' is neither a query (SELECT …) nor a ready question.{hint}")
    opened = open_store(store, writes=False)
    try:
        ready = QUESTIONS.get(question)
        names, rows = opened.asked(ready.query if ready else question)
    finally:
        opened.close()
    text = {"table": _table, "json": _json, "csv": _csv}[output_format](names, rows)
    if output_file:
        write_report(output_file, text)
    else:
        write_out(text)
    return 0


def _overview() -> str:
    from s3lint.fleet.questions import QUESTIONS
    from s3lint.fleet.store.schema import schema

    lines = ["Ready questions:", *(f"  {name:12}{one.words}" for name, one in QUESTIONS.items()), "", "Tables:"]
    for name, table in schema()["tables"].items():
        columns = ", ".join(column["name"] for column in table["columns"])
        lines += [f"  {name}: {table['words']}", f"    {columns}"]
    return "\n".join(lines) + "\n"


def _table(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    shown = [[_cell(value) for value in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(names, *shown, strict=True)]
    lines = [names, ["-" * width for width in widths], *shown]
    text = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    return "\n".join([*text, "", f"{len(rows):,} {'row' if len(rows) == 1 else 'rows'}"]) + "\n"


def _cell(value: Any) -> str:
    from s3lint.report.untrusted import visible

    text = "" if value is None else visible(str(value))
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"


def _json(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    return json.dumps([dict(zip(names, row, strict=True)) for row in rows], indent=2, default=str) + "\n"


def _csv(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_guarded(value) for value in row] for row in rows)
    return sink.getvalue()


def _guarded(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula keeps its words and loses its meaning."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value
