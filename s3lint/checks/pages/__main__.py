"""`python -m s3lint.checks.pages`: says which generated files are out of date, and with `--write` renews them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from s3lint.checks.catalogue import ALL
from s3lint.checks.pages.documents import documents, stale

ROOT = Path(__file__).resolve().parents[3]


def main(arguments: Sequence[str]) -> int:
    """Exits with 1 where a file is out of date and stays so."""
    write = "--write" in arguments
    wanted = documents(ROOT, ALL)
    changed = [path for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text]
    removed = stale(ROOT, wanted)
    if write:
        for path in changed:
            path.parent.mkdir(exist_ok=True)
            path.write_text(wanted[path], encoding="utf-8")
        for path in removed:
            path.unlink()
    done, gone = ("written", "removed") if write else ("out of date", "no check has this code")
    sys.stdout.writelines(f"{path.relative_to(ROOT)}: {done}\n" for path in changed)
    sys.stdout.writelines(f"{path.relative_to(ROOT)}: {gone}\n" for path in removed)
    return 0 if write or not (changed or removed) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
