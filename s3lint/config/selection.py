"""Which checks a selector names: a code, a prefix of codes, a name, a peer's id, a profile, a standard or ALL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from s3lint.checks import Check, Profile
from s3lint.checks.peers import normal, note_of
from s3lint.checks.standards import editions_of, tags, with_edition, words
from s3lint.config.errors import ConfigError, closest
from s3lint.lazy import lazy_re

# the analysis itself: always on, so selecting or ignoring one of these names no check, and is no mistake
DIAGNOSTICS = lazy_re(r"S3L9(?:0\d?|10?)?")


def codes_of(selector: str, checks: Sequence[Check]) -> frozenset[str]:
    """The codes that a selector names. Raises ConfigError where it names nothing."""
    word = selector.strip()
    upper, lower = word.upper(), word.lower()
    if upper == "ALL":
        return frozenset(check.code for check in checks)
    if lower in (profile.word for profile in Profile):
        return of_profile(Profile[upper], checks)
    found = {c.code for c in checks if _named(c, upper, lower)}
    if not found and upper.startswith("S3L"):
        found = {c.code for c in checks if c.code.startswith(upper)}
    if not found:
        if meant := editions_of(word):
            raise ConfigError(f"'{word}' does not say which edition it is of: {', '.join(meant)}")
        wanted = with_edition(word)
        found = {c.code for c in checks if any(_in_framework(tag.lower(), wanted) for tag in tags(c))}
    if not found and not DIAGNOSTICS.fullmatch(upper):
        raise ConfigError(_nothing(word, checks))
    return frozenset(found)


def _nothing(word: str, checks: Sequence[Check]) -> str:
    """What to say of a selector that names nothing."""
    if note := note_of(word):
        instead = f"; see {', '.join(note.instead)}" if note.instead else ""
        return f"s3lint has no check for '{word}': {note.why}{instead}"
    known = [*(c.code for c in checks), *(c.name for c in checks), "ALL", *words()]
    near = closest(_as_code(word), known) or closest(word, [alias for c in checks for alias in c.aliases])
    return f"no check is called '{word}'{near}; `s3lint explain` lists all checks"


def _as_code(word: str) -> str:
    """The word with the letters that are taken for digits in codes."""
    upper = word.upper()
    return upper.replace("O", "0").replace("I", "1") if upper.startswith("S3L") else word


def _named(check: Check, upper: str, lower: str) -> bool:
    peer = normal(upper)
    return upper == check.code or lower == check.name or any(peer == normal(alias) for alias in check.aliases)


def _in_framework(mark: str, wanted: str) -> bool:
    return mark == wanted or mark.startswith((wanted + ":", wanted + ".", wanted + "("))


def of_profile(profile: Profile, checks: Iterable[Check]) -> frozenset[str]:
    """The checks of a profile: those of the smaller ones too."""
    return frozenset(check.code for check in checks if check.profile <= profile)


def union(selectors: Iterable[str], checks: Sequence[Check]) -> frozenset[str]:
    """The codes that any of the selectors names."""
    return frozenset().union(*(codes_of(selector, checks) for selector in selectors))
