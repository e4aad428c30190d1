"""TOML that others wrote, read within bounds."""

from __future__ import annotations

from typing import Any

from s3lint.lazy import lazy_re

MAX_PARTS = 64
_PART = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
# tomllib takes time and memory by the square of the parts of a dotted key
_LONG_KEY = lazy_re(rf"(?m)(?:^|[\[{{,])[ \t]*{_PART}(?:[ \t]*\.[ \t]*{_PART}){{{MAX_PARTS}}}")


class BadToml(ValueError):
    """The text cannot be read; the message completes the name of a file."""


def read_toml(text: str) -> dict[str, Any]:
    """The tables of a text. Raises BadToml."""
    import tomllib

    if _LONG_KEY.search(text):
        raise BadToml(f"has a key of more than {MAX_PARTS} parts")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadToml(f"is not TOML: {error}") from error
    except RecursionError as error:
        raise BadToml("is nested too deeply") from error
    except ValueError as error:  # a number of more digits than Python converts
        raise BadToml("has a number that is too long") from error
