"""Measures s3lint beside other programs: whole processes, in turns, on the same input.

    python benchmarks/run.py --venvs FOLDER            every input
    python benchmarks/run.py --inputs small,1000       some of them
    python benchmarks/run.py --directory PATH          any folder of Terraform (or, with --kind, of templates)

Below --venvs each program has a virtual environment of its own: checkov, tfparse, cfn-lint, cfn-guard (with cfn-flip).
One that is missing is left out, with a word. The table is Markdown: docs/performance.md has one from a real run.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generate import write
from measure import Series, run
from tools import TOOLS, Tool

HERE = Path(__file__).resolve().parent
SMALL = {"terraform": HERE / "inputs" / "module", "cloudformation": HERE / "inputs" / "template"}


@dataclass(frozen=True)
class Input:
    """What is analysed, and how often."""

    title: str
    kind: str
    folder: Path
    repeats: int


def inputs(wanted: list[str], into: Path, repeats: int) -> Iterator[Input]:
    """The inputs of these names."""
    few = max(1, repeats // 5)
    if "small" in wanted:
        yield Input("one small Terraform module", "terraform", SMALL["terraform"], repeats)
        yield Input("one CloudFormation template", "cloudformation", SMALL["cloudformation"], repeats)
    for name, title, kind, count in (
        ("1000", "1,000 Terraform files", "terraform", 1000),
        ("templates", "500 templates", "cloudformation", 500),
        ("10000", "10,000 Terraform files", "terraform", 10_000),
    ):
        if name in wanted:
            write(kind, count, into / name)
            yield Input(title, kind, into / name, few)


def measure(one: Input, tools: list[tuple[Tool, list[str]]], limit: float) -> list[tuple[str, Series, str]]:
    """All tools on one input, in turns, so that whatever else the machine does meets all of them."""
    series = {tool.name: Series() for tool, _ in tools}
    for turn in range(one.repeats):
        for tool, command in tools:
            own = series[tool.name]
            if not own.ended:
                continue  # it took too long before
            print(f"{one.title}: {tool.name} ({turn + 1} of {one.repeats})", file=sys.stderr)
            own.runs.append(run(command, one.folder, tool.environment, limit))
    rows = []
    for tool, _ in tools:
        own = series[tool.name]
        rows.append((tool.name, own, findings(tool, own)))
    return rows


def findings(tool: Tool, series: Series) -> str:
    """What it found, as it says itself."""
    if not series.ended:
        return "-"
    try:
        return tool.findings(series.runs[-1].output)
    except (ValueError, KeyError, TypeError):
        return "not understood"


def table(rows: list[tuple[str, Series, str]], limit: float) -> Iterator[str]:
    """One input's rows. Ratios are to s3lint, by processor time: it depends less on what else runs."""
    yield "| Program | Time | CPU | CPU, to s3lint | Peak memory | Findings |"
    yield "| --- | ---: | ---: | ---: | ---: | --- |"
    own = rows[0][1].cpu
    for name, series, found in rows:
        if not series.ended:
            yield f"| {name} | over {limit:.0f} s | over {series.cpu:.0f} s | | {series.megabytes:.0f} MB | |"
            continue
        ratio = f"{series.cpu / own:.1f}" if name != rows[0][0] else "1"
        yield (
            f"| {name} | {series.seconds:.2f} s | {series.cpu:.2f} s | {ratio} | {series.megabytes:.0f} MB | {found} |"
        )


def installed(kind: str, venvs: Path, own: Path) -> list[tuple[Tool, list[str]]]:
    """The tools for a language, with a word about those that are not there."""
    found = []
    for tool in TOOLS:
        if kind not in tool.reads:
            continue
        command = tool.command(kind, venvs, own)
        if command is None:
            print(f"{tool.name}: not installed in {venvs / tool.package}", file=sys.stderr)
        else:
            found.append((tool, command))
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--venvs", type=Path, default=Path("benchmark-venvs"), help="folder of virtual environments")
    parser.add_argument("--s3lint", type=Path, default=Path(sys.executable).parent, help="folder of the s3lint program")
    parser.add_argument("--inputs", default="small,1000,templates,10000")
    parser.add_argument("--directory", type=Path, help="measure on this folder alone")
    parser.add_argument("--kind", choices=("terraform", "cloudformation"), default="terraform")
    parser.add_argument("--repeats", type=int, default=10, help="of the small inputs; the large ones a fifth as often")
    parser.add_argument("--limit", type=float, default=900, help="seconds that one run may take")
    parser.add_argument("--into", type=Path, default=Path(tempfile.gettempdir()) / "s3lint-benchmarks")
    given = parser.parse_args()
    if given.directory:
        chosen = [Input(str(given.directory), given.kind, given.directory, given.repeats)]
    else:
        chosen = list(inputs(given.inputs.split(","), given.into, given.repeats))
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the start."
    )
    for one in chosen:
        print(f"\n### {one.title}\n\nMedian of {one.repeats}.\n")
        rows = measure(one, installed(one.kind, given.venvs.resolve(), given.s3lint.resolve()), given.limit)
        print("\n".join(table(rows, given.limit)), flush=True)
    starts = [run([str(given.s3lint / "s3lint"), "--version"], HERE, {}, 60) for _ in range(given.repeats)]
    series = Series(starts)
    print(f"\n`s3lint --version`: {series.seconds:.3f} s, {series.cpu:.3f} s CPU.")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except subprocess.SubprocessError as error:
        raise SystemExit(str(error)) from error
