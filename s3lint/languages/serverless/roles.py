"""The roles that the framework makes for functions, from what the provider and the functions say.

https://www.serverless.com/framework/docs/providers/aws/guide/iam
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from s3lint.aws.framework import ROLE
from s3lint.languages.cloudformation.reading import Map
from s3lint.languages.serverless import naming
from s3lint.languages.serverless.located import Located, entry, items, made
from s3lint.languages.serverless.service import Service

_PLUGIN = "serverless-iam-roles-per-function"


def roles(service: Service, functions: Mapping[str, Located]) -> Iterator[tuple[str, Located]]:
    """The roles by their logical ids."""
    role = service.provider("iam", "role")
    if service.provider("role") is not None or _is_existing(role):
        return
    without = {name: function for name, function in functions.items() if entry(function, "role") is None}
    if not without:
        return
    mode = entry(role, "mode") if role is not None else None
    is_per_function = mode is not None and mode.node == "perFunction"
    if not is_per_function:
        yield naming.ROLE, _provider_role(service, functions)
    inherits = service.variables.at("custom", _PLUGIN, "defaultInherit")
    by_default = inherits.node is True if inherits is not None else is_per_function
    for name, function in without.items():
        if is_per_function or _says_something(function):
            yield f"{naming.of_function(name)}{naming.ROLE}", _own_role(service, name, function, by_default)


def _is_existing(role: Located | None) -> bool:
    """Whether a role is named, rather than described."""
    if role is None:
        return False
    return not isinstance(role.node, Map) or any("::" in key for key in role.node)


def _provider_role(service: Service, functions: Mapping[str, Located]) -> Located:
    statements, policies = _statements(service), _managed(service)
    place = statements or policies or service.place
    boundary = _first(service, ("iam", "role", "permissionsBoundary"), ("iam", "role", "permissionBoundary"))
    boundary = boundary or service.provider("rolePermissionsBoundary")
    is_inside = service.provider("vpc") is not None or any(entry(f, "vpc") is not None for f in functions.values())
    return _role(service, place, _listed(statements), _listed(policies), boundary, is_inside_vpc=is_inside)


def _own_role(service: Service, name: str, function: Located, by_default: bool) -> Located:
    old, role = entry(function, "iamRoleStatements"), _inside(function, "iam", "role")
    statements = (entry(role, "statements") if role is not None else None) or old
    flag = _inside(function, "iam", "inheritStatements") or entry(function, "iamRoleStatementsInherit")
    inherits = flag.node is True if flag is not None else by_default
    own = [*(_listed(_statements(service)) if inherits else ()), *_listed(statements)]
    policies = _inside(function, "iam", "role", "managedPolicies")
    boundary = _inside(function, "iam", "role", "permissionsBoundary") or entry(function, "iamPermissionsBoundary")
    boundary = boundary or service.variables.at("custom", _PLUGIN, "iamGlobalPermissionsBoundary")
    is_inside = service.provider("vpc") is not None or entry(function, "vpc") is not None
    return _role(service, statements or function, own, _listed(policies), boundary, is_inside_vpc=is_inside)


def _says_something(function: Located) -> bool:
    own = (_inside(function, "iam", "role", "statements"), _inside(function, "iam", "role", "managedPolicies"))
    return any(found is not None for found in (*own, entry(function, "iamRoleStatements")))


def _statements(service: Service) -> Located | None:
    return _first(service, ("iam", "role", "statements"), ("iamRoleStatements",))


def _managed(service: Service) -> Located | None:
    return _first(service, ("iam", "role", "managedPolicies"), ("iamManagedPolicies",))


def _first(service: Service, *paths: tuple[str, ...]) -> Located | None:
    return next((found for path in paths if (found := service.provider(*path)) is not None), None)


def _inside(part: Located, *path: str) -> Located | None:
    found: Located | None = part
    for name in path:
        found = entry(found, name) if found is not None else None
    return found


def _listed(part: Located | None) -> list[Located]:
    """The items of a list; what is not known may be any number of them."""
    if part is None or part.node is None:
        return []
    return items(part) if isinstance(part.node, list) else [part]


def _role(
    service: Service,
    place: Located,
    statements: list[Located],
    policies: list[Located],
    boundary: Located | None,
    *,
    is_inside_vpc: bool,
) -> Located:
    logs = f"arn:${{AWS::Partition}}:logs:${{AWS::Region}}:${{AWS::AccountId}}:log-group:/aws/lambda/{service.prefix}*"
    actions = ["logs:CreateLogStream", "logs:CreateLogGroup", "logs:TagResource"]
    own = [
        {"Effect": "Allow", "Action": actions, "Resource": [{"Fn::Sub": f"{logs}:*"}]},
        {"Effect": "Allow", "Action": ["logs:PutLogEvents"], "Resource": [{"Fn::Sub": f"{logs}:*:*"}]},
    ]
    vpc = {"Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"}
    managed = [*policies, *([vpc] if is_inside_vpc else [])]
    properties: dict[str, Any] = {
        "AssumeRolePolicyDocument": assumed_by_lambda(),
        "Policies": [{"PolicyName": f"{service.prefix}-lambda", "PolicyDocument": document([*statements, *own])}],
    }
    if managed:
        properties["ManagedPolicyArns"] = managed
    if boundary is not None:
        properties["PermissionsBoundary"] = boundary
    return place.holding(made({"Type": ROLE, "Properties": properties}, place))


def document(statements: list[Any]) -> dict[str, Any]:
    """A policy of statements."""
    return {"Version": "2012-10-17", "Statement": statements}


def assumed_by_lambda() -> dict[str, Any]:
    """The trust policy of a function's role."""
    principal = {"Service": ["lambda.amazonaws.com"]}
    return document([{"Effect": "Allow", "Principal": principal, "Action": ["sts:AssumeRole"]}])
