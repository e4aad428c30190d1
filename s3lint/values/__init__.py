"""Values with their places, what is unknown and why, facts, guards and resources. Knows no language, opens no file."""

from s3lint.values.fact import Evidence, Fact, Truth, no, unknown, yes
from s3lint.values.guard import ALWAYS, Guard, combined, join_guards, settling, witness
from s3lint.values.inputs import Inputs
from s3lint.values.jsontext import NotJson, decode_json
from s3lint.values.navigate import Member, Members, dig, listed, map_options, members, one_of
from s3lint.values.question import ask, equals_any, is_set, is_true, options, undecided
from s3lint.values.resource import Absent, Call, Configuration, Off, Resource
from s3lint.values.value import (
    Identity,
    Mapping,
    OneOf,
    Option,
    Reason,
    Scalar,
    Sequence,
    Text,
    Unknown,
    Value,
    text_of,
)

__all__ = [
    "ALWAYS",
    "Absent",
    "Call",
    "Configuration",
    "Evidence",
    "Fact",
    "Guard",
    "Identity",
    "Inputs",
    "Mapping",
    "Member",
    "Members",
    "NotJson",
    "Off",
    "OneOf",
    "Option",
    "Reason",
    "Resource",
    "Scalar",
    "Sequence",
    "Text",
    "Truth",
    "Unknown",
    "Value",
    "ask",
    "combined",
    "decode_json",
    "dig",
    "equals_any",
    "is_set",
    "is_true",
    "join_guards",
    "listed",
    "map_options",
    "members",
    "no",
    "one_of",
    "options",
    "settling",
    "text_of",
    "undecided",
    "unknown",
    "witness",
    "yes",
]
