"""Texts that stand for what is known by identity only, or not at all, inside the strings of a policy.

All of them use private-use characters, so none can collide with a literal name. A *hole* is a part that is not known:
an open hole may be any text (a variable), a fixed hole is one certain text without wildcards (the id of a resource).
A *stranger's* text is one that an outsider chose or owns: no fixed hole can be equal to it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from s3lint.lazy import lazy_re

OPEN = "\ue001"
FIXED = "\ue003"
END = "\ue002"
STRANGER = "\ue020"
FRESH = "fresh" + STRANGER
"""What an outsider puts where a pattern leaves the text open."""
FRESH_KEY = "key" + STRANGER
"""The key of an object that no policy speaks of."""
LITERAL_STAR = "\ue030"  # `${*}`
LITERAL_MARK = "\ue031"  # `${?}`
_NAMED = "\ue010"  # something with a name that is unique in this configuration
_NAMED_END = "\ue011"

_RESERVED = lazy_re("[\ue000-\uf8ff]")
_HOLE = lazy_re(f"[{OPEN}{FIXED}]([^{END}]*){END}")
_FOREIGN = 0xE100  # added to a letter: an outsider chose it
_FOREIGN_LETTER = lazy_re("[\ue100-\ue27f]")
_SHOWN = lazy_re(f"[{OPEN}{FIXED}]([^{END}]*){END}|{_NAMED}([^{_NAMED_END}]*){_NAMED_END}")


def literal(text: str) -> str:
    """A text of the user's: none of its characters can be taken for a placeholder's."""
    return _RESERVED.sub("\ufffd", text)


def open_hole(name: str) -> str:
    """A part that may be any text."""
    return f"{OPEN}{name}{END}"


def fixed_hole(name: str) -> str:
    """A part that is one text without wildcards, not known yet."""
    return f"{FIXED}{name}{END}"


OWNER = fixed_hole("the owner's account")
"""The account that owns the bucket, where its number is not known."""
_AN_ACCOUNT = lazy_re(f"{OWNER}|{FIXED}the account of [^{END}]*{END}")


def is_account(text: str) -> bool:
    """Whether a text is an account whose number is not known: the owner's, or one of those beside it."""
    return _AN_ACCOUNT.fullmatch(text) is not None


def names_account(text: str) -> bool:
    """Whether a part of a text is such an account."""
    return FIXED in text and _AN_ACCOUNT.search(text) is not None


def numbered(text: str) -> str:
    """The text with some number for such an account."""
    return _AN_ACCOUNT.sub("0" * 12, text)


def account_shown(text: str) -> str:
    """An account as a person calls it."""
    if text == OWNER:
        return "this account"
    return shown(text) if is_account(text) else f"account {shown(text)}"


def named(address: str) -> str:
    """The name of something of this configuration that has no literal name: equal to itself and to nothing else."""
    return f"{_NAMED}{address}{_NAMED_END}"


def is_named(text: str) -> bool:
    """Whether the text is of something of this configuration."""
    return _NAMED in text


def bucket_arn(address: str) -> str:
    """The ARN of a bucket whose name is not known."""
    return f"arn:aws:s3:::{named(address)}"


def role_arn(address: str, kind: str = "role", account: str = OWNER) -> str:
    """The ARN of a role (or user, group) of this configuration, in the owner's account unless another is given."""
    return f"arn:aws:iam::{account}:{kind}/{named(address)}"


def stranger(text: str) -> str:
    """A text that an outsider owns or chose."""
    return text.replace("9", STRANGER, 1) if "9" in text else text + STRANGER


def foreign(text: str) -> str:
    """A text that an outsider chose, letter by letter: none of its letters is one that a policy spells out."""
    return "".join(chr(_FOREIGN + ord(letter)) for letter in text)


def is_foreign_letter(letter: str) -> bool:
    """Whether an outsider chose or owns a letter."""
    return letter == STRANGER or "\ue100" <= letter <= "\ue27f"


def as_shown(letter: str) -> str:
    """A letter as a person reads it."""
    if "\ue100" <= letter <= "\ue27f":
        return chr(ord(letter) - _FOREIGN)
    return {STRANGER: "9", LITERAL_STAR: "*", LITERAL_MARK: "?"}.get(letter, letter)


def tokens_of(text: str) -> list[str]:
    """The letters of a text; a hole, or a name that stands for an address, is one of them."""
    return _TOKEN.findall(text) if is_placeholder(text) else list(text)


def has_hole(text: str) -> bool:
    """Whether a part of the text is not known."""
    return OPEN in text or FIXED in text


def is_placeholder(text: str) -> bool:
    """Whether a part is known by identity only, or not at all: nothing can be computed from it."""
    return has_hole(text) or _NAMED in text


def has_open_hole(text: str) -> bool:
    """Whether a part of the text may be anything, wildcards included."""
    return OPEN in text


def plain(text: str) -> str:
    """The text with its open parts taken for plain values: neither wildcards nor anything that holds one."""
    return text.replace(OPEN, FIXED)


_TOKEN = lazy_re(f"[{OPEN}{FIXED}][^{END}]*{END}|{_NAMED}[^{_NAMED_END}]*{_NAMED_END}|.", re.DOTALL)


@lru_cache(maxsize=16384)
def arn_parts(text: str) -> tuple[str, ...]:
    """The six parts of an ARN, fewer where the text is none; what stands inside of a placeholder is no separator."""
    if not is_placeholder(text):
        return tuple(text.split(":", 5))
    hidden = [found.span() for found in _SHOWN.finditer(text)]
    cuts = [at for at, letter in enumerate(text) if letter == ":" and not any(a <= at < b for a, b in hidden)][:5]
    starts, ends = (0, *(at + 1 for at in cuts)), (*cuts, len(text))
    return tuple(text[start:end] for start, end in zip(starts, ends, strict=True))


def is_any_text(text: str) -> bool:
    """Whether the whole text is one open hole."""
    return text.startswith(OPEN) and text.endswith(END) and text.count(END) == 1


def is_hole(text: str) -> bool:
    """Whether the whole text is one hole."""
    return text.startswith((OPEN, FIXED)) and text.endswith(END) and text.count(END) == 1


@lru_cache(maxsize=16384)
def has_slash(text: str) -> bool:
    """Whether a known part of the text has a slash: the name of a hole may have one, too."""
    return "/" in text and "/" in _SHOWN.sub("", text)


def holes(text: str) -> list[str]:
    """The names of the holes."""
    return _HOLE.findall(text)


def open_holes(text: str) -> frozenset[str]:
    """The names of the holes that may be any text."""
    return frozenset(found[1] for found in _HOLE.finditer(text) if found[0].startswith(OPEN))


def _as_written(found: re.Match[str]) -> str:
    name = found[1] or found[2] or ""
    return name if name.startswith("${") and name.endswith("}") else "${" + name + "}"


def shown(text: str) -> str:
    """The text as a person reads it."""
    if text.isascii():
        return text
    if is_account(text):
        return text[1:-1]
    text = _SHOWN.sub(_as_written, text)
    text = text.replace(FRESH, "any").replace(FRESH_KEY, "key")
    text = _FOREIGN_LETTER.sub(lambda found: as_shown(found[0]), text)
    return text.replace(STRANGER, "9").replace(LITERAL_STAR, "*").replace(LITERAL_MARK, "?")
