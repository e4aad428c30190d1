"""Terraform's numbers: 512-bit binary floating point, printed as the shortest decimal that names them.

A number is an int or a Decimal. A Decimal that comes from here is the shortest name of a 512-bit number, so the binary
number can always be recovered from it, and arithmetic is exact where terraform's is.
Source: Go's math/big Float, which Terraform computes with at a precision of 512 bits.
"""

from __future__ import annotations

from decimal import Context, Decimal, InvalidOperation
from fractions import Fraction

from s3lint.languages.terraform.types.problem import OverLimit, Problem

Number = int | Decimal

PRECISION = 512
INFINITY = Decimal("Infinity")
_EXACT = 1 << PRECISION
_MAX_EXPONENT = 4000
_MAX_BITS = 13_280  # of a whole number with 4,000 digits, as the largest exponent; Python reads no more than 4,300
_WIDE = Context(prec=2 * _MAX_EXPONENT)


def from_fraction(value: Fraction | int) -> Number:
    """The 512-bit number nearest to a fraction, by its shortest name."""
    if isinstance(value, int) or value.denominator == 1:
        whole = int(value)
        if -_EXACT <= whole <= _EXACT:
            return whole
    value = Fraction(value)
    sign = "-" if value < 0 else ""
    mantissa, exponent = _rounded(abs(value))
    digits, point = _shortest(mantissa, exponent)
    if point - len(digits) >= 0:
        return int(sign + digits + "0" * (point - len(digits)))
    return Decimal(f"{sign}{digits}E{point - len(digits)}")


def to_fraction(value: Number) -> Fraction:
    """The exact value of the 512-bit number that an int or Decimal names."""
    if isinstance(value, int) and -_EXACT <= value <= _EXACT:
        return Fraction(value)
    exact = Fraction(value)
    mantissa, exponent = _rounded(abs(exact))
    binary = Fraction(mantissa << exponent) if exponent >= 0 else Fraction(mantissa, 1 << -exponent)
    return -binary if exact < 0 else binary


def normal(value: Number | float) -> Number:
    """A number as terraform would hold it: whole numbers as int, others by their shortest name."""
    if isinstance(value, int):
        if value.bit_length() > _MAX_BITS:
            raise OverLimit("has a number that is too large")
        return value if -_EXACT <= value <= _EXACT else from_fraction(value)
    number = Decimal(repr(value)) if isinstance(value, float) else value
    if not number.is_finite():
        return number
    if number == 0:
        return 0
    if abs(number.adjusted()) > _MAX_EXPONENT or len(number.as_tuple().digits) > _MAX_EXPONENT:
        raise OverLimit("has a number that is too large")
    if number == number.to_integral_value(context=_WIDE):
        return normal(int(number))
    if len(number.as_tuple().digits) <= 150:
        return number.normalize(_WIDE)  # shorter than 512 bits can tell apart: already the shortest name
    return from_fraction(Fraction(number))


def parse(text: str) -> Number | None:
    """The number that a string names in decimal notation, or None."""
    if (
        not text
        or not text.isascii()
        or not (text[-1].isdigit() or text[-1] == ".")
        or "_" in text
        or text != text.strip()
    ):
        return None
    if not any(letter.isdigit() for letter in text) or text[0] in "eE":
        return None
    try:
        return normal(Decimal(text))
    except (InvalidOperation, ValueError):
        return None


def spell(value: Number | float) -> str:
    """A number as terraform prints it: decimal digits without an exponent."""
    number = normal(value)
    if isinstance(number, int):
        return str(number) if number.bit_length() < 4000 else format(Decimal(number), "f")
    if not number.is_finite():
        return "-Inf" if number < 0 else "Inf"
    return format(number, "f")


def negated(value: Number) -> Number:
    """The number with the other sign (Python's own minus would round a Decimal)."""
    return value.copy_negate() if isinstance(value, Decimal) else -value


def is_infinite(value: Number) -> bool:
    """Whether it is one of the two infinities."""
    return isinstance(value, Decimal) and not value.is_finite()


def calculate(operator: str, left: Number, right: Number) -> Number:
    """One of the five operations of arithmetic."""
    if is_infinite(left) or is_infinite(right):
        return _with_infinity(operator, Decimal(left), Decimal(right))
    if isinstance(left, int) and isinstance(right, int) and operator in "+-*":
        return normal(left + right if operator == "+" else left - right if operator == "-" else left * right)
    one, two = to_fraction(left), to_fraction(right)
    if operator == "+":
        return from_fraction(one + two)
    if operator == "-":
        return from_fraction(one - two)
    if operator == "*":
        return from_fraction(one * two)
    if operator == "%":
        return left if two == 0 else from_fraction(one - two * int(one / two))
    if two == 0:
        if one == 0:
            raise Problem("zero cannot be divided by zero")
        return INFINITY if one > 0 else -INFINITY
    return from_fraction(one / two)


def _with_infinity(operator: str, left: Decimal, right: Decimal) -> Number:
    context = Context()
    try:
        if operator == "/" and right.is_infinite() and not left.is_infinite():
            return 0
        if operator == "/" and right == 0:
            return left
        operation = {"+": context.add, "-": context.subtract, "*": context.multiply, "/": context.divide}
        return operation.get(operator, context.multiply)(left, right)
    except InvalidOperation as error:
        raise Problem("the result is not a number") from error


def _rounded(value: Fraction) -> tuple[int, int]:
    """Mantissa of exactly 512 bits and exponent of the nearest binary number (ties to even)."""
    if value == 0:
        return 0, 0
    exponent = value.numerator.bit_length() - value.denominator.bit_length() - PRECISION
    scaled = value / (Fraction(2) ** exponent) if exponent >= 0 else value * (1 << -exponent)
    if scaled >= _EXACT:
        exponent, scaled = exponent + 1, scaled / 2
    mantissa = round(scaled)
    if mantissa < _EXACT >> 1:
        mantissa, exponent = round(scaled * 2), exponent - 1
    if mantissa == _EXACT:
        mantissa, exponent = mantissa >> 1, exponent + 1
    return mantissa, exponent


def _digits(mantissa: int, exponent: int) -> tuple[str, int]:
    """All decimal digits of a binary number, and where its point is."""
    if exponent >= 0:
        text = format(Decimal(mantissa << exponent), "f")
        return text.rstrip("0") or "0", len(text)
    text = format(Decimal(mantissa * 5**-exponent), "f")
    return text.rstrip("0") or "0", len(text) + exponent


def _shortest(mantissa: int, exponent: int) -> tuple[str, int]:
    """The fewest digits that still name this number, and where the point is: Go's way of finding them."""
    mantissa, exponent = mantissa << 1, exponent - 1  # the last bit is now half a unit in the last place
    digits, point = _digits(mantissa, exponent)
    low, _ = _digits(mantissa - 1, exponent)
    high, high_point = _digits(mantissa + 1, exponent)
    if high_point != point:
        return _round(digits, point, len(digits))
    inclusive = mantissa & 2 == 0
    for index, digit in enumerate(digits):
        below = low[index] if index < len(low) else "0"
        above = high[index] if index < len(high) else "0"
        down = below != digit or (inclusive and index + 1 == len(low))
        up = digit != above and (inclusive or chr(ord(digit) + 1) < above or index + 1 < len(high))
        if down and up:
            return _round(digits, point, index + 1)
        if down:
            return digits[: index + 1].rstrip("0"), point
        if up:
            return _up(digits, point, index + 1)
    return digits, point


def _round(digits: str, point: int, count: int) -> tuple[str, int]:
    rest = digits[count:]
    half = rest == "5" and int(digits[count - 1]) % 2 == 0
    return _up(digits, point, count) if rest and rest[0] >= "5" and not half else (digits[:count], point)


def _up(digits: str, point: int, count: int) -> tuple[str, int]:
    raised = format(Decimal(int(digits[:count]) + 1), "f")
    return raised.rstrip("0"), point + len(raised) - count
