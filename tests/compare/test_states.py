"""`s3lint diff` of two folders, two plans, a plan's own before and after, and what moved."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from s3lint.engine import UsageError
from s3lint.engine.comparison import Comparison
from s3lint.engine.request import Request
from s3lint.engine.run.session import Session
from s3lint.report import Options, render_comparison
from tests.engine.test_widened import ACCOUNT_OWNS, ACCOUNT_READS, template, terraform

OPTIONS = {"account-id": "111122223333"}


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text)
    return folder


def kinds(found: Comparison) -> set[tuple[str, str, bool]]:
    return {(change.address, change.kind, change.gains) for change in found.buckets}


def compare(folder: Path, new: str, old: str) -> Comparison:
    return Session().compare(Request((new,), folder, OPTIONS), before=old)


def test_two_folders(tmp_path: Path) -> None:
    write(tmp_path / "old" / "stack", main__tf=terraform(ACCOUNT_READS))
    write(tmp_path / "new" / "stack", main__tf=terraform(ACCOUNT_OWNS))
    write(tmp_path / "old" / "same", main__tf=terraform(ACCOUNT_READS, name="acme-c"))
    write(tmp_path / "new" / "same", main__tf=terraform(ACCOUNT_READS, name="acme-c"))
    assert kinds(compare(tmp_path, "new", "old")) == {("aws_s3_bucket.b", "changed", True)}
    assert not any(change.gains for change in compare(tmp_path, "old", "new").buckets)


def test_two_templates(tmp_path: Path) -> None:
    write(tmp_path, old__json=template(ACCOUNT_READS), new__json=template(ACCOUNT_OWNS))
    assert kinds(compare(tmp_path, "new.json", "old.json")) == {("B", "changed", True)}


def chosen(*accounts: str) -> str:
    """A policy for one of several accounts, which a variable without a value chooses."""
    known = ", ".join(f'"{account[0]}" = "arn:aws:iam::{account}:root"' for account in accounts)
    text = terraform({**ACCOUNT_READS, "Principal": {"AWS": "CHOSEN"}}, heredoc=True)
    return text.replace("CHOSEN", f"${{{{ {known} }}[var.region]}}") + 'variable "region" {}\n'


@pytest.mark.parametrize(
    ("accounts", "gained"),
    [
        (("222233334444", "333344445555"), {("other accounts", "222233334444 or 333344445555", "yes")}),
        (
            ("033677994240", "127311923021"),
            {
                (
                    "AWS services",
                    "load balancers (account 033677994240) or load balancers (account 127311923021)",
                    "yes",
                )
            },
        ),
        (
            ("222233334444", "127311923021"),
            {
                ("other accounts", "222233334444", "unknown"),
                ("AWS services", "load balancers (account 127311923021)", "unknown"),
            },
        ),
        (("222233334444", "111122223333"), {("other accounts", "222233334444", "unknown")}),
    ],
)
def test_one_of_several_accounts_gains_for_certain(
    tmp_path: Path, accounts: tuple[str, ...], gained: set[tuple[str, str, str]]
) -> None:
    write(tmp_path / "old", main__tf="")
    write(tmp_path / "new", main__tf=chosen(*accounts))
    (change,) = compare(tmp_path, "new", "old").buckets
    assert {(one.who, one.name, one.state) for one in change.gained} == gained


def test_what_hangs_on_the_same_is_said_once_and_is_no_all_clear(tmp_path: Path) -> None:
    write(tmp_path / "old", main__tf=terraform(ACCOUNT_READS))
    write(tmp_path / "new", main__tf=chosen("222233334444", "127311923021", "444455556666", "111122223333"))
    said = render_comparison("text", compare(tmp_path, "new", "old"), Options())
    assert said.count("may have gained access") == 1 and "whether var.region is" in said
    assert "No bucket grants more access" not in said and "access may be gained" in said


def resource(kind: str, name: str, values: Any, before: Any = None, **more: Any) -> dict[str, Any]:
    actions = ["create"] if before is None else ["delete"] if values is None else ["update"]
    change = {"actions": actions, "before": before, "after": values, "after_unknown": {}}
    head = {"address": f"{kind}.{name}", "mode": "managed", "type": kind, "name": name}
    return {**head, **more, "change": change}


def policy(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"bucket": "acme-b", "policy": json.dumps({"Version": "2012-10-17", "Statement": statements})}


def plan(*changes: dict[str, Any]) -> str:
    return json.dumps({"format_version": "1.2", "planned_values": {}, "resource_changes": changes})


BUCKET = {"bucket": "acme-b"}


def test_two_plans(tmp_path: Path) -> None:
    made = [
        plan(resource("aws_s3_bucket", "b", BUCKET), resource("aws_s3_bucket_policy", "b", policy(one)))
        for one in (ACCOUNT_READS, ACCOUNT_OWNS)
    ]
    write(tmp_path, old__json=made[0], new__json=made[1])
    assert kinds(compare(tmp_path, "new.json", "old.json")) == {("aws_s3_bucket.b", "changed", True)}
    assert kinds(compare(tmp_path, "new.json", "new.json")) == set()


def deployed(folder: Path, *changes: dict[str, Any]) -> Comparison:
    write(folder, plan__json=plan(*changes))
    return Session().compare(Request(("plan.json",), folder, OPTIONS))


def test_a_plan_and_what_it_says_is_deployed(tmp_path: Path) -> None:
    bucket = resource("aws_s3_bucket", "b", BUCKET, BUCKET)
    wider = resource("aws_s3_bucket_policy", "b", policy(ACCOUNT_OWNS), policy(ACCOUNT_READS))
    same = resource("aws_s3_bucket_policy", "b", policy(ACCOUNT_READS), policy(ACCOUNT_READS))
    moved = {**bucket, "address": "aws_s3_bucket.c", "name": "c", "previous_address": "aws_s3_bucket.b"}
    gone = resource("aws_s3_bucket", "b", None, BUCKET)
    assert kinds(deployed(tmp_path, bucket, wider)) == {("aws_s3_bucket.b", "changed", True)}
    assert kinds(deployed(tmp_path, bucket, same)) == set()
    assert kinds(deployed(tmp_path, moved, same)) == set()
    assert kinds(deployed(tmp_path, gone)) == {("aws_s3_bucket.b", "gone", False)}
    assert kinds(deployed(tmp_path, resource("aws_s3_bucket", "b", BUCKET))) == {("aws_s3_bucket.b", "new", False)}


def test_what_is_no_plan_says_nothing_of_what_is_deployed(tmp_path: Path) -> None:
    write(tmp_path, main__tf=terraform(ACCOUNT_READS))
    with pytest.raises(UsageError, match="none was found"):
        Session().compare(Request((".",), tmp_path, OPTIONS))


NAMELESS = 'resource "aws_s3_bucket" "{name}" {{\n{more}}}\n'
MODULE = 'module "{name}" {{\n  source = "./store"\n}}\n'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            NAMELESS.format(name="a", more=""),
            NAMELESS.format(name="b", more="") + "moved {\n  from = aws_s3_bucket.a\n  to   = aws_s3_bucket.b\n}\n",
        ),
        (
            NAMELESS.format(name="a", more=""),
            NAMELESS.format(name="a", more='  for_each = toset(["x"])\n')
            + 'moved {\n  from = aws_s3_bucket.a\n  to   = aws_s3_bucket.a["x"]\n}\n',
        ),
        (
            MODULE.format(name="a"),
            MODULE.format(name="b") + "moved {\n  from = module.a\n  to = module.b\n}\n",
        ),
        (
            NAMELESS.format(name="a", more=""),
            NAMELESS.format(name="c", more="")
            + "moved {\n  from = aws_s3_bucket.a\n  to = aws_s3_bucket.b\n}\n"
            + "moved {\n  from = aws_s3_bucket.b\n  to = aws_s3_bucket.c\n}\n",
        ),
    ],
)
def test_what_moved_is_the_same_bucket(tmp_path: Path, old: str, new: str) -> None:
    for name, text in (("old", old), ("new", new)):
        write(tmp_path / name, main__tf=text)
        write(tmp_path / name / "store", main__tf=NAMELESS.format(name="this", more=""))
    assert kinds(compare(tmp_path, "new", "old")) == set()


def test_without_a_moved_block_it_is_another_one(tmp_path: Path) -> None:
    for name, address in (("old", "a"), ("new", "b")):
        write(tmp_path / name, main__tf=NAMELESS.format(name=address, more=""))
    assert {kind for _, kind, _ in kinds(compare(tmp_path, "new", "old"))} == {"new", "gone"}


def test_no_format_shows_what_is_sensitive(tmp_path: Path) -> None:
    from s3lint.cli.diff import FORMATS
    from s3lint.report import render_comparison

    secret = 'variable "who" {\n  type      = string\n  sensitive = true\n  default   = "999988887777"\n}\n'
    hidden = terraform(ACCOUNT_OWNS).replace("222233334444", "${var.who}")
    write(tmp_path / "old", main__tf=secret + terraform())
    write(tmp_path / "new", main__tf=secret + hidden)
    found = compare(tmp_path, "new", "old")
    assert any(change.gains for change in found.buckets)
    for name in FORMATS:
        assert "999988887777" not in render_comparison(name, found)


ROLE = """
resource "aws_iam_role" "r" {
  name                 = "r"
  assume_role_policy   = "{}"
  permissions_boundary = BOUNDARY
}
resource "aws_iam_role_policy" "r" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Statement = [STATEMENTS] })
}
"""
LIMITING = """
resource "aws_iam_policy" "limit" {
  name   = "limit"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:Get*", Resource = "*" }] })
}
"""
READS = '{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::acme-b/in/*" }'
READS_ALL = '{ Effect = "Allow", Action = ["s3:GetObject"], Resource = ["arn:aws:s3:::acme-b/*"] }'
OWNS = '{ Effect = "Allow", Action = "s3:*", Resource = "arn:aws:s3:::acme-b/*" }'
DENIES = '{ Effect = "Deny", Action = "s3:*", Resource = "arn:aws:s3:::acme-b/in/*" }'
LIMIT = "aws_iam_policy.limit.arn"


def role(*statements: str, boundary: str = "null") -> str:
    return ROLE.replace("STATEMENTS", ", ".join(statements)).replace("BOUNDARY", boundary)


def principals(folder: Path, old: str, new: str) -> set[tuple[str, str]]:
    for name, text in (("old", old), ("new", new)):
        write(folder / name, main__tf=text)
    (change,) = compare(folder, "new", "old").buckets or [None]
    return {(one.name, one.state) for one in change.gained if one.who == "principals"} if change else set()


@pytest.mark.parametrize(
    ("old", "new", "gains"),
    [
        ([READS], [READS], False),
        ([READS_ALL], [READS], False),
        ([READS], [READS, READS.replace("Get", "Get")], False),
        ([READS_ALL], [READS, READS_ALL], False),
        ([OWNS], [READS_ALL], False),
        ([READS, DENIES], [READS, DENIES], False),
        ([READS], [READS_ALL], True),
        ([READS], [OWNS], True),
        ([READS, DENIES], [READS], True),
    ],
)
def test_what_a_role_can_do(tmp_path: Path, old: list[str], new: list[str], gains: bool) -> None:
    found = principals(tmp_path, terraform() + role(*old), terraform() + role(*new))
    assert found == ({("aws_iam_role.r", "yes")} if gains else set())


def test_a_new_role_and_one_without_its_boundary(tmp_path: Path) -> None:
    assert principals(tmp_path, terraform(), terraform() + role(READS)) == {("aws_iam_role.r", "yes")}
    bounded, free = (terraform() + LIMITING + role(OWNS, boundary=limit) for limit in (LIMIT, "null"))
    assert principals(tmp_path, bounded, free) == {("aws_iam_role.r", "yes")}
    assert principals(tmp_path, free, bounded) == set()


def test_what_the_bucket_policy_gives_a_role_that_had_it_is_no_gain(tmp_path: Path) -> None:
    named = {"AWS": "arn:aws:iam::111122223333:role/r"}
    by_bucket = {
        "Effect": "Allow",
        "Principal": named,
        "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::acme-b/in/*",
    }
    nothing = role('{ Effect = "Allow", Action = "s3:ListBucket", Resource = "arn:aws:s3:::other" }')
    assert principals(tmp_path, terraform() + role(READS), terraform(by_bucket) + role(READS)) == set()
    assert principals(tmp_path, terraform(by_bucket) + nothing, terraform() + role(READS)) == set()
    assert principals(tmp_path, terraform() + nothing, terraform(by_bucket) + nothing) == {("aws_iam_role.r", "yes")}


POINT = """
resource "aws_s3_access_point" "p" {
  bucket     = aws_s3_bucket.b.id
  name       = "point"
  account_id = "111122223333"
  policy = jsonencode({ Statement = [{
    Effect = "Allow", Principal = { AWS = "222233334444" }, Action = "ACTION"
    Resource = "arn:aws:s3:us-east-1:111122223333:accesspoint/point/object/*"
  }] })
}
"""
DELEGATES = {
    "Effect": "Allow",
    "Principal": "*",
    "Action": "s3:*",
    "Resource": ["arn:aws:s3:::acme-b", "arn:aws:s3:::acme-b/*"],
    "Condition": {"StringEquals": {"s3:DataAccessPointAccount": "111122223333"}},
}


def accounts(folder: Path, old: str, new: str) -> set[tuple[str, str]]:
    for name, text in (("old", old), ("new", new)):
        write(folder / name, main__tf=text)
    found = compare(folder, "new", "old").buckets
    return {(one.name, one.text) for change in found for one in change.gained if one.who == "other accounts"}


def test_what_an_access_point_lets_an_account_do(tmp_path: Path) -> None:
    reads, writes = (POINT.replace("ACTION", action) for action in ("s3:GetObject", "s3:PutObject"))
    head = terraform(DELEGATES)
    ((name, text),) = accounts(tmp_path, head, head + reads)
    assert name == "222233334444" and "through arn:aws:s3:us-east-1:111122223333:accesspoint/point" in text
    assert accounts(tmp_path, head + reads, head + reads) == set()
    assert accounts(tmp_path, head + reads, head) == set()
    assert {name for name, _ in accounts(tmp_path, head + reads, head + writes)} == {"222233334444"}
    assert accounts(tmp_path, terraform(ACCOUNT_OWNS), terraform(ACCOUNT_OWNS, DELEGATES) + reads) == set()


@pytest.mark.parametrize(("before", "states"), [("true", {"yes"}), ("var.x", {"unknown"}), ("false", set())])
def test_what_blocked_an_access_point_before_may_not_be_known(tmp_path: Path, before: str, states: set[str]) -> None:
    point = POINT.replace("ACTION", "s3:GetObject").replace('{ AWS = "222233334444" }', '"*"')
    head = 'variable "x" {}\n' + terraform(DELEGATES)
    for name, flag in (("old", before), ("new", "false")):
        block = f"  public_access_block_configuration {{ restrict_public_buckets = {flag} }}\n"
        write(tmp_path / name, main__tf=head + point.replace("  policy", block + "  policy", 1))
    found = compare(tmp_path, "new", "old").buckets
    gained = {one.state for change in found for one in change.gained if one.who in ("anyone", "other accounts")}
    assert gained == states


def test_a_policy_that_is_unknown_in_the_same_way_is_no_change(tmp_path: Path) -> None:
    text = 'variable "more" {}\n' + terraform(ACCOUNT_READS)
    unknown = text.replace("policy = ", "policy = var.more # ")
    for name, tags in (("old", ""), ("new", '  tags = { A = "b" }\n')):
        write(tmp_path / name, main__tf=unknown.replace('bucket = "acme-b"\n', f'bucket = "acme-b"\n{tags}'))
    assert kinds(compare(tmp_path, "new", "old")) == set()


def test_a_folder_that_is_renamed_is_the_same_stack(tmp_path: Path) -> None:
    for name, folder, statement in (("old", "one", ACCOUNT_READS), ("new", "two", ACCOUNT_OWNS)):
        write(tmp_path / name / folder, main__tf=terraform(statement))
        write(tmp_path / name / "other", main__tf=terraform(name="acme-c"))
    assert kinds(compare(tmp_path, "new", "old")) == {("aws_s3_bucket.b", "changed", True)}
    write(tmp_path / "new" / "two", main__tf=terraform(ACCOUNT_READS))
    assert kinds(compare(tmp_path, "new", "old")) == set()


def test_an_access_point_that_leaves_its_vpc(tmp_path: Path) -> None:
    outside = terraform(DELEGATES) + POINT.replace("ACTION", "s3:GetObject")
    inside = outside.replace(
        "  policy = jsonencode", '  vpc_configuration {\n    vpc_id = "vpc-1"\n  }\n  policy = jsonencode'
    )
    ((name, text),) = accounts(tmp_path, inside, outside)
    assert name == "222233334444" and "accesspoint/point" in text
    assert accounts(tmp_path, outside, inside) == set()


CHILD = template(ACCOUNT_READS)
PARENT = '{"Resources": {"S": {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": "child.json"}}}}'


def test_a_template_becomes_a_nested_one(tmp_path: Path) -> None:
    write(tmp_path / "old", t__json=CHILD)
    write(tmp_path / "new", t__json=PARENT, child__json=CHILD)
    assert kinds(compare(tmp_path, "new", "old")) == kinds(compare(tmp_path, "old", "new")) == set()
    write(tmp_path / "new", child__json=template(ACCOUNT_OWNS))
    assert kinds(compare(tmp_path, "new", "old")) == {("S/B", "changed", True)}


def in_another_root(*statements: str) -> str:
    return f'resource "aws_iam_policy" "p" {{\n  policy = jsonencode({{ Statement = [{", ".join(statements)}] }})\n}}\n'


ANY_BUCKET = '{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::acme-*/*" }'
LISTS = '{ Effect = "Allow", Action = "s3:ListBucket", Resource = "arn:aws:s3:::acme-b" }'
DENIES_LISTS = LISTS.replace("Allow", "Deny")


@pytest.mark.parametrize(("added", "gained"), [(LISTS, ["s3:ListBucket"]), (DENIES_LISTS, [])])
def test_a_policy_of_another_root_that_newly_names_a_bucket(tmp_path: Path, added: str, gained: list[str]) -> None:
    for name, statements in (("old", [ANY_BUCKET]), ("new", [ANY_BUCKET, added])):
        write(tmp_path / name / "one", main__tf=terraform())
        write(tmp_path / name / "two", main__tf=in_another_root(*statements))
    found = compare(tmp_path, "new", "old").buckets
    said = [one.text for change in found for one in change.gained]
    assert [word for text in said for word in text.split() if word.startswith("s3:")] == gained
