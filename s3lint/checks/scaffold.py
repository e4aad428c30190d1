"""`python -m s3lint.checks.scaffold CODE NAME`: the file of a new check, for contributors in a checkout.

It is listed in the catalogue, and fails everywhere until what it says TODO of is written. No run of a user loads this.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from string import Template

from s3lint import __version__
from s3lint.checks.areas import AREAS
from s3lint.checks.catalogue import ALL, by_code
from s3lint.lazy import lazy_re
from s3lint.packaged import packaged

ROOT = Path(__file__).resolve().parents[2]
USAGE = "usage: python -m s3lint.checks.scaffold CODE NAME, such as S3L116 bucket-listed"

_CODE = lazy_re(rf"S3L([{''.join(AREAS)}])\d\d")
_NAME = lazy_re(r"[a-z0-9]+(-[a-z0-9]+)*")
_NEXT = """\
{file}: written, and listed in s3lint/checks/catalogue.py

1. Write every TODO, and the examples: what is true on AWS decides, and the page in `references` says it.
2. Write `judge`; look at its neighbours in the folder for the questions that a bucket answers.
3. python -m s3lint.checks.pages --write
4. pytest tests -k "{code} or fixtures"
"""


class Refused(Exception):
    """The check cannot be made."""


def refuse(code: str, name: str) -> None:
    """Raises Refused where the code or the name cannot be a new check's."""
    found = _CODE.fullmatch(code)
    if found is None:
        raise Refused(f"{code} is not a code: S3L, the digit of its area ({', '.join(AREAS)}) and two more digits")
    if code in by_code():
        raise Refused(f"{code} is {by_code()[code].name}: the next free code of its area is {_free(found[1])}")
    if _NAME.fullmatch(name) is None:
        raise Refused(f"{name} is not a name: write it in small letters, with hyphens")
    if taken := next((check for check in ALL if check.name == name), None):
        raise Refused(f"{taken.code} has this name")


def _free(digit: str) -> str:
    """The code after the last of an area."""
    return f"S3L{max(int(check.code[3:]) for check in ALL if check.code[3] == digit) + 1}"


def with_check(catalogue: str, folder: str, module: str) -> str:
    """The text of the catalogue with one more check, in the order of the codes."""
    imported = _with_line(catalogue, f"from s3lint.checks.{folder} import (\n", f"    {module},\n")
    return _with_line(imported, "ALL: tuple[Check, ...] = (\n", f"    {module}.CHECK,\n")


def _with_line(text: str, opening: str, line: str) -> str:
    before, opening, rest = text.partition(opening)
    inside, closing, after = rest.partition(")\n")
    lines = sorted([*inside.splitlines(keepends=True), line])
    return "".join([before, opening, *lines, closing, after])


def main(arguments: Sequence[str]) -> int:
    """Writes the check's file and lists it. Exits with 2 where that is refused, and has changed nothing then."""
    if len(arguments) != 2:
        return _say(USAGE)
    code, name = arguments
    if not (ROOT / "pyproject.toml").exists():
        return _say(f"{ROOT} is not a checkout of s3lint")
    try:
        refuse(code, name)
    except Refused as problem:
        return _say(str(problem))
    folder, module = AREAS[code[3]].folder, f"{code.lower()}_{name.replace('-', '_')}"
    catalogue = ROOT / "s3lint" / "checks" / "catalogue.py"
    file = catalogue.parent / folder / f"{module}.py"
    file.write_text(_new_check(code, name), encoding="utf-8")
    catalogue.write_text(with_check(catalogue.read_text(encoding="utf-8"), folder, module), encoding="utf-8")
    sys.stdout.write(_NEXT.format(file=file.relative_to(ROOT), code=code))
    return 0


def _new_check(code: str, name: str) -> str:
    form = Template(packaged("s3lint.checks", "data/new_check.txt"))
    return form.substitute(code=code, name=name, version=__version__)


def _say(text: str) -> int:
    sys.stderr.write(f"{text}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
