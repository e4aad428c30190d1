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
