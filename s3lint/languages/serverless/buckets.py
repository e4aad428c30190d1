"""The buckets that the framework makes: those of events, with their permissions, and the one that it deploys through.

https://www.serverless.com/framework/docs/providers/aws/events/s3
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from s3lint.aws.framework import BUCKET, BUCKET_POLICY, EVENTS, PERMISSION, ROLE
from s3lint.languages.cloudformation.reading import Map
from s3lint.languages.serverless import naming
from s3lint.languages.serverless.located import Located, entries, entry, items, made
from s3lint.languages.serverless.roles import assumed_by_lambda, document
from s3lint.languages.serverless.service import Service
from s3lint.record import Struct, field

_EVENT = "s3:ObjectCreated:*"


class _New(Struct):
    """A bucket that events make."""

    reference: str
    place: Located
    functions: dict[str, None] = field(default_factory=dict)
    destinations: list[dict[str, Any]] = field(default_factory=list)


def of_events(service: Service, functions: Mapping[str, Located]) -> Iterator[tuple[str, Located]]:
    """The buckets that functions have events of, new ones and what is put to existing ones."""
    new: dict[str, _New] = {}
    existing: dict[str, list[Located]] = {}
    for name, function in functions.items():
        listed = entry(function, "events")
        for event in items(listed) if listed is not None else ():
            said = entry(event, "s3")
            if said is None or said.node is None:
                continue
            if isinstance(said.node, Map) and said.node.get("existing"):
                existing.setdefault(name, []).append(said)
            elif (reference := _reference(said)) is not None:
                bucket = new.setdefault(reference, _New(reference, said))
                bucket.functions[name] = None
                bucket.destinations.append(_destination(name, said))
    for bucket in new.values():
        yield from _made(service, bucket)
    yield from _existing(service, existing)


def _reference(said: Located) -> str | None:
    named = entry(said, "bucket") if isinstance(said.node, Map) else said
    return named.node if named is not None and isinstance(named.node, str) else None


def _destination(function: str, said: Located) -> dict[str, Any]:
    found: dict[str, Any] = {
        "Event": entry(said, "event") or _EVENT,
        "Function": {"Fn::GetAtt": [naming.function(function), "Arn"]},
    }
    rules = entry(said, "rules")
    if rules is not None:
        found["Filter"] = {"S3Key": {"Rules": _rules(rules)}}
    return found


def _rules(rules: Located) -> list[dict[str, Any]]:
    return [{"Name": name, "Value": value} for rule in items(rules) for name, value in entries(rule)]


def _made(service: Service, bucket: _New) -> Iterator[tuple[str, Located]]:
    settings = service.provider("s3", bucket.reference)
    stated = dict(entries(settings)) if settings is not None else {}
    name = stated.pop("name", None)
    properties: dict[str, Any] = {
        "BucketName": name if name is not None else bucket.reference,
        "NotificationConfiguration": {"LambdaConfigurations": bucket.destinations},
    }
    for key, value in stated.items():
        if naming.upper_first(key) != "NotificationConfiguration":
            properties[naming.upper_first(key)] = value
        else:
            properties["NotificationConfiguration"] |= dict(entries(value))
    place = bucket.place
    yield naming.bucket(bucket.reference), place.holding(made({"Type": BUCKET, "Properties": properties}, place))
    for function in bucket.functions:
        shown = name.node if name is not None else bucket.reference
        called = {
            "FunctionName": {"Fn::GetAtt": [naming.function(function), "Arn"]},
            "Action": "lambda:InvokeFunction",
            "Principal": "s3.amazonaws.com",
            "SourceArn": {"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, f":s3:::{shown}"]]},
            "SourceAccount": {"Ref": "AWS::AccountId"},
        }
        permission = made({"Type": PERMISSION, "Properties": called}, place)
        yield naming.permission(function, bucket.reference), place.holding(permission)


def _existing(service: Service, found: Mapping[str, list[Located]]) -> Iterator[tuple[str, Located]]:
    """A custom resource puts the events, with a role of its own."""
    statements: list[dict[str, Any]] = []
    for name, events in found.items():
        bucket = entry(events[0], "bucket")
        configs = [{"Event": entry(e, "event") or _EVENT, "Rules": _written(entry(e, "rules"))} for e in events]
        properties = {"FunctionName": f"{service.prefix}-{name}", "BucketName": bucket, "BucketConfigs": configs}
        yield naming.custom_bucket(name), events[0].holding(made({"Type": EVENTS, "Properties": properties}, events[0]))
        parts = ["arn", {"Ref": "AWS::Partition"}, "s3", "", "", bucket]
        actions = ["s3:PutBucketNotification", "s3:GetBucketNotification"]
        statements.append({"Effect": "Allow", "Action": actions, "Resource": {"Fn::Join": [":", parts]}})
    if statements and service.provider("iam", "deploymentRole") is None and service.provider("cfnRole") is None:
        place = next(iter(found.values()))[0]
        policy = {"PolicyName": f"{service.prefix}-custom-resources-lambda", "PolicyDocument": document(statements)}
        role = {"AssumeRolePolicyDocument": assumed_by_lambda(), "Policies": [policy]}
        yield naming.CUSTOM_ROLE, place.holding(made({"Type": ROLE, "Properties": role}, place))


def _written(rules: Located | None) -> list[dict[str, Any]]:
    return [{naming.upper_first(n): v for n, v in entries(rule)} for rule in items(rules)] if rules is not None else []


def of_deployment(service: Service) -> Iterator[tuple[str, Located]]:
    """The bucket that the stack keeps its code in, where it has one of its own."""
    if not service.keeps_its_bucket:
        return
    said = service.provider("deploymentBucket")
    place = said or service.place
    rule = {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}
    properties: dict[str, Any] = {"BucketEncryption": {"ServerSideEncryptionConfiguration": [rule]}}
    settings = dict(entries(said)) if said is not None else {}
    if _is_set(settings.get("blockPublicAccess")):
        names = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")
        properties["PublicAccessBlockConfiguration"] = dict.fromkeys(names, True)
    if _is_set(settings.get("versioning")):
        properties["VersioningConfiguration"] = {"Status": "Enabled"}
    if (tags := settings.get("tags")) is not None:
        properties["Tags"] = [{"Key": key, "Value": value} for key, value in entries(tags)]
    yield naming.BUCKET, place.holding(made({"Type": BUCKET, "Properties": properties}, place))
    if not _is_set(settings.get("skipPolicySetup")):
        policy = {"Bucket": {"Ref": naming.BUCKET}, "PolicyDocument": document([_tls_only()])}
        yield naming.BUCKET_POLICY, place.holding(made({"Type": BUCKET_POLICY, "Properties": policy}, place))


def _is_set(flag: Located | None) -> bool:
    return flag is not None and flag.node is True


def _tls_only() -> dict[str, Any]:
    arn = f"arn:${{AWS::Partition}}:s3:::${{{naming.BUCKET}}}"
    return {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [{"Fn::Sub": f"{arn}/*"}, {"Fn::Sub": arn}],
        "Condition": {"Bool": {"aws:SecureTransport": False}},
    }
