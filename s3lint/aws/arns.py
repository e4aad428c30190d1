"""The account and the region in an ARN, as far as they are known."""

from __future__ import annotations

from s3lint.aws.identities import ACCOUNT_ID, REGION_NAME, is_outside
from s3lint.record import replace
from s3lint.values import Identity, Scalar, Text, Unknown, Value, map_options, text_of

_REGION, _ACCOUNT, _PARTS = 3, 4, 6


def account_in(arn: Value | None) -> Value | None:
    """The account of what an ARN names; that of whatever makes it where only an attribute is known. None: no ARN."""
    return _part(arn, _ACCOUNT, ACCOUNT_ID)


def region_in(arn: Value | None) -> Value | None:
    """The region of what an ARN names, empty for what has none. None: no ARN."""
    return _part(arn, _REGION, REGION_NAME)


def _part(arn: Value | None, place: int, of: str) -> Value | None:
    """One part of each possible ARN."""
    if isinstance(arn, Unknown):
        return _of_parts(arn.form, place, arn) if arn.form else _of_unknown(arn, of)
    return map_options(arn, lambda one: _part(one, place, of) if isinstance(one, Unknown) else _of_known(one, place))


def _of_known(arn: Value | None, place: int) -> Value | None:
    if isinstance(arn, Text):
        return _of_parts(arn.parts, place, arn)
    text = text_of(arn) if arn is not None else None
    parts = (text or "").split(":", _PARTS - 1)
    return Scalar(parts[place], span=arn.span if arn else None) if len(parts) == _PARTS else None


def _of_parts(parts: tuple[str | Unknown, ...], place: int, arn: Value) -> Value | None:
    """The part of an ARN that is known in part; what is not known holds no separator."""
    found: list[list[str | Unknown]] = [[]]
    for part in parts:
        if isinstance(part, Unknown):
            found[-1].append(part)
            continue
        first, *rest = part.split(":")
        found[-1] += [first] if first else []
        found += [[piece] if piece else [] for piece in rest]
    if len(found) < _PARTS:
        return None
    pieces = found[place]
    if len(pieces) == 1 and isinstance(pieces[0], Unknown):
        return pieces[0]
    if any(isinstance(piece, Unknown) for piece in pieces):
        return Text(tuple(pieces), span=arn.span)
    return Scalar("".join(map(str, pieces)), span=arn.span)


def _of_unknown(arn: Unknown, of: str) -> Unknown:
    """Of an ARN that is not known: what makes it where it is an attribute, else a value of its own."""
    identity = arn.identity
    if identity is None:
        return Unknown(replace(arn.reason, kind=""), span=arn.span)
    if identity.is_given or is_outside(identity):
        name = f"{of} {identity.address} {identity.attribute}"
        return replace(arn, identity=Identity("variable", name, ""))
    return replace(arn, identity=Identity(of, identity.address, ""))
