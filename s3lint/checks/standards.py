"""Which standards ask for a check: CIS AWS Foundations by edition, AWS FSBP, PCI DSS and NIST SP 800-53.

AWS states for each Security Hub control which requirements of these standards it is about. A check that carries a
control's id among its aliases takes them over; `Check.frameworks` holds what a benchmark asks beside. CIS comes in
editions, which number the same topics differently: `cis-7`, `cis-6`, `cis-5`, and `cis` for the newest.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from s3lint.checks.model import Check
from s3lint.packaged import packaged
from s3lint.record import Struct


class Standard(Struct, frozen=True):
    """A standard in one edition, and where its numbers were read."""

    key: str
    name: str
    edition: str
    date: str
    source: str

    @property
    def title(self) -> str:
        """The name with the edition."""
        return f"{self.name} {self.edition}"


class Requirement(Struct, frozen=True):
    """One requirement, what it is about, and what of it code cannot show. Empty where its number stands for itself."""

    number: str
    about: str = ""
    beyond: str = ""


@cache
def _data() -> dict[str, Any]:
    return dict(json.loads(packaged("s3lint.checks", "data/standards.json")))


@cache
def standards() -> tuple[Standard, ...]:
    """All standards, editions of one newest first."""
    return tuple(Standard(**one) for one in _data()["standards"])


def standard(word: str) -> Standard | None:
    """The standard that a word names: a key, or the name that several editions share, for the newest of them."""
    named = word.strip().lower()
    return next((one for one in standards() if named in (one.key, one.key.partition("-")[0])), None)


def words() -> tuple[str, ...]:
    """The words that name standards: `cis`, `cis-7`, …"""
    return tuple(dict.fromkeys(word for one in standards() for word in (one.key.partition("-")[0], one.key)))


def with_edition(word: str) -> str:
    """A tag, or the beginning of one, with the edition that it stands for: `cis` is `cis-7`."""
    name, colon, number = word.strip().lower().partition(":")
    found = standard(name)
    return f"{found.key if found else name}{colon}{number}"


def editions_of(word: str) -> list[str]:
    """The tags that a number without an edition may mean: editions number the same requirements differently."""
    name, colon, number = word.strip().lower().partition(":")
    found = [one.key for one in standards() if one.key.partition("-")[0] == name]
    return [f"{key}:{number}" for key in found] if colon and len(found) > 1 else []


def tags(check: Check) -> tuple[str, ...]:
    """The requirements that a check is about: `cis-7:3.1.4`, `fsbp:S3.8`, `pci:1.4.4`, `nist:AC-3`, in order."""
    return tuple(sorted(_found(check), key=_place))


@cache
def _found(check: Check) -> frozenset[str]:
    found, data = set(check.frameworks), _data()
    for control in check.aliases:
        stated = data["controls"].get(control, {})
        found.update(f"{key}:{number}" for key in ("fsbp", "pci", "nist") for number in stated.get(key, ()))
        for topic in data["topics"]:
            if control in topic.get("controls", ()):
                found.update(f"{one.key}:{topic[one.key]}" for one in standards() if one.key in topic)
    return frozenset(found)


def _place(tag: str) -> tuple[int, list[tuple[bool, int, str]]]:
    key, _, number = tag.partition(":")
    return [one.key for one in standards()].index(key), _numeric(number)


def _numeric(number: str) -> list[tuple[bool, int, str]]:
    """A number as people sort it: 3.9 before 3.10, AC-3 before AC-21."""
    parts = "".join(sign if sign.isalnum() else " " for sign in number).split()
    return [(part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts]


def by_standard(check: Check) -> dict[str, list[str]]:
    """The numbers of the requirements under the names of their standards, with the edition."""
    titles = {one.key: one.title for one in standards()}
    found: dict[str, list[str]] = {}
    for tag in tags(check):
        key, _, number = tag.partition(":")
        found.setdefault(titles[key], []).append(number)
    return found


def requirements(one: Standard, checks: Iterable[Check]) -> dict[Requirement, tuple[Check, ...]]:
    """The requirements of a standard that checks answer or that are known, each with those checks."""
    answered: dict[str, list[Check]] = {}
    for check in checks:
        for tag in tags(check):
            key, _, number = tag.partition(":")
            if key == one.key:
                answered.setdefault(number, []).append(check)
    texts = _texts(one)
    numbers = sorted({*answered, *texts}, key=_numeric)
    return {
        Requirement(number, *texts.get(number, ("", ""))): tuple(sorted(answered.get(number, ()), key=lambda c: c.code))
        for number in numbers
    }


def _texts(one: Standard) -> dict[str, tuple[str, str]]:
    data = _data()
    found = {topic[one.key]: topic for topic in data["topics"] if one.key in topic}
    if one.key == "fsbp":
        found = {number: text for text in data["controls"].values() for number in text.get("fsbp", ())}
    return {number: (text["about"], text.get("beyond", "")) for number, text in found.items()}
