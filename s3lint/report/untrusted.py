"""Text that others wrote, made harmless for where it is shown.

File names, resource names and source lines come from the scanned repository. They may hold terminal escapes,
direction overrides that make text read differently from what it is, workflow commands of a CI system, markup or links.
"""

from __future__ import annotations

import json
import re
import unicodedata

from s3lint.lazy import lazy_re

# a CI runner obeys `##[command]` and `##vso[command]` anywhere in a line that it logs
_LOG_COMMAND = lazy_re(r"##(?=\w*\[)")
# and `::command::` at the start of a line
_LINE_COMMAND = lazy_re(r"\A(\s*):(?=:(?!:))")
# what Markdown gives a meaning to; a backslash takes it away
_MARKUP = lazy_re(r"([\\`*\[\]<>|~&$]|(?<!\w)_|_(?!\w))")
# what GitHub and GitLab turn into links and mentions by themselves: a zero-width space keeps them text
_AUTOLINK = lazy_re(r"(?i)(?<=:)(?=//)|(?<=www)(?=\.)|(?<=[@#!~%])(?=\w)|(?<=\w)(?=@)|(?<=gh)(?=-\d)")
_ZERO_WIDTH_SPACE = "\u200b"
_SPELLED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def harmful(char: str) -> bool:
    """Whether a character is a control, a direction or format mark, a line separator or no character at all."""
    if " " <= char <= "~":
        return False
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp", "Cn", "Co")


def visible_char(char: str) -> str:
    """A character as it may be shown: a harmful one by its number."""
    if not harmful(char):
        return char
    return _SPELLED.get(char) or f"\\u{{{ord(char):x}}}"


def visible(text: str) -> str:
    """Text on one line, harmful characters spelled out."""
    if not (text.isascii() and text.isprintable()):
        text = "".join(map(visible_char, text))
    if "##" in text:
        text = _LOG_COMMAND.sub("#\\#", text)
    return _LINE_COMMAND.sub(r"\1:\\", text) if "::" in text else text


def json_text(data: object) -> str:
    """Plain data as JSON that may be logged: nothing in it is a command, and it reads the same."""
    return _LOG_COMMAND.sub(r"#\\u0023", json.dumps(data, indent=2)) + "\n"


def log_commands(text: str) -> set[int]:
    """Where a frame has to put a backslash so that a CI runner sees no command: offsets of the second `#`."""
    return {match.start() + 1 for match in _LOG_COMMAND.finditer(text)} if "##" in text else set()


def html(text: str) -> str:
    """Text for an HTML element or quoted attribute."""
    from html import escape

    return escape(visible(text), quote=True)


def markdown(text: str) -> str:
    """Text for a Markdown paragraph or table cell: no markup, no link, no mention."""
    return _AUTOLINK.sub(_ZERO_WIDTH_SPACE, _MARKUP.sub(r"\\\1", visible(text)))


def markdown_code(text: str) -> str:
    """Text as a Markdown code span, also inside a table cell."""
    # a backslash that stands before an escaped bar would escape the backslash instead, and end the table cell
    text = visible(text).replace("\\|", f"\\{_ZERO_WIDTH_SPACE}|").replace("|", "\\|") or " "
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest and (text[0] == "`" or text[-1] == "`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def visible_line(line: str) -> str:
    """A line of source that somebody may copy: tabs stay."""
    return "\t".join(map(visible, line.split("\t")))


def is_harmless(text: str) -> bool:
    """Whether text can be shown as it is, so that a copy of it is the same."""
    return all(visible_line(line) == line for line in text.replace("\r\n", "\n").split("\n"))


def markdown_block(text: str, language: str) -> str:
    """Text of several lines as a fenced block of Markdown."""
    lines = map(visible_line, text.replace("\r\n", "\n").split("\n"))
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([f"{fence}{language}", *lines, fence])


def command_data(text: str) -> str:
    """The message of a GitHub workflow command (https://docs.github.com/actions/reference/workflow-commands)."""
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def command_property(text: str) -> str:
    """A property of a GitHub workflow command."""
    return command_data(text).replace(":", "%3A").replace(",", "%2C")
