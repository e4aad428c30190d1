"""Which files an edit may change: one that several paths lead to changes once, one that is not kept does not."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from s3lint.engine import Request
from s3lint.engine.run.session import Session
from s3lint.fix import fixed
from tests.fix.mending import mended, reasons, written
from tests.support.git import git

BUCKET = 'resource "aws_s3_bucket" "b" {\n  bucket = "acme-b"\n}\n'


def test_a_file_that_links_lead_to_is_edited_once_and_proven_for_all(tmp_path: Path) -> None:
    versions = 'resource "aws_s3_bucket_versioning" "b" {\n  bucket = aws_s3_bucket.b.id\n'
    own = f'{versions}  versioning_configuration {{\n    status = "Enabled"\n  }}\n}}\n'
    for name in ("one", "two"):
        written(tmp_path / name, {"own.tf": ""})
        os.symlink("../shared/common.tf", tmp_path / name / "common.tf")
    done = mended(tmp_path, {"shared/common.tf": BUCKET}, "S3L501")
    assert list(done.files) == [tmp_path.resolve() / "shared/common.tf"]
    assert (tmp_path / "one/common.tf").is_symlink()
    assert (tmp_path / "shared/common.tf").read_text().count("aws_s3_bucket_versioning") == 1
    (tmp_path / "shared/common.tf").write_text(BUCKET)
    done = mended(tmp_path, {"two/own.tf": own}, "S3L501")
    assert not done.files and "declared twice" in reasons(done)["S3L501", "aws_s3_bucket.b"]


def test_a_module_behind_a_linked_folder_is_edited_once(tmp_path: Path) -> None:
    written(tmp_path, {"m/main.tf": BUCKET})
    os.symlink("m", tmp_path / "again")
    done = mended(tmp_path, {"r/main.tf": 'module "a" {\n  source = "../again"\n}\n'}, "S3L501")
    assert list(done.files) == [tmp_path.resolve() / "m/main.tf"] and not reasons(done)


def test_what_the_configuration_excludes_is_left(tmp_path: Path) -> None:
    files = {
        "main.tf": 'module "m" {\n  source = "./vendor/m"\n}\n',
        "vendor/m/main.tf": BUCKET,
        "s3lint.toml": 'exclude = ["vendor"]\n',
    }
    done = mended(tmp_path, files, "S3L501")
    assert not done.files
    assert set(reasons(done).values()) == {"vendor/m/main.tf is excluded by the configuration or --exclude"}


@pytest.mark.process
def test_what_git_ignores_is_left(tmp_path: Path) -> None:
    git(tmp_path, "init")
    files = {".gitignore": "*.tfvars\n", "terraform.tfvars": 's = "Suspended"\n'}
    versions = 'resource "aws_s3_bucket_versioning" "b" {\n  bucket = aws_s3_bucket.b.id\n'
    files["main.tf"] = (
        f'variable "s" {{}}\n{BUCKET}{versions}  versioning_configuration {{\n    status = var.s\n  }}\n}}\n'
    )
    done = mended(tmp_path, files, "S3L501")
    assert not done.files
    assert set(reasons(done).values()) <= {"terraform.tfvars is ignored by git", "the value is sensitive"}


def test_a_plan_is_left(tmp_path: Path) -> None:
    bucket = {"bucket": "acme-b", "force_destroy": True}
    planned = {"address": "aws_s3_bucket.b", "mode": "managed", "type": "aws_s3_bucket", "name": "b", "values": bucket}
    plan = {"format_version": "1.2", "planned_values": {"root_module": {"resources": [planned]}}}
    done = mended(tmp_path, {"plan.json": json.dumps(plan)}, "S3L510", "S3L501")
    assert not done.files
    assert "plan.json is a plan: change the configuration that it shows" in reasons(done).values()


@pytest.mark.parametrize("name", ["cdk.out/stack.template.json", ".aws-sam/build/template.json"])
def test_what_a_tool_writes_is_left(name: str, tmp_path: Path) -> None:
    written(tmp_path, {name: '{"Resources": {"B": {"Type": "AWS::S3::Bucket"}}}'})
    request = Request((name,), tmp_path, options={"select": ["S3L501"]}, jobs=1)
    done = fixed(Session(), request, unsafe=True)
    assert not done.files and f"{name} is written by a tool" in done.without.values()
