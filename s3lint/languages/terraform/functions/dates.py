"""Dates and times."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction

from s3lint.languages.terraform.types.problem import Problem
from s3lint.lazy import lazy_re

_RFC3339 = lazy_re(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(Z|[+-]\d\d:\d\d)", re.ASCII)
_DURATION = lazy_re(r"(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)", re.ASCII)
_UNITS = {"ns": -9, "us": -6, "µs": -6, "μs": -6, "ms": -3}
_SECONDS = {"s": 1, "m": 60, "h": 3600}
_TOKEN = lazy_re(r"'(?:[^']|'')*'?|([A-Za-z])\1*|[^A-Za-z']+")
_MONTHS = ["January", "February", "March", "April", "May", "June", "July"]
_MONTHS += ["August", "September", "October", "November", "December"]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def _time(text: str) -> tuple[datetime, Fraction]:
    """A time stamp, and its fraction of a second."""
    found = _RFC3339.fullmatch(text)
    if not found:
        raise Problem("not a valid RFC3339 timestamp")
    zone = UTC
    if found[8] != "Z":
        sign = -1 if found[8][0] == "-" else 1
        zone = timezone(sign * timedelta(hours=int(found[8][1:3]), minutes=int(found[8][4:6])))
    try:
        moment = datetime(*(int(found[index]) for index in range(1, 7)), tzinfo=zone)  # type: ignore[misc,arg-type]
    except ValueError as error:
        raise Problem("not a valid RFC3339 timestamp") from error
    return moment, Fraction(int((found[7] or "0").ljust(9, "0")), 10**9)


def timeadd(stamp: str, duration: str) -> str:
    """A time with a duration added."""
    moment, fraction = _time(stamp)
    text = duration[1:] if duration[:1] in ("-", "+") else duration
    seconds, at = Fraction(0), 0
    while at < len(text) or not text:
        found = _DURATION.match(text, at)
        if not found:
            if text == "0":
                break
            raise Problem(f"time: invalid duration {duration!r}")
        factor = _SECONDS.get(found[2]) or Fraction(10) ** _UNITS[found[2]]
        number = "0" + found[1] + ("0" if found[1].endswith(".") else "")
        seconds += Fraction(number) * factor
        at = found.end()
    whole = fraction + (-seconds if duration.startswith("-") else seconds)
    try:
        return _rfc3339(moment + timedelta(seconds=whole.numerator // whole.denominator))
    except OverflowError as error:
        raise Problem("the time is out of range") from error


def _rfc3339(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S").rjust(19, "0") + _zone(moment, ":", "Z")


def _zone(moment: datetime, separator: str, zero: str) -> str:
    offset = moment.utcoffset() or timedelta()
    if not offset and zero:
        return zero
    minutes = int(abs(offset).total_seconds()) // 60
    return f"{'-' if offset < timedelta() else '+'}{minutes // 60:02}{separator}{minutes % 60:02}"


def timecmp(left: str, right: str) -> int:
    """Which of two times is earlier: -1, 0 or 1."""
    one, two = _time(left), _time(right)
    return (one > two) - (one < two)


def formatdate(pattern: str, stamp: str) -> str:
    """A time in a format of letters: `YYYY-MM-DD`."""
    moment, _ = _time(stamp)
    out = []
    for token in _TOKEN.finditer(pattern):
        piece = token[0]
        if piece.startswith("'"):
            if len(piece) < 2 or not piece.endswith("'") or piece.count("'") % 2:
                raise Problem("unterminated literal '")
            out.append(piece[1:-1].replace("''", "'"))
        elif token[1]:
            out.append(_verb(piece, moment))
        else:
            out.append(piece)
    return "".join(out)


def _verb(verb: str, moment: datetime) -> str:
    hour = moment.hour % 12 or 12
    month, day = _MONTHS[moment.month - 1], _DAYS[moment.weekday()]
    words = {
        "YYYY": f"{moment.year:04}",
        "YY": f"{moment.year % 100:02}",
        "MMMM": month,
        "MMM": month[:3],
        "MM": f"{moment.month:02}",
        "M": str(moment.month),
        "DD": f"{moment.day:02}",
        "D": str(moment.day),
        "EEEE": day,
        "EEE": day[:3],
        "hh": f"{moment.hour:02}",
        "h": str(moment.hour),
        "HH": f"{hour:02}",
        "H": str(hour),
        "AA": "AM" if moment.hour < 12 else "PM",
        "aa": "am" if moment.hour < 12 else "pm",
        "mm": f"{moment.minute:02}",
        "m": str(moment.minute),
        "ss": f"{moment.second:02}",
        "s": str(moment.second),
        "Z": _zone(moment, ":", "Z"),
        "ZZZ": _zone(moment, "", "UTC"),
        "ZZZZ": _zone(moment, "", ""),
        "ZZZZZ": _zone(moment, ":", ""),
    }
    if verb not in words:
        raise Problem(f'invalid date format verb "{verb}"')
    return words[verb]


_YAML_TIME = lazy_re(
    r"(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.(\d+))?[ \t]*(Z|[+-]\d\d:\d\d)?)?", re.ASCII
)


def timestamp_text(data: str) -> str | None:
    """A YAML time stamp in RFC 3339, or None where it is none."""
    found = _YAML_TIME.fullmatch(data)
    if not found:
        return None
    day = f"{int(found[1]):04}-{int(found[2]):02}-{int(found[3]):02}"
    clock = f"{int(found[4] or 0):02}:{found[5] or '00'}:{found[6] or '00'}"
    try:
        return _rfc3339(_time(f"{day}T{clock}{found[8] or 'Z'}")[0])
    except Problem:
        return None
