"""Measures what a run costs after another one: unchanged, after an edit in one file, and with that file named alone.

    python benchmarks/again.py                        this checkout
    python benchmarks/again.py --beside FOLDER        and another checkout, in turns with it (A B A B)

The repository is that of generate.py. Each checkout has a copy and a result cache of its own; all runs use one process.
CPU is what to compare: where other work runs on the machine, the ratios of one turn are still those of one load.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from generate import write
from measure import run

HERE = Path(__file__).resolve().parent
STEPS = ("cold", "unchanged", "one file edited", "that file named", "that file named, no cache")
_MAIN = "import sys; from s3lint.cli.main import main; sys.exit(main())"


class Checkout:
    """A checkout of s3lint with a repository and a cache of its own."""

    def __init__(self, source: Path, into: Path, files: int) -> None:
        self.name, self.source = source.name, source
        self.repository, self.cache = into / "repository", into / "cache"
        shutil.rmtree(into, ignore_errors=True)
        write("terraform", files, self.repository)
        self.cache.mkdir()
        self.cpu: dict[str, list[float]] = {step: [] for step in STEPS}
        self._check(".")  # fills the cache
        self.edited = next(path for path in sorted((self.repository / "live").rglob("main.tf")))

    def turn(self) -> None:
        """All steps once."""
        named = str(self.edited.relative_to(self.repository))
        self.cpu["cold"].append(self._check(".", cached=False))
        self._edit()
        self.cpu["one file edited"].append(self._check("."))
        self.cpu["unchanged"].append(self._check("."))
        self._edit()
        self.cpu["that file named"].append(self._check(named))
        self.cpu["that file named, no cache"].append(self._check(named, cached=False))

    def _edit(self) -> None:
        with self.edited.open("a") as file:
            file.write("# edited\n")

    def _check(self, path: str, *, cached: bool = True) -> float:
        cache = ("--cache-dir", str(self.cache)) if cached else ("--no-cache",)
        command = [sys.executable, "-c", _MAIN, "check", path, "--quiet", "--jobs", "1", *cache]
        return run(command, self.repository, {"PYTHONPATH": str(self.source)}, 900).cpu


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--beside", type=Path, help="another checkout")
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--into", type=Path, default=Path(tempfile.gettempdir()) / "s3lint-benchmarks-again")
    given = parser.parse_args()
    sources = [one for one in (given.beside, HERE.parent) if one is not None]
    load = os.getloadavg()[0]
    checkouts = [Checkout(one.resolve(), given.into / str(i), given.files) for i, one in enumerate(sources)]
    for _ in range(given.turns):
        for checkout in checkouts:
            checkout.turn()
    print(f"{given.files:,} files, median of {given.turns}, a load of {load:.1f} at the start.\n")
    print(f"| Run | {' | '.join(f'{one.name}, CPU | to cold' for one in checkouts)} |")
    print(f"| --- |{' ---: |' * 2 * len(checkouts)}")
    for step in STEPS:
        cells = []
        for one in checkouts:
            cells += [f"{statistics.median(one.cpu[step]):.2f} s", f"{_ratio(one, step):.0%}"]
        print(f"| {step} | {' | '.join(cells)} |")


def _ratio(checkout: Checkout, step: str) -> float:
    """The median of the ratios in each turn, in which both met the same load."""
    pairs = zip(checkout.cpu[step], checkout.cpu["cold"], strict=True)
    return statistics.median(cpu / cold for cpu, cold in pairs)


if __name__ == "__main__":
    main()
