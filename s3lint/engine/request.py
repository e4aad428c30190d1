"""What a run is asked to do, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from s3lint.record import Struct, field


class Wanted(Struct, frozen=True):
    """What a run works out. The checks alone, unless something asks for more."""

    checks: bool = True
    beliefs: bool = False  # what is believed about each bucket, and who can reach it
    pictures: bool = False  # the graphs, to be drawn


class Request(Struct, frozen=True):
    """Paths and settings of one run. `options` are settings as a configuration file would write them."""

    paths: tuple[str, ...]
    cwd: Path
    options: Mapping[str, Any] = field(default_factory=dict)
    config: str | None = None  # this configuration file and no other
    isolated: bool = False  # no configuration file at all
    forbid: tuple[str, ...] = ()  # files of `[[forbid]]` tables, as named by the user; may lie outside the scanned tree
    config_from: str | None = None  # the revision whose configuration, baseline and suppressions count
    var_files: tuple[str, ...] = ()  # as named by the user; may lie outside the scanned tree
    parameters: tuple[str, ...] = ()
    force_exclude: bool = False  # leave out named paths too
    stdin: bytes | None = None  # the text to check under the name `stdin_name`, in place of the file of that name
    stdin_name: str = ""
    use_ignores: bool = True  # heed what the scanned code says of its own findings
    baseline: str | None = None
    use_baseline: bool = True  # heed the baseline that is named or configured
    new_since: str | None = None
    jobs: int | None = None  # worker processes; None: by the size of the input
    today: date | None = None
    verbose: bool = False
    wanted: Wanted = Wanted()
    passes: bool = True  # say what passes, too, where it is to be shown or counted
