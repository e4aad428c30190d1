"""What a format may be told beside the report."""

from __future__ import annotations

from s3lint.record import Struct


class Options(Struct, frozen=True):
    """How to render. Everything has a default, and machine formats heed only `source_url` and `standards`."""

    color: bool = False  # the text is for a terminal that shows colours and links
    width: int = 0  # columns of the terminal; 0 where there is none
    source_url: str = ""  # https://github.com/o/r/blob/SHA, for links to lines
    command: str = ""  # what reproduces the run, for summaries
    quiet: bool = False  # findings only, no closing summary
    standards: tuple[str, ...] = ()  # whose requirements `markdown` and `json` report on
