"""What the client sets: as initialization options, or as its section `s3lint`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from s3lint.config.schema import Misfit, misfits
from s3lint.record import Struct, field

SECTION = "s3lint"
DELAY, LONGEST = 150, 5000  # milliseconds


class ClientSettings(Struct, frozen=True):
    """The settings of one client, with what was wrong in them."""

    options: Mapping[str, Any] = field(default_factory=dict)  # as a configuration file would write them
    config: str | None = None
    var_files: tuple[str, ...] = ()
    delay: float = DELAY / 1000  # seconds without a change before the code is judged again
    lens: bool = True
    problems: tuple[str, ...] = ()


_KINDS: dict[str, tuple[type, str]] = {
    "options": (dict, "an object"),
    "configFile": (str, "a text"),
    "varFiles": (list, "a list of texts"),
    "delay": (int, f"a number of milliseconds up to {LONGEST}"),
    "lens": (bool, "true or false"),
}


def read(data: object) -> ClientSettings:
    """The settings in what a client sent. What is not understood is named, and the rest holds."""
    if data is None:
        return ClientSettings()
    if not isinstance(data, Mapping):
        return ClientSettings(problems=(f"the section {SECTION} must be an object",))
    problems = []
    found: dict[str, Any] = {}
    for name, (kind, words) in _KINDS.items():
        value = data.get(name)
        if value is None:
            continue
        if _fits(value, kind):
            found[name] = value
        else:
            problems.append(f"{SECTION}.{name} must be {words}")
    options = found.get("options", {})
    wrong = [_said(misfit) for misfit in misfits(options)]
    return ClientSettings(
        {} if wrong else options,
        found.get("configFile") or None,
        tuple(found.get("varFiles", ())),
        found.get("delay", DELAY) / 1000,
        found.get("lens", True),
        (*problems, *wrong),
    )


def _said(misfit: Misfit) -> str:
    names = ".".join(str(step) for step in (SECTION, "options", *misfit.path) if isinstance(step, str))
    return f"{names}: {misfit.message}"


def _fits(value: object, kind: type) -> bool:
    if kind is int:
        return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= LONGEST
    if kind is list:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    return isinstance(value, kind)
