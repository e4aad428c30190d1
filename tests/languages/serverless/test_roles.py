"""The roles that the framework makes: when, and with what."""

from __future__ import annotations

from typing import Any

import pytest

from tests.languages.serverless.services import resources
from tests.support.verdicts import findings

FUNCTION = "functions:\n  f: {handler: a.b}\n"
ALL = '[{Effect: Allow, Action: "s3:*", Resource: "*"}]'


def service(provider: str, functions: str = FUNCTION) -> str:
    return f"service: acme\nprovider:\n  name: aws\n{provider}{functions}"


def statements(role: dict[str, Any]) -> list[Any]:
    """The statements of a role without those for logs."""
    found: list[Any] = role["Properties"]["Policies"][0]["PolicyDocument"]["Statement"]
    return [one for one in found if "logs:" not in str(one)]


@pytest.mark.parametrize(
    "text",
    [
        service(f"  iamRoleStatements: {ALL}\n", ""),
        service(f"  iamRoleStatements: {ALL}\n", "functions: {}\n"),
        service("  iam: {role: 'arn:aws:iam::111122223333:role/x'}\n"),
        service("  iam: {role: !GetAtt Own.Arn}\n"),
        service(f"  role: arn:aws:iam::111122223333:role/x\n  iamRoleStatements: {ALL}\n"),
        service(f"  iamRoleStatements: {ALL}\n", "functions:\n  f: {handler: a.b, role: own}\n"),
    ],
)
def test_where_no_role_is_made(text: str) -> None:
    assert not resources(text) if "Own" in text else "IamRoleLambdaExecution" not in resources(text)


@pytest.mark.parametrize(
    "provider",
    [
        f"  iamRoleStatements: {ALL}\n",
        f"  iam: {{role: {{statements: {ALL}}}}}\n",
        "  iam: ${file(iam.yml)}\n",
        "  iam: {role: {statements: '${file(iam.yml):role.statements}'}}\n",
        "  iam: {role: {statements: ['${file(iam.yml):role.statements.0}']}}\n",
    ],
)
def test_the_provider_says_what_the_role_may(provider: str) -> None:
    made = resources(service(provider), {"iam.yml": f"role: {{statements: {ALL}}}\n"})["IamRoleLambdaExecution"]
    assert statements(made) == [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]
    files = {"serverless.yml": service(provider), "iam.yml": f"role: {{statements: {ALL}}}\n"}
    (found,) = findings(files, "S3L701")
    assert found.resource == "IamRoleLambdaExecution" and found.verdict.value == "fail"


def test_a_finding_stands_at_the_statement() -> None:
    text = service('  iamRoleStatements:\n    - Effect: Allow\n      Action: "s3:*"\n      Resource: "*"\n')
    (found,) = findings({"serverless.yml": text}, "S3L701")
    assert (found.location.line, "statement 1 allows s3:*" in found.message) == (7, True)


def test_statements_that_are_not_known_are_undecided() -> None:
    text = service("  iamRoleStatements: ${file(iam.js)}\n")
    (found,) = findings({"serverless.yml": text}, "S3L701")
    assert found.verdict.value == "unknown"


@pytest.mark.parametrize(
    ("provider", "functions", "expected"),
    [
        ("  iamManagedPolicies: [arn:a]\n", FUNCTION, ["arn:a"]),
        ("  iam: {role: {managedPolicies: [arn:b]}}\n", FUNCTION, ["arn:b"]),
        ("  vpc: {subnetIds: [x]}\n", FUNCTION, ["vpc"]),
        ("", "functions:\n  f: {handler: a.b, vpc: {subnetIds: [x]}}\n", ["vpc"]),
    ],
)
def test_managed_policies(provider: str, functions: str, expected: list[str]) -> None:
    made = resources(service(provider, functions))["IamRoleLambdaExecution"]["Properties"]["ManagedPolicyArns"]
    assert ["vpc" if "VPCAccess" in str(one) else one for one in made] == expected


@pytest.mark.parametrize(
    "provider",
    [
        "  rolePermissionsBoundary: arn:b\n",
        "  iam: {role: {permissionsBoundary: arn:b}}\n",
        "  iam: {role: {permissionBoundary: arn:b}}\n",
    ],
)
def test_a_boundary(provider: str) -> None:
    assert resources(service(provider))["IamRoleLambdaExecution"]["Properties"]["PermissionsBoundary"] == "arn:b"


OWN = 'functions:\n  my-fn_1: {handler: a.b, iamRoleStatements: [{Effect: Allow, Action: "s3:Get*", Resource: "*"}]}\n'
NEW = OWN.replace("iamRoleStatements: [", "iam: {role: {statements: [").replace("}]}", "}]}}}")


@pytest.mark.parametrize("functions", [OWN, NEW])
def test_a_function_with_statements_has_a_role_of_its_own(functions: str) -> None:
    made = resources(service(f"  iamRoleStatements: {ALL}\n", functions))
    assert [s["Action"] for s in statements(made["MyDashfnUnderscore1IamRoleLambdaExecution"])] == ["s3:Get*"]
    assert [s["Action"] for s in statements(made["IamRoleLambdaExecution"])] == ["s3:*"]


@pytest.mark.parametrize(
    ("provider", "functions"),
    [
        ("", OWN.replace("iamRoleStatements:", "iamRoleStatementsInherit: true, iamRoleStatements:")),
        ("", NEW.replace("iam: {", "iam: {inheritStatements: true, ")),
        ("", OWN + "custom: {serverless-iam-roles-per-function: {defaultInherit: true}}\n"),
    ],
)
def test_a_role_of_its_own_may_inherit(provider: str, functions: str) -> None:
    made = resources(service(f"  iamRoleStatements: {ALL}\n{provider}", functions))
    found = statements(made["MyDashfnUnderscore1IamRoleLambdaExecution"])
    assert [s["Action"] for s in found] == ["s3:*", "s3:Get*"]


def test_each_function_may_have_its_own_role() -> None:
    text = service(f"  iam: {{role: {{mode: perFunction, statements: {ALL}}}}}\n", FUNCTION + "  g: {role: x}\n")
    made = resources(text)
    assert list(made) == ["FIamRoleLambdaExecution"] and statements(made["FIamRoleLambdaExecution"])
