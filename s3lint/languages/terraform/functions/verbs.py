"""The sequences of `format`: what each verb makes of a value.

Source: https://developer.hashicorp.com/terraform/language/functions/format, measured.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any

from s3lint.languages.terraform.functions.call import Call, whole
from s3lint.languages.terraform.functions.graphemes import graphemes
from s3lint.languages.terraform.functions.jsontext import encode, quoted
from s3lint.languages.terraform.types.build import parts_of
from s3lint.languages.terraform.types.convert import as_text, converted
from s3lint.languages.terraform.types.inspect import is_null, is_wholly_known, type_of
from s3lint.languages.terraform.types.kinds import BOOL, NUMBER, STRING, Type
from s3lint.languages.terraform.types.number import spell, to_fraction
from s3lint.languages.terraform.types.problem import OverLimit, Problem
from s3lint.lazy import lazy_re
from s3lint.record import Struct
from s3lint.values import Mapping, Scalar, Sequence, Text, Unknown, Value

VERB = lazy_re(r"%([-+# 0]*)(\d+)?(?:\.(\d*))?(?:\[(\d+)\])?([a-zA-Z%])")
_MAX_WIDTH = 10_000
_WIDE = Context(prec=4000)


class Verb(Struct, frozen=True):
    """One `%` sequence."""

    text: str
    flags: str
    width: int
    precision: int | None
    letter: str

    def pad(self, text: str, *, zeros: bool = True) -> str:
        """The text at least as wide as is asked for."""
        missing = self.width - len(graphemes(text))
        if missing <= 0:
            return text
        if "-" in self.flags:
            return text + " " * missing
        if "0" in self.flags and zeros:
            sign = text[0] if text[:1] in ("-", "+", " ") else ""
            return sign + "0" * missing + text[len(sign) :]
        return " " * missing + text


def verb_of(found: re.Match[str]) -> Verb:
    """The sequence that was found."""
    precision = None if found[3] is None else int(found[3] or 0)
    width = int(found[2] or 0)
    if width > _MAX_WIDTH or (precision or 0) > _MAX_WIDTH:
        raise OverLimit("formats a string that is too long")
    return Verb(found[0], found[1], width, precision, found[5])


_KINDS: dict[str, Type] = {**dict.fromkeys("bdoxXeEfgG", NUMBER), "t": BOOL, "s": STRING, "q": STRING}


def formatted(verb: Verb, value: Value, call: Call) -> tuple[str | Unknown, ...]:
    """What a sequence makes of a value."""
    kind = _KINDS.get(verb.letter)
    if verb.letter == "v":
        return _default(verb, value, call)
    if kind is None:
        raise Problem(f'unsupported format verb "{verb.letter}" in "{verb.text}"')
    if is_null(value):
        raise Problem(f'unsupported value for "{verb.text}": null value cannot be formatted')
    try:
        found = converted(value, kind)
    except Problem as problem:
        raise Problem(f'unsupported value for "{verb.text}": {problem.message}') from problem
    if not isinstance(found, Scalar):
        simple = verb.letter == "s" and not verb.width and verb.precision is None
        return parts_of(as_text(found)) if simple else (call.unknown(found, kind=STRING),)
    if verb.letter == "t":
        return ("true" if found.data else "false",)
    if kind == NUMBER:
        return (_number(verb, found.data),)
    return (_string(verb, quoted(str(found.data)) if verb.letter == "q" else str(found.data)),)


def _string(verb: Verb, data: str) -> str:
    if verb.precision is not None:
        data = "".join(graphemes(data)[: verb.precision])
    return verb.pad(data)


def _default(verb: Verb, value: Value, call: Call) -> tuple[str | Unknown, ...]:
    """`%v`: strings as they are, all else as JSON."""
    if isinstance(value, Text | Unknown):
        return (
            parts_of(as_text(value))
            if type_of(value) == STRING and "#" not in verb.flags
            else (call.unknown(value, kind=STRING),)
        )
    if not is_wholly_known(value):
        return (call.unknown(value, kind=STRING),)
    if isinstance(value, Sequence | Mapping) or "#" in verb.flags or is_null(value) or type_of(value) == BOOL:
        return (verb.pad("".join(part for part in encode(value) if isinstance(part, str))),)
    assert isinstance(value, Scalar)
    if isinstance(value.data, str):
        return (verb.pad(value.data),)
    return (verb.pad(spell(value.data)),)  # type: ignore[arg-type]


def _number(verb: Verb, data: Any) -> str:
    negative = data < 0
    if verb.letter in "bdoxX":
        number = int(to_fraction(whole(data, f'the value for "{verb.text}"')))
        digits = format(abs(number), verb.letter if verb.letter != "d" else "d").rjust(verb.precision or 0, "0")
        prefix = {"b": "0b", "o": "0", "x": "0x", "X": "0X"}.get(verb.letter, "") if "#" in verb.flags else ""
        digits = prefix + digits
    else:
        digits = _decimal(verb, Decimal(data).copy_abs())
    sign = "-" if negative else "+" if "+" in verb.flags else " " if " " in verb.flags else ""
    return verb.pad(sign + digits)


def _decimal(verb: Verb, number: Decimal) -> str:
    if not number.is_finite():
        return "Inf"
    if verb.letter in "gG":
        return _general(verb, number)
    places = 6 if verb.precision is None else verb.precision
    exact = _exact(number)
    if verb.letter == "f":
        return format(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN, _WIDE), "f")
    return _scientific(exact, places, verb.letter)


def _exact(number: Decimal) -> Decimal:
    """The value of the binary number that a decimal names, for rounding."""
    fraction = to_fraction(int(number) if number == number.to_integral_value(context=_WIDE) else number)
    return _WIDE.divide(Decimal(fraction.numerator), Decimal(fraction.denominator))


def _scientific(number: Decimal, places: int, letter: str) -> str:
    if number == 0:
        return f"0{'.' + '0' * places if places else ''}{letter}+00"
    rounded = Context(prec=places + 1, rounding=ROUND_HALF_EVEN).plus(number)
    exponent = rounded.adjusted()
    digits = "".join(map(str, rounded.as_tuple().digits)).ljust(places + 1, "0")[: places + 1]
    point = f"{digits[0]}.{digits[1:]}" if places else digits[0]
    return f"{point}{letter}{'-' if exponent < 0 else '+'}{abs(exponent):02}"


def _general(verb: Verb, number: Decimal) -> str:
    if number == 0:
        return "0"
    if verb.precision is not None:
        number = Context(prec=max(verb.precision, 1), rounding=ROUND_HALF_EVEN).plus(_exact(number))
    number = number.normalize(_WIDE)
    exponent, digits = number.adjusted(), len(number.as_tuple().digits)
    limit = 6 if verb.precision is None else max(verb.precision, 1)
    if verb.precision is not None and limit > digits and digits >= exponent + 1:
        limit = digits
    if exponent < -4 or exponent >= limit:
        return _scientific(number, digits - 1, "e" if verb.letter == "g" else "E")
    return format(number, "f")
