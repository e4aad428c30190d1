"""Policies for the engine and its opponent: heavy in patterns, in condition keys, or in requesters."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from tests.policy.prove import material as of
from tests.policy.prove.worlds import BUCKET, OWNER

POINT = f"arn:aws:s3:us-east-1:{OWNER}:accesspoint/ap1"
MANAGING = ["s3:PutBucketPolicy", "s3:DeleteBucketPolicy"]


@dataclass(frozen=True)
class Kind:
    """How heavy a generated policy is in what."""

    rows: list[of.Row]
    globs: float  # how often a resource is a pattern of keys
    named: float  # how often a principal is named


KINDS = {
    "patterns": Kind(of.PATTERN_KEYS, 0.7, 0.15),
    "keys": Kind(of.NETWORK_KEYS + of.ACTION_KEYS, 0.2, 0.15),
    "requesters": Kind(of.REQUESTER_KEYS, 0.15, 0.45),
    "points": Kind(of.PATTERN_KEYS + of.REQUESTER_KEYS, 0.5, 0.15),
}


def policy(kind: str, random: Random) -> dict[str, Any]:
    """A bucket policy: statements that a theme sets out, and some of any kind."""
    make = _Maker(KINDS[kind], random)
    theme = random.choice([make.open_with_denials, make.open_with_denials, make.transport, make.lockout, make.crossing])
    statements = theme() + [make.any() for _ in range(random.choice([0, 0, 0, 1]))]
    random.shuffle(statements)
    return {"Version": "2012-10-17", "Statement": statements}


def changed(kind: str, policy: dict[str, Any], random: Random) -> dict[str, Any]:
    """A policy with a statement more, less or another one, or with one of its parts loosened."""
    make, statements = _Maker(KINDS[kind], random), [dict(one) for one in policy["Statement"]]
    place = random.randrange(len(statements))
    way = random.choice(["less", "more", "other", "loose", "loose"])
    if way in ("less", "other"):
        del statements[place]
    if way in ("more", "other"):
        statements.insert(place, make.any())
    if way == "loose":
        loosened = random.choice([key for key in ("Condition", "Resource", "Principal") if key in statements[place]])
        other = make.any()
        statements[place] = {key: value for key, value in statements[place].items() if key != loosened}
        if loosened != "Condition":
            statements[place][loosened] = random.choice([other.get(loosened, "*"), "*"])
    return {**policy, "Statement": statements}


def with_point(random: Random) -> tuple[dict[str, Any], dict[str, Any]]:
    """A bucket policy and the policy of an access point of the same owner."""
    bucket, point = (_Maker(KINDS["points"], random).open_with_denials() for _ in range(2))
    if random.random() < 0.5:
        block = bucket[0].setdefault("Condition", {}).setdefault("StringEquals", {})
        block["s3:DataAccessPointAccount"] = OWNER
    moved = [{**one, "Resource": _moved(one["Resource"])} for one in point]
    return tuple({"Version": "2012-10-17", "Statement": statements} for statements in (bucket, moved))  # type: ignore[return-value]


def _moved(resource: Any) -> Any:
    if isinstance(resource, list):
        return [_moved(one) for one in resource]
    return resource.replace(f"{BUCKET}/", f"{POINT}/object/").replace(BUCKET, POINT)


class _Maker:
    def __init__(self, kind: Kind, random: Random) -> None:
        self.kind, self.random = kind, random

    def open_with_denials(self) -> list[Any]:
        """Everybody may, and some may not."""
        allow = self._statement("Allow", "*", self._action(), self._conditions([0, 1, 1, 2]))
        denials = [
            self._statement("Deny", self._principal(0.3), self._action(allow["Action"]), self._conditions([0, 1, 1, 2]))
            for _ in range(self.random.choice([0, 1, 1, 2, 3]))
        ]
        return [allow, *denials]

    def transport(self) -> list[Any]:
        """Plain HTTP is refused, in one statement or in parts."""
        found = []
        for _ in range(self.random.choice([1, 1, 2, 3])):
            conditions = self._conditions([0, 1, 1])
            conditions.setdefault("Bool", {}).setdefault("aws:SecureTransport", "false")
            one = self._statement("Deny", self._principal(0.3), self.random.choice(["s3:*", "*"]), conditions)
            if self.random.random() < 0.7:
                one["Resource"] = self.random.choice([of.WHOLE, of.WHOLE, "*", f"{BUCKET}*"])
            found.append(one)
        return self._split(found)

    def lockout(self) -> list[Any]:
        """The policy may not be changed, by some."""
        found = []
        for _ in range(self.random.choice([1, 1, 2])):
            action = self.random.choice([MANAGING, "s3:*", "*", "s3:*BucketPolicy", "s3:Put*"])
            one = self._statement("Deny", self._principal(0.3), action, self._conditions([0, 1, 1, 2]))
            one["Resource"] = self.random.choice([of.WHOLE, BUCKET, "*"])
            found.append(one)
        return self._split(found)

    def crossing(self) -> list[Any]:
        """Others are named, and limited."""
        principal = self.random.choice([*of.PRINCIPALS, "*"])
        allow = self._statement("Allow", principal, self._action(), self._conditions([0, 1, 1]))
        denials = [
            self._statement("Deny", self._principal(0.4), self._action(allow["Action"]), self._conditions([0, 1, 2]))
            for _ in range(self.random.choice([0, 1, 2]))
        ]
        return [allow, *denials]

    def any(self) -> Any:
        """A statement of any kind."""
        effect = self.random.choice(["Allow", "Deny"])
        return self._statement(effect, self._principal(self.kind.named), self._action(), self._conditions([0, 1, 2]))

    def _split(self, statements: list[Any]) -> list[Any]:
        """Sometimes one more statement that denies what a condition of the first leaves."""
        first = statements[0]
        for operator, block in first.get("Condition", {}).items():
            opposite = _OPPOSITES.get(operator)
            if opposite and self.random.random() < 0.5:
                others = {k: v for k, v in first["Condition"].items() if k != operator}
                return [*statements, {**first, "Condition": {**others, opposite: block}}]
        return statements

    def _statement(self, effect: str, principal: Any, action: Any, conditions: Any) -> dict[str, Any]:
        other = effect == "Deny" and self.random.random() < 0.05 * self.kind.named / 0.15
        who: dict[str, Any] = {"NotPrincipal": self.random.choice(of.OTHERS)} if other else {"Principal": principal}
        what = {"Action": action}
        statement = {"Effect": effect, **who, **what, "Resource": self._resource()}
        return {**statement, "Condition": conditions} if conditions else statement

    def _principal(self, named: float) -> Any:
        if self.random.random() < named * self.kind.named / 0.15 * 0.5:
            return self.random.choice(of.PRINCIPALS)
        return self.random.choice(["*", {"AWS": "*"}])

    def _action(self, near: Any = None) -> Any:
        if near is not None and self.random.random() < 0.7:
            return near
        return self.random.choice(of.ACTIONS)

    def _resource(self) -> Any:
        if self.random.random() >= self.kind.globs:
            return self.random.choice([of.WHOLE, of.WHOLE, f"{BUCKET}/*", "*", f"{BUCKET}*", BUCKET])
        globs = self.random.sample(of.GLOBS + of.WORDS, self.random.choice([1, 1, 2, 3]))
        found = [f"{BUCKET}/{one}" for one in globs]
        return [BUCKET, *found] if self.random.random() < 0.3 else found

    def _conditions(self, counts: list[int]) -> dict[str, Any]:
        conditions: dict[str, Any] = {}
        for key, operators, texts, null in self.random.sample(self.kind.rows, self.random.choice(counts)):
            if null and self.random.random() < 0.12:
                conditions.setdefault("Null", {})[key] = self.random.choice(["true", "false"])
                continue
            chosen = self.random.sample(texts, min(len(texts), self.random.choice([1, 1, 1, 2])))
            operator = self.random.choice(operators)
            single = len(chosen) == 1 or operator.startswith(("Numeric", "Date", "Bool"))
            conditions.setdefault(operator, {})[key] = chosen[0] if single else chosen
        return conditions


_OPPOSITES = {
    **{f"{a}{b}": f"{a}Not{b}" for a in ("String", "Arn") for b in ("Like", "Equals")},
    **{f"{a}Not{b}": f"{a}{b}" for a in ("String", "Arn") for b in ("Like", "Equals")},
    "IpAddress": "NotIpAddress",
    "NotIpAddress": "IpAddress",
    "NumericLessThan": "NumericGreaterThanEquals",
}
