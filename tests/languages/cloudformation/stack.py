"""The stack that values are evaluated in, and values as plain data."""

from __future__ import annotations

from typing import Any

from s3lint.values import Mapping, OneOf, Scalar, Sequence, Text, Unknown, Value

HEAD = """\
Parameters:
  Env: {Type: String, AllowedValues: [dev, prod]}
  Free: {Type: String}
  Given: {Type: String, Default: hello}
  Names: {Type: CommaDelimitedList, Default: "a, b,c"}
  Count: {Type: Number, Default: 3}
  Image: {Type: "AWS::SSM::Parameter::Value<String>", Default: /a/b}
  Secret: {Type: String, NoEcho: true, Default: hush}
Mappings:
  Sizes:
    dev: {size: small, same: x, list: [1, 2]}
    prod: {size: large, same: x, list: [3]}
  Regions:
    eu-west-1: {name: ireland}
    us-east-1: {name: virginia}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  IsDev: !Not [!Condition IsProd]
  IsLive: !Equals [!Ref Free, live]
  IsTest: !Equals [!Ref Free, test]
  Never: !Equals [a, b]
  Always: !Equals ["1", 1]
  Imported: !Equals [!ImportValue x, "1"]
  NotImported: !Not [!Equals [!ImportValue x, "1"]]
  Loop: !Condition Loop
Resources:
  Bucket: {Type: AWS::S3::Bucket}
  It:
    Type: AWS::X::Y
    Properties:
      V: """


def show(value: Value | None) -> Any:
    """A value as plain data: unknowns as `<name>`, texts as lists of their parts, variants as pairs."""
    if value is None:
        return "absent"
    if isinstance(value, Scalar):
        return value.data
    if isinstance(value, Unknown):
        identity = value.identity
        where = f"{identity.address}.{identity.attribute}".rstrip(".") if identity else value.reason.name
        return f"<{where}>"
    if isinstance(value, Text):
        return ("text", *(p if isinstance(p, str) else show(p) for p in value.parts))
    if isinstance(value, Sequence):
        return [show(item) for item in value.items] + (["…"] if value.open else [])
    if isinstance(value, Mapping):
        return {key: show(item) for key, item in value.entries.items()} | ({"…": ""} if value.open else {})
    assert isinstance(value, OneOf)
    return {" and ".join(f"{q}={a}" for q, a in sorted(c.guard)): show(c.value) for c in value.choices}
