# ruff: noqa: E501 - configurations keep the lines that people write
"""Small Terraform configurations with the verdicts that are true on AWS, each a shape that people write.

An expectation is `ADDRESS CODE VERDICT`; a bare name stands for `aws_s3_bucket.NAME`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from s3lint import graph
from s3lint.checks import ALL
from s3lint.checks.run import run
from s3lint.languages import terraform
from s3lint.source import MemoryTree
from s3lint.values import Inputs


@dataclass(frozen=True)
class Case:
    """Files of one root module and what is true about its resources."""

    name: str
    files: str | dict[str, str]
    expected: str
    variables: dict[str, str] = field(default_factory=dict)
    var_files: tuple[str, ...] = ()
    engine: str = "terraform"


def judged(case: Case) -> dict[tuple[str, str], set[str]]:
    """The verdicts by address and code."""
    files = {"main.tf": case.files} if isinstance(case.files, str) else case.files
    inputs = Inputs(variables=case.variables, var_files=case.var_files, engine=case.engine)
    configuration = terraform.load(MemoryTree(files), ".", inputs)
    codes = set(case.expected.split()[1::3])
    findings, failures = run(graph.build(configuration), [c for c in ALL if c.code in codes], configuration.root)
    assert failures == [], failures
    found: dict[tuple[str, str], set[str]] = {}
    for finding in findings:
        found.setdefault((finding.resource, finding.code), set()).add(finding.verdict.value)
    return found


def check(case: Case) -> None:
    found = judged(case)
    words = case.expected.split()
    wanted: dict[tuple[str, str], set[str]] = {}
    for name, code, verdict in zip(words[::3], words[1::3], words[2::3], strict=True):
        address = name if name.startswith(("aws_", "module.")) else f"aws_s3_bucket.{name}"
        wanted[address, code] = set() if verdict == "absent" else {verdict}
    assert {key: found.get(key, set()) for key in wanted} == wanted


def block(name: str, bucket: str, head: str = "") -> str:
    """A complete public access block of a bucket."""
    return f"""
resource "aws_s3_bucket_public_access_block" "{name}" {{
  {head}
  bucket                  = {bucket}
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}}
"""


def versioning(name: str, bucket: str, head: str = "", status: str = '"Enabled"') -> str:
    """A versioning resource of a bucket."""
    return f"""
resource "aws_s3_bucket_versioning" "{name}" {{
  {head}
  bucket = {bucket}
  versioning_configuration {{
    status = {status}
  }}
}}
"""


LINKING = [
    Case(
        "for_each chained over the buckets themselves, by key and by value",
        """
        resource "aws_s3_bucket" "b" {
          for_each = toset(["raw", "clean"])
          bucket   = "acme-${each.key}"
        }
        """
        + block("k", "aws_s3_bucket.b[each.key].id", "for_each = aws_s3_bucket.b")
        + versioning("v", "each.value.id", "for_each = aws_s3_bucket.b"),
        """
        b["raw"] S3L102 pass
        b["clean"] S3L102 pass
        b["raw"] S3L501 pass
        b["clean"] S3L501 pass
        """,
    ),
    Case(
        "for_each filtered over the buckets leaves one out",
        """
        variable "buckets" {
          default = { raw = { versioned = true }, scratch = { versioned = false } }
        }
        resource "aws_s3_bucket" "b" {
          for_each = var.buckets
          bucket   = "acme-${each.key}"
        }
        """
        + versioning(
            "v", "each.value.bucket", "for_each = { for k, b in aws_s3_bucket.b : k => b if var.buckets[k].versioned }"
        ),
        'b["raw"] S3L501 pass  b["scratch"] S3L501 fail',
    ),
    Case(
        "for_each over the keys of another resource's instances",
        """
        resource "aws_s3_bucket" "b" {
          for_each = { a = "acme-a", z = "acme-z" }
          bucket   = each.value
        }
        """
        + block("k", "aws_s3_bucket.b[each.value].id", "for_each = toset(keys(aws_s3_bucket.b))"),
        'b["a"] S3L102 pass  b["z"] S3L102 pass',
    ),
    Case(
        "count over a list, a block by count.index, versioning by the splat's last",
        """
        variable "names" {
          default = ["acme-a", "acme-b", "acme-c"]
        }
        resource "aws_s3_bucket" "b" {
          count  = length(var.names)
          bucket = var.names[count.index]
        }
        """
        + block("k", "aws_s3_bucket.b[count.index].id", "count = length(aws_s3_bucket.b)")
        + versioning("v", "element(aws_s3_bucket.b.*.id, length(var.names) - 1)"),
        "b[0] S3L102 pass  b[2] S3L102 pass  b[0] S3L501 fail  b[1] S3L501 fail  b[2] S3L501 pass",
    ),
    Case(
        "element wraps around",
        """
        resource "aws_s3_bucket" "b" {
          count = 2
        }
        """
        + versioning("v", "element(aws_s3_bucket.b[*].id, 3)"),
        "b[0] S3L501 fail  b[1] S3L501 pass",
    ),
    Case(
        "every way to take the one of a counted bucket",
        """
        resource "aws_s3_bucket" "b" {
          count = 1
        }
        resource "aws_s3_bucket" "c" {
          count = 1
        }
        resource "aws_s3_bucket" "d" {
          count = 1
        }
        resource "aws_s3_bucket" "e" {
          count = 1
        }
        resource "aws_s3_bucket" "f" {
          count = 1
        }
        """
        + versioning("b", "one(aws_s3_bucket.b).id")
        + versioning("c", 'try(aws_s3_bucket.c[0].id, "")')
        + versioning("d", 'join("", aws_s3_bucket.d[*].bucket)')
        + versioning("e", 'coalesce(concat(aws_s3_bucket.e.*.id, [""])[0], "x")')
        + versioning("f", "compact(concat([null], aws_s3_bucket.f[*].id))[0]"),
        "b[0] S3L501 pass  c[0] S3L501 pass  d[0] S3L501 pass  e[0] S3L501 pass  f[0] S3L501 pass",
    ),
    Case(
        "a counted companion that is not made",
        """
        variable "secure" {
          type    = bool
          default = false
        }
        resource "aws_s3_bucket" "b" {}
        """
        + block("k", "aws_s3_bucket.b.id", "count = var.secure ? 1 : 0"),
        "b S3L102 fail",
    ),
    Case(
        "a counted companion of a variable without a default",
        """
        variable "secure" {
          type = bool
        }
        resource "aws_s3_bucket" "b" {}
        """
        + block("k", "aws_s3_bucket.b.id", "count = var.secure ? 1 : 0"),
        "b S3L102 unknown",
    ),
    Case(
        "a name from random_id and from random_pet",
        """
        resource "random_id" "r" {
          byte_length = 4
        }
        resource "random_pet" "p" {}
        resource "aws_s3_bucket" "b" {
          bucket = "acme-${random_id.r.hex}"
        }
        resource "aws_s3_bucket" "c" {
          bucket = "acme-${random_pet.p.id}"
        }
        """
        + block("k", '"acme-${random_id.r.hex}"')
        + versioning("v", 'format("acme-%s", random_pet.p.id)'),
        "b S3L102 pass  c S3L501 pass  c S3L102 fail  b S3L501 fail",
    ),
    Case(
        "bucket_prefix and a split ARN",
        """
        resource "aws_s3_bucket" "b" {
          bucket_prefix = "acme-"
        }
        """
        + block("k", 'split(":", aws_s3_bucket.b.arn)[5]')
        + versioning("v", 'replace(aws_s3_bucket.b.arn, "arn:aws:s3:::", "")'),
        "b S3L102 pass  b S3L501 pass",
    ),
    Case(
        "through a chain of locals and a map of buckets",
        """
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket" "z" {}
        locals {
          all   = { first = aws_s3_bucket.a, second = aws_s3_bucket.z }
          first = local.all.first
        }
        """
        + block("k", "local.first.id")
        + versioning("v", "each.value.id", "for_each = local.all"),
        "a S3L102 pass  z S3L102 fail  a S3L501 pass  z S3L501 pass",
    ),
    Case(
        "a list of ids zipped with names",
        """
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket" "z" {}
        locals {
          ids = zipmap(["a", "z"], [aws_s3_bucket.a.id, aws_s3_bucket.z.id])
        }
        """
        + block("k", "each.value", "for_each = local.ids"),
        "a S3L102 pass  z S3L102 pass",
    ),
    Case(
        "a companion that refers to another companion's bucket",
        """
        resource "aws_s3_bucket" "a" {}
        """
        + block("k", "aws_s3_bucket.a.id")
        + versioning("v", "aws_s3_bucket_public_access_block.k.bucket")
        + """
        resource "aws_s3_bucket_server_side_encryption_configuration" "e" {
          bucket = aws_s3_bucket_versioning.v.id
          rule {
            apply_server_side_encryption_by_default {
              sse_algorithm     = "aws:kms"
              kms_master_key_id = aws_kms_key.k.arn
            }
          }
        }
        resource "aws_kms_key" "k" {}
        """,
        "a S3L102 pass  a S3L501 pass  a S3L302 pass",
    ),
    Case(
        "a data source of a bucket that is made here, by its name",
        """
        resource "aws_s3_bucket" "a" {
          bucket = "acme-a"
        }
        data "aws_s3_bucket" "a" {
          bucket = "acme-a"
        }
        """
        + block("k", "data.aws_s3_bucket.a.id"),
        "a S3L102 pass",
    ),
    Case(
        "a data source of a bucket, by reference",
        """
        resource "aws_s3_bucket" "a" {}
        data "aws_s3_bucket" "a" {
          bucket = aws_s3_bucket.a.id
        }
        """
        + block("k", "data.aws_s3_bucket.a.bucket"),
        "a S3L102 pass",
    ),
    Case(
        "one block for either of two buckets",
        """
        variable "which" {
          type = string
        }
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket" "z" {}
        resource "aws_s3_bucket" "other" {}
        """
        + block("k", 'var.which == "a" ? aws_s3_bucket.a.id : aws_s3_bucket.z.id'),
        "a S3L102 unknown  z S3L102 unknown  other S3L102 fail",
    ),
    Case(
        "two blocks, one for each side of a condition, cover every case",
        """
        variable "weak" {
          type = bool
        }
        resource "aws_s3_bucket" "a" {}
        """
        + block("k", "aws_s3_bucket.a.id", "count = var.weak ? 0 : 1")
        + block("l", "aws_s3_bucket.a.id", "count = var.weak ? 1 : 0"),
        "a S3L102 pass",
    ),
    Case(
        "provider aliases: the same name in two accounts is one bucket only by its provider",
        """
        provider "aws" {
          region = "eu-west-1"
        }
        provider "aws" {
          alias  = "dr"
          region = "eu-central-1"
        }
        resource "aws_s3_bucket" "a" {
          bucket = "acme-a"
        }
        resource "aws_s3_bucket" "dr" {
          provider = aws.dr
          bucket   = "acme-a-dr"
        }
        """
        + block("a", "aws_s3_bucket.a.id")
        + block("dr", "aws_s3_bucket.dr.id", "provider = aws.dr"),
        "a S3L102 pass  dr S3L102 pass",
    ),
    Case(
        "moved and removed blocks and imports make nothing",
        """
        moved {
          from = aws_s3_bucket.old
          to   = aws_s3_bucket.a
        }
        removed {
          from = aws_s3_bucket.gone
          lifecycle {
            destroy = false
          }
        }
        import {
          to = aws_s3_bucket.a
          id = "acme-a"
        }
        resource "aws_s3_bucket" "a" {
          bucket = "acme-a"
        }
        """
        + block("k", "aws_s3_bucket.a.id"),
        "a S3L102 pass  old S3L102 absent  gone S3L102 absent",
    ),
    Case(
        "a bucket that differs by case or by a blank is not the same",
        """
        resource "aws_s3_bucket" "a" {
          bucket = "acme-a"
        }
        """
        + versioning("k", '"acme-a1"')
        + block("k", 'lower("ACME-A")'),
        "a S3L501 fail  a S3L102 pass",
    ),
    Case(
        "a pair of settings in two maps: merge and lookup by key",
        """
        locals {
          common = { versioned = "Enabled" }
          per    = { a = {}, z = { versioned = "Suspended" } }
        }
        resource "aws_s3_bucket" "b" {
          for_each = local.per
        }
        """
        + versioning(
            "v", "aws_s3_bucket.b[each.key].id", "for_each = local.per", 'merge(local.common, each.value)["versioned"]'
        ),
        'b["a"] S3L501 pass  b["z"] S3L501 fail',
    ),
    Case(
        "setproduct of teams and stages",
        """
        locals {
          pairs = { for p in setproduct(["x", "y"], ["dev", "prod"]) : "${p[0]}-${p[1]}" => { team = p[0], stage = p[1] } }
        }
        resource "aws_s3_bucket" "b" {
          for_each = local.pairs
          bucket   = "acme-${each.key}"
        }
        """
        + versioning("v", '"acme-${each.key}"', 'for_each = { for k, v in local.pairs : k => v if v.stage == "prod" }'),
        'b["x-dev"] S3L501 fail  b["x-prod"] S3L501 pass  b["y-prod"] S3L501 pass  b["y-dev"] S3L501 fail',
    ),
    Case(
        "flatten of nested lists to a map of buckets",
        """
        variable "teams" {
          default = [
            { name = "x", buckets = [{ n = "in", v = true }, { n = "out", v = false }] },
            { name = "y", buckets = [] },
          ]
        }
        locals {
          flat = flatten([for t in var.teams : [for b in t.buckets : { key = "${t.name}-${b.n}", v = b.v }]])
        }
        resource "aws_s3_bucket" "b" {
          for_each = { for f in local.flat : f.key => f }
          bucket   = "acme-${each.value.key}"
        }
        """
        + versioning("v", "aws_s3_bucket.b[each.key].id", "for_each = { for f in local.flat : f.key => f if f.v }"),
        'b["x-in"] S3L501 pass  b["x-out"] S3L501 fail',
    ),
    Case(
        "for_each of grouped values",
        """
        locals {
          rows   = [{ b = "a", k = 1 }, { b = "a", k = 2 }, { b = "z", k = 3 }]
          groups = { for r in local.rows : r.b => r.k... }
        }
        resource "aws_s3_bucket" "b" {
          for_each = local.groups
        }
        """
        + versioning(
            "v", "aws_s3_bucket.b[each.key].id", "for_each = { for k, l in local.groups : k => l if length(l) > 1 }"
        ),
        'b["a"] S3L501 pass  b["z"] S3L501 fail',
    ),
    Case(
        "an unknown set of buckets and a companion for each of them",
        """
        variable "names" {
          type = set(string)
        }
        resource "aws_s3_bucket" "b" {
          for_each = var.names
          bucket   = each.key
        }
        """
        + block("k", "each.value.id", "for_each = aws_s3_bucket.b")
        + versioning("v", "aws_s3_bucket.b[each.key].id", "for_each = var.names"),
        "b[*] S3L102 pass  b[*] S3L501 pass  b[*] S3L505 fail",
    ),
    Case(
        "an unknown count of buckets and a companion for each of them",
        """
        variable "amount" {
          type = number
        }
        resource "aws_s3_bucket" "b" {
          count = var.amount
        }
        """
        + block("k", "aws_s3_bucket.b[count.index].id", "count = var.amount"),
        "b[*] S3L102 pass  b[*] S3L501 fail",
    ),
]


VALUES = [
    Case(
        "optional with a default, given and not given and null",
        """
        variable "buckets" {
          type = map(object({
            versioned = optional(bool, true)
            acl       = optional(string)
            rules     = optional(object({ days = optional(number, 7) }), {})
          }))
          default = { a = {}, b = { versioned = false }, c = { versioned = null } }
        }
        resource "aws_s3_bucket" "b" {
          for_each = var.buckets
        }
        """
        + versioning(
            "v",
            "aws_s3_bucket.b[each.key].id",
            "for_each = var.buckets",
            'each.value.versioned ? "Enabled" : "Disabled"',
        )
        + """
        resource "aws_s3_bucket_lifecycle_configuration" "l" {
          for_each = var.buckets
          bucket   = aws_s3_bucket.b[each.key].id
          rule {
            id     = "all"
            status = each.value.rules.days == 7 ? "Enabled" : "Disabled"
            filter {}
            abort_incomplete_multipart_upload {
              days_after_initiation = each.value.rules.days
            }
          }
        }
        """,
        """b["a"] S3L501 pass b["b"] S3L501 fail b["c"] S3L501 pass b["a"] S3L505 pass b["a"] S3L506 pass""",
    ),
    Case(
        "null for an argument is its absence",
        """
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket_public_access_block" "k" {
          bucket                  = aws_s3_bucket.a.id
          block_public_acls       = true
          block_public_policy     = true
          ignore_public_acls      = null
          restrict_public_buckets = true
        }
        """,
        "a S3L102 fail",
    ),
    Case(
        "nullable = false: null from the caller falls back to the default",
        {
            "main.tf": """
            module "a" {
              source = "./m"
              status = null
            }
            module "b" {
              source = "./m"
              loose  = null
            }
            """,
            "m/main.tf": """
            variable "status" {
              type     = string
              default  = "Enabled"
              nullable = false
            }
            variable "loose" {
              type    = string
              default = "Enabled"
            }
            resource "aws_s3_bucket" "b" {}
            """
            + versioning("v", "aws_s3_bucket.b.id", status="var.status")
            + """
            resource "aws_s3_bucket" "c" {}
            """
            + versioning("w", "aws_s3_bucket.c.id", status='var.loose == null ? "Suspended" : var.loose'),
        },
        """
        module.a.aws_s3_bucket.b S3L501 pass
        module.b.aws_s3_bucket.b S3L501 pass
        module.a.aws_s3_bucket.c S3L501 pass
        module.b.aws_s3_bucket.c S3L501 fail
        """,
    ),
    Case(
        "the order of variable files",
        {
            "main.tf": """
            variable "a" {
              default = "Suspended"
            }
            variable "b" {
              default = "Suspended"
            }
            variable "c" {
              default = "Suspended"
            }
            resource "aws_s3_bucket" "a" {}
            resource "aws_s3_bucket" "b" {}
            resource "aws_s3_bucket" "c" {}
            """
            + versioning("a", "aws_s3_bucket.a.id", status="var.a")
            + versioning("b", "aws_s3_bucket.b.id", status="var.b")
            + versioning("c", "aws_s3_bucket.c.id", status="var.c"),
            "terraform.tfvars": 'a = "Enabled"\nb = "Enabled"\nc = "Enabled"\n',
            "terraform.tfvars.json": '{"b": "Suspended"}',
            "a.auto.tfvars": 'b = "Suspended"\nc = "Suspended"\n',
            "b.auto.tfvars.json": '{"b": "Enabled"}',
            "prod.tfvars": 'a = "Suspended"\n',
        },
        "a S3L501 pass  b S3L501 pass  c S3L501 fail",
    ),
    Case(
        "--var and --var-file win over every file",
        {
            "main.tf": """
            variable "a" {
              type = string
            }
            variable "b" {
              type = bool
            }
            resource "aws_s3_bucket" "a" {}
            """
            + versioning("a", "aws_s3_bucket.a.id", status="var.a")
            + block("k", "aws_s3_bucket.a.id", "count = var.b ? 1 : 0"),
            "z.auto.tfvars": 'a = "Suspended"\nb = true\n',
            "env/prod.tfvars": 'a = "Enabled"\n',
        },
        "a S3L501 pass  a S3L102 fail",
        {"b": "false"},
        ("env/prod.tfvars",),
    ),
    Case(
        "a tfvars file of a child module is not read",
        {
            "main.tf": 'module "m" {\n  source = "./m"\n}\n',
            "m/main.tf": """
            variable "s" {
              default = "Suspended"
            }
            resource "aws_s3_bucket" "b" {}
            """
            + versioning("v", "aws_s3_bucket.b.id", status="var.s"),
            "m/terraform.tfvars": 's = "Enabled"\n',
        },
        "module.m.aws_s3_bucket.b S3L501 fail",
    ),
    Case(
        "settings from YAML, JSON and CSV files",
        {
            "main.tf": """
            locals {
              y = yamldecode(file("${path.module}/buckets.yaml"))
              j = jsondecode(file("settings.json"))
              c = csvdecode(file("${path.root}/table.csv"))
            }
            resource "aws_s3_bucket" "y" {
              for_each = { for b in local.y.buckets : b.name => b }
              bucket   = each.key
            }
            resource "aws_s3_bucket" "c" {
              for_each = { for r in local.c : r.name => r }
            }
            resource "aws_s3_bucket" "j" {}
            """
            + versioning(
                "y",
                "each.key",
                "for_each = { for b in local.y.buckets : b.name => b }",
                'try(each.value.versioned, true) ? "Enabled" : "Suspended"',
            )
            + versioning(
                "c",
                "aws_s3_bucket.c[each.key].id",
                "for_each = { for r in local.c : r.name => r }",
                'tobool(each.value.v) ? "Enabled" : "Suspended"',
            )
            + versioning("j", "aws_s3_bucket.j.id", status='lookup(local.j, "versioning", "Enabled")'),
            "buckets.yaml": "buckets:\n  - name: acme-a\n  - name: acme-n\n    versioned: no\n  - &x {name: acme-x, versioned: false}\n  - <<: *x\n    name: acme-m\n",
            "settings.json": '{"versioning": "Suspended"}',
            "table.csv": "name,v\nin,true\nout,false\n",
        },
        """
        y["acme-a"] S3L501 pass
        y["acme-x"] S3L501 fail
        y["acme-m"] S3L501 fail
        c["in"] S3L501 pass
        c["out"] S3L501 fail
        j S3L501 fail
        """,
    ),
    Case(
        "fileset makes a bucket of each file",
        {
            "main.tf": """
            resource "aws_s3_bucket" "b" {
              for_each = fileset(path.module, "buckets/*.json")
              bucket   = jsondecode(file(each.value)).name
            }
            """
            + versioning(
                "v",
                "aws_s3_bucket.b[each.value].id",
                'for_each = fileset(path.module, "buckets/*.json")',
                "jsondecode(file(each.value)).v",
            ),
            "buckets/a.json": '{"name": "acme-a", "v": "Enabled"}',
            "buckets/b.json": '{"name": "acme-b", "v": "Suspended"}',
            "buckets/c.txt": "",
        },
        'b["buckets/a.json"] S3L501 pass b["buckets/b.json"] S3L501 fail',
    ),
    Case(
        "a file that is not there leaves the setting open",
        """
        resource "aws_s3_bucket" "b" {}
        """
        + versioning("v", "aws_s3_bucket.b.id", status='file("missing.txt")'),
        "b S3L501 unknown",
    ),
    Case(
        "a missing optional file: fileexists says so, try cannot know",
        """
        locals {
          a = fileexists("x.json") ? jsondecode(file("x.json")).v : "Enabled"
          b = try(jsondecode(file("x.json")).v, "Enabled")
        }
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket" "b" {}
        """
        + versioning("a", "aws_s3_bucket.a.id", status="local.a")
        + versioning("b", "aws_s3_bucket.b.id", status="local.b"),
        "a S3L501 pass  b S3L501 unknown",
    ),
    Case(
        "sensitive and nonsensitive values are values",
        """
        variable "s" {
          default   = "Enabled"
          sensitive = true
        }
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket" "b" {}
        """
        + versioning("a", "aws_s3_bucket.a.id", status="var.s")
        + versioning("b", "aws_s3_bucket.b.id", status='nonsensitive(sensitive("Suspended"))'),
        "a S3L501 pass  b S3L501 fail",
    ),
    Case(
        "templates: conditions, loops, strips, heredocs",
        """
        locals {
          on   = true
          a    = "%{ if local.on }Enabled%{ else }Suspended%{ endif }"
          b    = trimspace(<<-EOT
            %{~ for s in ["Ena", "bled"] ~}
            ${~ s ~}
            %{~ endfor ~}
          EOT
          )
          c    = "${local.on ? "Sus" : "En"}${"pended"}"
        }
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket" "b" {}
        resource "aws_s3_bucket" "c" {}
        """
        + versioning("a", "aws_s3_bucket.a.id", status="local.a")
        + versioning("b", "aws_s3_bucket.b.id", status="local.b")
        + versioning("c", "aws_s3_bucket.c.id", status="local.c"),
        "a S3L501 pass  b S3L501 pass  c S3L501 fail",
    ),
    Case(
        "coalesce skips null and empty text, not false",
        """
        variable "n" {
          default = null
        }
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket" "b" {}
        """
        + versioning("a", "aws_s3_bucket.a.id", status='coalesce(var.n, "", "Enabled")')
        + block("b", "aws_s3_bucket.b.id", "count = coalesce(var.n, false) ? 1 : 0"),
        "a S3L501 pass  b S3L102 fail",
    ),
    Case(
        "can and try over attributes that are missing",
        """
        locals {
          o = { x = { y = 1 } }
        }
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket" "b" {}
        """
        + versioning("a", "aws_s3_bucket.a.id", status='can(local.o.x.z) ? "Suspended" : "Enabled"')
        + versioning(
            "b", "aws_s3_bucket.b.id", status='try(local.o.q.r, local.o.x.y == 1 ? "Suspended" : null, "Enabled")'
        ),
        "a S3L501 pass  b S3L501 fail",
    ),
    Case(
        "both sides of an open condition are safe, or one is not",
        """
        variable "e" {
          type = string
        }
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket" "b" {}
        resource "aws_s3_bucket" "c" {}
        """
        + versioning("a", "aws_s3_bucket.a.id", status='var.e == "prod" ? "Enabled" : title("enabled")')
        + versioning("b", "aws_s3_bucket.b.id", status='var.e == "prod" ? "Enabled" : "Suspended"')
        + versioning(
            "c", "aws_s3_bucket.c.id", status='lookup({ prod = "Suspended", dev = "Disabled" }, var.e, "Suspended")'
        ),
        "a S3L501 pass  b S3L501 unknown  c S3L501 fail",
    ),
    Case(
        "one condition decides the block and the policy",
        """
        variable "public" {
          type = bool
        }
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket_public_access_block" "k" {
          bucket                  = aws_s3_bucket.a.id
          block_public_acls       = true
          block_public_policy     = !var.public
          ignore_public_acls      = true
          restrict_public_buckets = !var.public
        }
        resource "aws_s3_bucket_policy" "p" {
          count  = var.public ? 0 : 1
          bucket = aws_s3_bucket.a.id
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "${aws_s3_bucket.a.arn}/*" }]
          })
        }
        """,
        "a S3L101 pass  a S3L102 unknown",
    ),
    Case(
        "the workspace is not known, and a map of workspaces with one value is",
        """
        locals {
          s = { default = "Enabled", prod = "Enabled" }
        }
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket" "b" {}
        """
        + versioning("a", "aws_s3_bucket.a.id", status="local.s[terraform.workspace]")
        + versioning("b", "aws_s3_bucket.b.id", status='terraform.workspace == "prod" ? "Enabled" : "Suspended"'),
        "a S3L501 pass  b S3L501 unknown",
    ),
    Case(
        "validation and type narrow what a variable may be",
        """
        variable "s" {
          type = string
          validation {
            condition     = contains(["Enabled"], var.s)
            error_message = "Versioning is required."
          }
        }
        variable "t" {
          type = string
          validation {
            condition     = var.t == "Suspended" || var.t == "Disabled"
            error_message = "No versioning."
          }
        }
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket" "b" {}
        """
        + versioning("a", "aws_s3_bucket.a.id", status="var.s")
        + versioning("b", "aws_s3_bucket.b.id", status="var.t"),
        "a S3L501 pass  b S3L501 fail",
    ),
    Case(
        "strings and numbers for booleans",
        """
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket_public_access_block" "k" {
          bucket                  = aws_s3_bucket.a.id
          block_public_acls       = "true"
          block_public_policy     = "1"
          ignore_public_acls      = tobool("true")
          restrict_public_buckets = !false
        }
        resource "aws_s3_bucket" "b" {}
        resource "aws_s3_bucket_public_access_block" "b" {
          bucket                  = aws_s3_bucket.b.id
          block_public_acls       = "true"
          block_public_policy     = "0"
          ignore_public_acls      = true
          restrict_public_buckets = true
        }
        """,
        "a S3L102 pass  b S3L102 fail",
    ),
]


RULE = """
            expiration {
              days = 30
            }
"""
BLOCKS = [
    Case(
        "a dynamic block with an iterator, a nested dynamic block and labels of a set",
        """
        resource "aws_s3_bucket" "a" {}
        locals {
          rules = [{ id = "x", on = false, parts = [] }, { id = "y", on = true, parts = [5] }]
        }
        resource "aws_s3_bucket_lifecycle_configuration" "l" {
          bucket = aws_s3_bucket.a.id
          dynamic "rule" {
            for_each = local.rules
            iterator = r
            content {
              id     = r.value.id
              status = r.value.on ? "Enabled" : "Disabled"
              filter {
                prefix = ""
              }
              dynamic "abort_incomplete_multipart_upload" {
                for_each = r.value.parts
                content {
                  days_after_initiation = abort_incomplete_multipart_upload.value
                }
              }
            }
          }
        }
        """,
        "a S3L505 pass  a S3L506 pass",
    ),
    Case(
        "a multipart rule that covers a prefix, a size or a tag is not for the whole bucket",
        """
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket" "b" {}
        resource "aws_s3_bucket" "c" {}
        resource "aws_s3_bucket_lifecycle_configuration" "a" {
          bucket = aws_s3_bucket.a.id
          rule {
            id     = "p"
            status = "Enabled"
            filter {
              prefix = "logs/"
            }
            abort_incomplete_multipart_upload {
              days_after_initiation = 1
            }
          }
        }
        resource "aws_s3_bucket_lifecycle_configuration" "b" {
          bucket = aws_s3_bucket.b.id
          rule {
            id     = "p"
            status = "Disabled"
            abort_incomplete_multipart_upload {
              days_after_initiation = 1
            }
          }
        }
        resource "aws_s3_bucket_lifecycle_configuration" "c" {
          bucket = aws_s3_bucket.c.id
          rule {
            id     = "p"
            prefix = ""
            status = "Enabled"
            abort_incomplete_multipart_upload {
              days_after_initiation = 1
            }
          }
        }
        """,
        "a S3L505 pass a S3L506 fail b S3L505 fail b S3L506 fail c S3L505 pass c S3L506 pass",
    ),
    Case(
        "a dynamic filter over nothing leaves the rule for the whole bucket",
        """
        variable "prefix" {
          default = null
        }
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket_lifecycle_configuration" "a" {
          bucket = aws_s3_bucket.a.id
          rule {
            id     = "p"
            status = "Enabled"
            dynamic "filter" {
              for_each = var.prefix == null ? [] : [var.prefix]
              content {
                prefix = filter.value
              }
            }
            abort_incomplete_multipart_upload {
              days_after_initiation = 1
            }
          }
        }
        """,
        "a S3L506 pass",
    ),
    Case(
        "dynamic rules of a variable without a default",
        """
        variable "rules" {
          type = list(object({ id = string }))
        }
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket_lifecycle_configuration" "a" {
          bucket = aws_s3_bucket.a.id
          dynamic "rule" {
            for_each = var.rules
            content {
              id     = rule.value.id
              status = "Enabled"
              filter {}
              expiration {
                days = 3
              }
            }
          }
        }
        resource "aws_s3_bucket" "b" {}
        resource "aws_s3_bucket_lifecycle_configuration" "b" {
          bucket = aws_s3_bucket.b.id
          rule {
            id     = "fixed"
            status = "Enabled"
            filter {}
            abort_incomplete_multipart_upload {
              days_after_initiation = 3
            }
          }
          dynamic "rule" {
            for_each = var.rules
            content {
              id     = rule.value.id
              status = "Enabled"
              filter {}
              expiration {
                days = 3
              }
            }
          }
        }
        """,
        "a S3L505 unknown  b S3L505 pass  b S3L506 pass",
    ),
    Case(
        "replication: status, destinations, two rules, v3 inline",
        """
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket" "b" {}
        resource "aws_s3_bucket" "dst" {
          bucket = "acme-dst"
        }
        resource "aws_s3_bucket_replication_configuration" "a" {
          bucket = aws_s3_bucket.a.id
          role   = "arn:aws:iam::111122223333:role/r"
          rule {
            id     = "off"
            status = "Disabled"
            destination {
              bucket = aws_s3_bucket.dst.arn
            }
          }
          rule {
            id     = "on"
            status = "Enabled"
            destination {
              bucket = aws_s3_bucket.dst.arn
            }
          }
        }
        resource "aws_s3_bucket" "v3" {
          replication_configuration {
            role = "arn:aws:iam::111122223333:role/r"
            rules {
              status = "Enabled"
              destination {
                bucket = aws_s3_bucket.dst.arn
              }
            }
          }
        }
        """,
        "a S3L508 pass  b S3L508 fail  v3 S3L508 pass",
    ),
    Case(
        "notifications: lambda with a filter, eventbridge false, dynamic topics over nothing",
        """
        variable "topics" {
          default = {}
        }
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket" "b" {}
        resource "aws_s3_bucket" "c" {}
        resource "aws_s3_bucket_notification" "a" {
          bucket = aws_s3_bucket.a.id
          lambda_function {
            lambda_function_arn = "arn:aws:lambda:eu-west-1:111122223333:function:f"
            events              = ["s3:ObjectCreated:*"]
            filter_prefix       = "in/"
          }
        }
        resource "aws_s3_bucket_notification" "b" {
          bucket      = aws_s3_bucket.b.id
          eventbridge = false
        }
        resource "aws_s3_bucket_notification" "c" {
          bucket = aws_s3_bucket.c.id
          dynamic "topic" {
            for_each = var.topics
            content {
              topic_arn = topic.value
              events    = ["s3:ObjectRemoved:*"]
            }
          }
        }
        """,
        "a S3L412 pass  b S3L412 fail  c S3L412 fail",
    ),
    Case(
        "v3 inline blocks of the bucket",
        """
        resource "aws_s3_bucket" "a" {
          bucket = "acme-a"
          acl    = "private"
          versioning {
            enabled    = true
            mfa_delete = true
          }
          logging {
            target_bucket = "acme-logs"
          }
          lifecycle_rule {
            enabled                                = true
            abort_incomplete_multipart_upload_days = 3
          }
          server_side_encryption_configuration {
            rule {
              apply_server_side_encryption_by_default {
                sse_algorithm     = "aws:kms"
                kms_master_key_id = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
              }
            }
          }
          object_lock_configuration {
            object_lock_enabled = "Enabled"
          }
        }
        resource "aws_s3_bucket" "b" {
          acl = "authenticated-read"
          versioning {
            enabled = false
          }
          lifecycle_rule {
            enabled = false
            expiration {
              days = 1
            }
          }
        }
        """,
        """
        a S3L501 pass a S3L502 pass a S3L402 pass a S3L505 pass a S3L506 pass a S3L302 pass a S3L503 pass a S3L104 pass
        b S3L501 fail b S3L502 fail b S3L402 fail b S3L505 fail b S3L506 fail b S3L302 fail b S3L503 fail b S3L104 fail
        """,
    ),
    Case(
        "v3 inline lifecycle with a prefix and a dynamic rule",
        """
        resource "aws_s3_bucket" "a" {
          dynamic "lifecycle_rule" {
            for_each = [{ p = "x/", on = true }, { p = null, on = true }]
            content {
              enabled                                = lifecycle_rule.value.on
              prefix                                 = lifecycle_rule.value.p
              abort_incomplete_multipart_upload_days = 2
            }
          }
        }
        resource "aws_s3_bucket" "b" {
          lifecycle_rule {
            enabled                                = true
            prefix                                 = "x/"
            abort_incomplete_multipart_upload_days = 2
          }
        }
        """,
        "a S3L506 pass  b S3L506 fail  b S3L505 pass",
    ),
    Case(
        "encryption in all its forms",
        """
        locals {
          forms = {
            sse     = { alg = "AES256", key = null }
            kms     = { alg = "aws:kms", key = "1234abcd-12ab-34cd-56ef-1234567890ab" }
            dsse    = { alg = "aws:kms:dsse", key = "alias/acme" }
            managed = { alg = "aws:kms", key = "alias/aws/s3" }
            nokey   = { alg = "aws:kms", key = null }
            empty   = { alg = "aws:kms", key = "" }
          }
        }
        resource "aws_s3_bucket" "b" {
          for_each = local.forms
        }
        resource "aws_s3_bucket_server_side_encryption_configuration" "e" {
          for_each = local.forms
          bucket   = aws_s3_bucket.b[each.key].id
          rule {
            apply_server_side_encryption_by_default {
              sse_algorithm     = each.value.alg
              kms_master_key_id = each.value.key
            }
          }
        }
        """,
        """
        b["sse"] S3L302 fail b["kms"] S3L302 pass b["dsse"] S3L302 pass b["managed"] S3L302 fail b["nokey"] S3L302 fail
        b["empty"] S3L302 fail b["sse"] S3L301 pass b["nokey"] S3L301 pass
        """,
    ),
    Case(
        "the managed key found by a data source, a customer's by its alias",
        """
        data "aws_kms_alias" "s3" {
          name = "alias/aws/s3"
        }
        data "aws_kms_key" "s3" {
          key_id = "alias/aws/s3"
        }
        data "aws_kms_alias" "own" {
          name = "alias/acme"
        }
        resource "aws_s3_bucket" "b" {
          for_each = {
            x = data.aws_kms_alias.s3.target_key_arn
            y = data.aws_kms_key.s3.arn
            z = data.aws_kms_alias.own.arn
          }
        }
        resource "aws_s3_bucket_server_side_encryption_configuration" "e" {
          for_each = {
            x = data.aws_kms_alias.s3.target_key_arn
            y = data.aws_kms_key.s3.arn
            z = data.aws_kms_alias.own.arn
          }
          bucket = aws_s3_bucket.b[each.key].id
          rule {
            apply_server_side_encryption_by_default {
              sse_algorithm     = "aws:kms"
              kms_master_key_id = each.value
            }
          }
        }
        """,
        'b["x"] S3L302 fail b["y"] S3L302 fail b["z"] S3L302 pass',
    ),
    Case(
        "an encryption key behind a variable that is null by default",
        """
        variable "key" {
          type    = string
          default = null
        }
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket_server_side_encryption_configuration" "e" {
          bucket = aws_s3_bucket.a.id
          rule {
            bucket_key_enabled = var.key != null
            apply_server_side_encryption_by_default {
              sse_algorithm     = var.key == null ? "AES256" : "aws:kms"
              kms_master_key_id = var.key
            }
          }
        }
        """,
        "a S3L302 fail  a S3L301 pass  a S3L303 pass",
    ),
    Case(
        "object ACLs",
        """
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket_ownership_controls" "o" {
          bucket = aws_s3_bucket.a.id
          rule {
            object_ownership = "ObjectWriter"
          }
        }
        resource "aws_s3_object" "o" {
          bucket = aws_s3_bucket.a.id
          key    = "x"
          acl    = "public-read"
        }
        resource "aws_s3_object" "p" {
          bucket = aws_s3_bucket.a.id
          key    = "y"
          acl    = "bucket-owner-full-control"
        }
        """,
        "a S3L105 fail aws_s3_object.o S3L107 fail",
    ),
    Case(
        "logging: a destination is exempt, a chain and a loop are not",
        """
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket" "logs" {}
        resource "aws_s3_bucket" "loop" {}
        resource "aws_s3_bucket" "named_logs" {
          bucket = "acme-access-logs"
        }
        resource "aws_s3_bucket_logging" "a" {
          bucket        = aws_s3_bucket.a.id
          target_bucket = aws_s3_bucket.logs.id
          target_prefix = ""
        }
        resource "aws_s3_bucket_logging" "loop" {
          bucket        = aws_s3_bucket.loop.id
          target_bucket = aws_s3_bucket.loop.id
          target_prefix = "log/"
        }
        """,
        "a S3L402 pass  logs S3L402 pass  named_logs S3L402 fail  loop S3L404 fail",
    ),
    Case(
        "a logging resource whose target is null is refused, counted away is off",
        """
        variable "logs" {
          default = ""
        }
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket_logging" "a" {
          for_each      = var.logs == "" ? toset([]) : toset([var.logs])
          bucket        = aws_s3_bucket.a.id
          target_bucket = each.key
          target_prefix = ""
        }
        """,
        "a S3L402 fail",
    ),
    Case(
        "versioning in every spelling",
        """
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket" "b" {}
        resource "aws_s3_bucket" "c" {}
        resource "aws_s3_bucket_versioning" "a" {
          bucket = aws_s3_bucket.a.id
          versioning_configuration {
            status     = "Enabled"
            mfa_delete = "Enabled"
          }
          mfa = "arn:aws:iam::111122223333:mfa/root 123456"
        }
        resource "aws_s3_bucket_versioning" "b" {
          bucket = aws_s3_bucket.b.id
          versioning_configuration {
            status     = "Disabled"
            mfa_delete = "Disabled"
          }
        }
        """,
        "a S3L501 pass a S3L502 pass b S3L501 fail b S3L502 fail c S3L501 fail c S3L502 fail",
    ),
    Case(
        "object lock by the bucket's argument and by the resource",
        """
        resource "aws_s3_bucket" "a" {
          object_lock_enabled = true
        }
        resource "aws_s3_bucket" "b" {}
        resource "aws_s3_bucket_object_lock_configuration" "b" {
          bucket = aws_s3_bucket.b.id
          rule {
            default_retention {
              mode = "COMPLIANCE"
              days = 5
            }
          }
        }
        resource "aws_s3_bucket" "c" {
          object_lock_enabled = false
        }
        """,
        "a S3L503 pass  b S3L503 pass  c S3L503 fail",
    ),
]


BUCKET_MODULE = """
variable "name" {
  type = string
}
variable "versioned" {
  type    = bool
  default = true
}
resource "aws_s3_bucket" "this" {
  bucket = var.name
}
output "id" {
  value = aws_s3_bucket.this.id
}
output "arn" {
  value = aws_s3_bucket.this.arn
}
output "bucket" {
  value = aws_s3_bucket.this
}
""" + versioning("this", "aws_s3_bucket.this.id", status='var.versioned ? "Enabled" : "Suspended"')
MODULES = [
    Case(
        "a module for each of a map, and companions in the root for each instance",
        {
            "main.tf": """
            locals {
              all = { a = { versioned = true }, z = { versioned = false } }
            }
            module "b" {
              source    = "./bucket"
              for_each  = local.all
              name      = "acme-${each.key}"
              versioned = each.value.versioned
            }
            """
            + block("k", "module.b[each.key].id", "for_each = local.all"),
            "bucket/main.tf": BUCKET_MODULE,
        },
        """
        module.b["a"].aws_s3_bucket.this S3L501 pass
        module.b["z"].aws_s3_bucket.this S3L501 fail
        module.b["a"].aws_s3_bucket.this S3L102 pass
        module.b["z"].aws_s3_bucket.this S3L102 pass
        """,
    ),
    Case(
        "for_each over the module itself, and over a map of its outputs",
        {
            "main.tf": """
            module "b" {
              source   = "./bucket"
              for_each = toset(["a", "z"])
              name     = "acme-${each.key}"
            }
            """
            + block("k", "each.value.id", "for_each = module.b")
            + block("l", "each.value", "for_each = { for k, m in module.c : k => m.bucket.id }")
            + """
            module "c" {
              source   = "./bucket"
              for_each = toset(["x"])
              name     = "acme-c-${each.key}"
            }
            """,
            "bucket/main.tf": BUCKET_MODULE,
        },
        """
        module.b["a"].aws_s3_bucket.this S3L102 pass
        module.b["z"].aws_s3_bucket.this S3L102 pass
        module.c["x"].aws_s3_bucket.this S3L102 pass
        """,
    ),
    Case(
        "counted modules by index, splat and one",
        {
            "main.tf": """
            module "b" {
              source = "./bucket"
              count  = 2
              name   = "acme-${count.index}"
            }
            module "c" {
              source = "./bucket"
              count  = 1
              name   = "acme-c"
            }
            module "off" {
              source = "./bucket"
              count  = 0
              name   = "acme-off"
            }
            """
            + block("k", "element(module.b[*].id, 1)")
            + block("c", "one(module.c[*].id)")
            + block("o", "try(module.off[0].id, module.b[0].id)"),
            "bucket/main.tf": BUCKET_MODULE,
        },
        """
        module.b[0].aws_s3_bucket.this S3L102 pass
        module.b[1].aws_s3_bucket.this S3L102 pass
        module.c[0].aws_s3_bucket.this S3L102 pass
        module.off[0].aws_s3_bucket.this S3L102 absent
        """,
    ),
    Case(
        "three levels of modules, with the bucket handed down and up",
        {
            "main.tf": """
            module "outer" {
              source = "./outer"
              name   = "acme-deep"
            }
            """
            + block("k", "module.outer.ids.main"),
            "outer/main.tf": """
            variable "name" {}
            module "inner" {
              source = "../bucket"
              name   = "${var.name}-x"
            }
            module "secure" {
              source = "./tls"
              bucket = module.inner.bucket
            }
            output "ids" {
              value = { main = module.inner.id }
            }
            """,
            "bucket/main.tf": BUCKET_MODULE,
            "outer/tls/main.tf": """
            variable "bucket" {
              type = object({ id = string, arn = string })
            }
            data "aws_iam_policy_document" "d" {
              statement {
                effect    = "Deny"
                actions   = ["s3:*"]
                resources = [var.bucket.arn, "${var.bucket.arn}/*"]
                principals {
                  type        = "*"
                  identifiers = ["*"]
                }
                condition {
                  test     = "Bool"
                  variable = "aws:SecureTransport"
                  values   = [false]
                }
              }
            }
            resource "aws_s3_bucket_policy" "p" {
              bucket = var.bucket.id
              policy = data.aws_iam_policy_document.d.json
            }
            """,
        },
        """
        module.outer.module.inner.aws_s3_bucket.this S3L102 pass
        module.outer.module.inner.aws_s3_bucket.this S3L201 pass
        module.outer.module.inner.aws_s3_bucket.this S3L501 pass
        """,
    ),
    Case(
        "a module that takes a bucket's name and secures it",
        {
            "main.tf": """
            resource "aws_s3_bucket" "a" {
              bucket = "acme-a"
            }
            resource "aws_s3_bucket" "z" {
              bucket = "acme-z"
            }
            module "secure" {
              source   = "./secure"
              for_each = { a = aws_s3_bucket.a.id }
              target   = each.value
            }
            """,
            "secure/main.tf": 'variable "target" {}\n' + block("k", "var.target"),
        },
        "a S3L102 pass  z S3L102 fail",
    ),
    Case(
        "a bucket handed to a module that is not here, another one not",
        """
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket" "z" {}
        module "secure" {
          source = "git::https://git.example.com/secure.git?ref=v1"
          bucket = aws_s3_bucket.a.id
        }
        """
        + versioning("v", "aws_s3_bucket.a.id"),
        "a S3L102 unknown  a S3L501 pass  z S3L102 fail",
    ),
    Case(
        "a bucket made by a module that is not here, secured in the root",
        """
        module "made" {
          source = "git::https://git.example.com/bucket.git"
          name   = "acme-x"
        }
        resource "aws_s3_bucket" "a" {}
        """
        + block("k", "module.made.bucket_id"),
        "a S3L102 fail",
    ),
    Case(
        "settings that come out of a missing module",
        """
        module "context" {
          source  = "cloudposse/label/null"
          version = "0.25.0"
          name    = "x"
        }
        module "unknown" {
          source = "example/unknown/aws"
        }
        resource "aws_s3_bucket" "a" {
          bucket = module.context.id
        }
        resource "aws_s3_bucket" "b" {}
        """
        + block("k", "aws_s3_bucket.a.id")
        + versioning("v", "aws_s3_bucket.b.id", status="module.unknown.status"),
        "a S3L102 pass  b S3L501 unknown",
    ),
    Case(
        "the public registry module with and without arguments",
        """
        module "plain" {
          source = "terraform-aws-modules/s3-bucket/aws"
          bucket = "acme-plain"
        }
        module "open" {
          source                  = "terraform-aws-modules/s3-bucket/aws"
          version                 = "~> 4.0"
          bucket                  = "acme-open"
          block_public_policy     = false
          restrict_public_buckets = false
          versioning              = { enabled = true }
          attach_deny_insecure_transport_policy = true
        }
        """,
        """
        module.plain.aws_s3_bucket.this[0] S3L102 pass
        module.plain.aws_s3_bucket.this[0] S3L501 fail
        module.plain.aws_s3_bucket.this[0] S3L201 fail
        module.open.aws_s3_bucket.this[0] S3L102 fail
        module.open.aws_s3_bucket.this[0] S3L501 pass
        module.open.aws_s3_bucket.this[0] S3L201 pass
        """,
    ),
    Case(
        "provider aliases handed to a module change nothing about linking",
        {
            "main.tf": """
            provider "aws" {
              region = "eu-west-1"
            }
            provider "aws" {
              alias  = "us"
              region = "us-east-1"
            }
            module "eu" {
              source = "./bucket"
              name   = "acme-eu"
            }
            module "us" {
              source    = "./bucket"
              name      = "acme-us"
              versioned = false
              providers = { aws = aws.us }
            }
            """,
            "bucket/main.tf": BUCKET_MODULE,
        },
        "module.eu.aws_s3_bucket.this S3L501 pass  module.us.aws_s3_bucket.this S3L501 fail",
    ),
    Case(
        "a module called in a loop of calls is no endless loop",
        {
            "main.tf": 'module "a" {\n  source = "./a"\n}\nresource "aws_s3_bucket" "r" {}\n',
            "a/main.tf": 'module "b" {\n  source = "../a"\n}\nresource "aws_s3_bucket" "x" {}\n',
        },
        "r S3L102 fail",
    ),
    Case(
        "an output that is conditional on the other call",
        {
            "main.tf": """
            variable "on" {
              default = false
            }
            module "a" {
              source = "./bucket"
              name   = "acme-a"
            }
            module "z" {
              source = "./bucket"
              count  = var.on ? 1 : 0
              name   = "acme-z"
            }
            """
            + block("k", "var.on ? module.z[0].id : module.a.id"),
            "bucket/main.tf": BUCKET_MODULE,
        },
        "module.a.aws_s3_bucket.this S3L102 pass",
    ),
    Case(
        "override files: arguments, blocks, locals, variables, modules, in the order of their names",
        {
            "main.tf": """
            variable "s" {
              default = "Suspended"
            }
            locals {
              t = "Suspended"
              u = "Enabled"
            }
            resource "aws_s3_bucket" "a" {}
            resource "aws_s3_bucket" "b" {}
            resource "aws_s3_bucket" "c" {
              versioning {
                enabled = true
              }
              lifecycle_rule {
                enabled = true
                expiration {
                  days = 3
                }
              }
            }
            module "m" {
              source    = "./bucket"
              name      = "acme-m"
              versioned = true
            }
            """
            + versioning("a", "aws_s3_bucket.a.id", status="var.s")
            + versioning("b", "aws_s3_bucket.b.id", status="local.t"),
            "a_override.tf": 'variable "s" {\n  default = "Disabled"\n}\nlocals {\n  t = "Enabled"\n}\n',
            "override.tf": 'variable "s" {\n  default = "Enabled"\n}\n',
            "z_override.tf.json": '{"resource": {"aws_s3_bucket": {"c": {"versioning": {"enabled": false}}}},'
            ' "module": {"m": {"versioned": false}}}',
            "bucket/main.tf": BUCKET_MODULE,
        },
        """
        a S3L501 pass  b S3L501 pass  c S3L501 fail  c S3L505 pass
        module.m.aws_s3_bucket.this S3L501 fail
        """,
    ),
    Case(
        "JSON syntax: counts, expressions, lists of blocks, dynamic blocks, comments",
        {
            "main.tf.json": """
            {
              "//": "made by a machine",
              "variable": {"on": {"type": "bool", "default": true}},
              "locals": {"status": "${var.on ? \\"Enabled\\" : \\"Suspended\\"}"},
              "resource": {
                "aws_s3_bucket": {
                  "a": {"//": {"metadata": 1}, "bucket": "acme-a"},
                  "b": [{"count": 2, "bucket": "acme-${count.index}"}],
                  "c": {"bucket": "acme-c"}
                },
                "aws_s3_bucket_versioning": {
                  "a": {"bucket": "${aws_s3_bucket.a.id}", "versioning_configuration": [{"status": "${local.status}"}]},
                  "b": {"count": 2, "bucket": "${aws_s3_bucket.b[count.index].id}",
                        "versioning_configuration": {"status": "Disabled"}},
                  "c": {"bucket": "${aws_s3_bucket.c.id}",
                        "dynamic": {"versioning_configuration": {"for_each": ["Enabled"],
                          "content": {"status": "${versioning_configuration.value}"}}}}
                },
                "aws_s3_bucket_public_access_block": [
                  {"a": {"bucket": "acme-a", "block_public_acls": true, "block_public_policy": true,
                         "ignore_public_acls": "true", "restrict_public_buckets": "${true}"}}
                ]
              }
            }
            """
        },
        "a S3L501 pass a S3L102 pass b[0] S3L501 fail b[1] S3L102 fail c S3L501 pass",
    ),
    Case(
        "OpenTofu: a .tofu file hides the .tf file of its name",
        {
            "main.tf": 'resource "aws_s3_bucket" "a" {}\n',
            "block.tf": block("k", "aws_s3_bucket.a.id"),
            "block.tofu": versioning("k", "aws_s3_bucket.a.id"),
        },
        "a S3L102 fail  a S3L501 pass",
        engine="opentofu",
    ),
    Case(
        "Terraform does not read .tofu files",
        {
            "main.tf": 'resource "aws_s3_bucket" "a" {}\n',
            "block.tf": block("k", "aws_s3_bucket.a.id"),
            "block.tofu": versioning("k", "aws_s3_bucket.a.id"),
        },
        "a S3L102 pass  a S3L501 fail",
    ),
    Case(
        "a file that is broken may hold what is missed",
        {
            "main.tf": 'resource "aws_s3_bucket" "a" {}\nresource "aws_s3_bucket" "b" {}\n'
            + block("b", "aws_s3_bucket.b.id"),
            "broken.tf": 'resource "aws_s3_bucket_public_access_block" "a" {\n  bucket = aws_s3_bucket.a.id\n  block_public_acls = = true\n}\n',
        },
        "a S3L102 unknown  b S3L102 pass",
    ),
    Case(
        "editors' leftovers and hidden files are no configuration",
        {
            "main.tf": 'resource "aws_s3_bucket" "a" {}\n',
            ".hidden.tf": block("k", "aws_s3_bucket.a.id"),
            "main.tf~": block("k", "aws_s3_bucket.a.id"),
            "#main.tf#": block("k", "aws_s3_bucket.a.id"),
            "main.tf.bak": block("k", "aws_s3_bucket.a.id"),
            "sub/main.tf": block("k", '"acme-a"'),
        },
        "a S3L102 fail",
    ),
    Case(
        "a module in .terraform, found by modules.json, and its submodule path",
        {
            "main.tf": """
            module "b" {
              source  = "example/bucket/aws//modules/plain"
              version = "1.0.0"
              name    = "acme-x"
            }
            """,
            ".terraform/modules/modules.json": '{"Modules": [{"Key": "", "Source": "", "Dir": "."},'
            ' {"Key": "b", "Source": "registry.terraform.io/example/bucket/aws//modules/plain", "Version": "1.0.0",'
            ' "Dir": ".terraform/modules/b/modules/plain"}]}',
            ".terraform/modules/b/modules/plain/main.tf": BUCKET_MODULE,
            ".terraform/modules/b/main.tf": 'resource "aws_s3_bucket" "not_called" {}\n',
        },
        "module.b.aws_s3_bucket.this S3L501 pass  module.b.aws_s3_bucket.this S3L102 fail  not_called S3L501 absent",
    ),
]


PUBLIC_ACL = """
resource "aws_s3_bucket" "a" {}
resource "aws_s3_bucket_ownership_controls" "a" {
  bucket = aws_s3_bucket.a.id
  rule {
    object_ownership = "BucketOwnerPreferred"
  }
}
resource "aws_s3_bucket_acl" "a" {
  bucket = aws_s3_bucket.a.id
  acl    = "public-read"
}
resource "aws_s3_bucket_public_access_block" "a" {
  bucket = aws_s3_bucket.a.id
}
"""


def public_policy(name: str, bucket: str = "a") -> str:
    """A policy that lets anybody read the objects of a bucket."""
    return f"""
resource "aws_s3_bucket_policy" "{name}" {{
  bucket = aws_s3_bucket.{bucket}.id
  policy = jsonencode({{
    Version   = "2012-10-17"
    Statement = [{{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "${{aws_s3_bucket.{bucket}.arn}}/*" }}]
  }})
}}
"""


ACCESS = [
    Case("a public ACL with an empty block", PUBLIC_ACL, "a S3L101 fail  a S3L104 fail  a S3L105 fail  a S3L102 fail"),
    Case(
        "the account's block makes a public ACL ineffective",
        PUBLIC_ACL
        + """
        resource "aws_s3_account_public_access_block" "all" {
          block_public_acls       = true
          block_public_policy     = true
          ignore_public_acls      = true
          restrict_public_buckets = true
        }
        """,
        "a S3L101 pass  a S3L104 fail  a S3L102 fail  aws_s3_account_public_access_block.all S3L108 pass",
    ),
    Case(
        "an account's block with one setting off",
        PUBLIC_ACL
        + """
        resource "aws_s3_account_public_access_block" "all" {
          block_public_acls       = true
          block_public_policy     = true
          ignore_public_acls      = false
          restrict_public_buckets = true
        }
        """,
        "a S3L101 fail  aws_s3_account_public_access_block.all S3L108 fail",
    ),
    Case(
        "BucketOwnerEnforced makes a public ACL ineffective",
        PUBLIC_ACL.replace("BucketOwnerPreferred", "BucketOwnerEnforced"),
        "a S3L101 pass  a S3L105 pass",
    ),
    Case(
        "grants to users, groups and the log delivery group",
        """
        locals {
          uris = {
            all  = "http://acs.amazonaws.com/groups/global/AllUsers"
            auth = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
            logs = "http://acs.amazonaws.com/groups/s3/LogDelivery"
          }
        }
        data "aws_canonical_user_id" "me" {}
        resource "aws_s3_bucket" "b" {
          for_each = local.uris
        }
        resource "aws_s3_bucket_acl" "b" {
          for_each = local.uris
          bucket   = aws_s3_bucket.b[each.key].id
          access_control_policy {
            owner {
              id = data.aws_canonical_user_id.me.id
            }
            grant {
              permission = "FULL_CONTROL"
              grantee {
                type = "CanonicalUser"
                id   = data.aws_canonical_user_id.me.id
              }
            }
            grant {
              permission = "READ_ACP"
              grantee {
                type = "Group"
                uri  = each.value
              }
            }
          }
        }
        """,
        'b["all"] S3L104 fail b["auth"] S3L104 fail b["logs"] S3L104 pass',
    ),
    Case(
        "a public policy behind each of the two settings",
        """
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket" "b" {}
        resource "aws_s3_bucket_public_access_block" "a" {
          bucket              = aws_s3_bucket.a.id
          block_public_policy = true
        }
        resource "aws_s3_bucket_public_access_block" "b" {
          bucket                  = aws_s3_bucket.b.id
          restrict_public_buckets = true
        }
        """
        + public_policy("a")
        + public_policy("b", "b"),
        "a S3L103 fail  a S3L101 fail  b S3L103 fail  b S3L101 pass",
    ),
    Case(
        "policies through every kind of text",
        {
            "main.tf": """
            resource "aws_s3_bucket" "b" {
              for_each = toset(["tpl", "file", "heredoc", "format"])
              bucket   = "acme-${each.key}"
            }
            resource "aws_s3_bucket_policy" "tpl" {
              bucket = aws_s3_bucket.b["tpl"].id
              policy = templatefile("${path.module}/p.tftpl", { bucket = aws_s3_bucket.b["tpl"].id, who = ["*"] })
            }
            resource "aws_s3_bucket_policy" "file" {
              bucket = aws_s3_bucket.b["file"].id
              policy = file("p.json")
            }
            resource "aws_s3_bucket_policy" "heredoc" {
              bucket = aws_s3_bucket.b["heredoc"].id
              policy = <<-POLICY
                {"Statement": {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "s3:Get*",
                 "Resource": "${aws_s3_bucket.b["heredoc"].arn}/*"}}
              POLICY
            }
            resource "aws_s3_bucket_policy" "format" {
              bucket = aws_s3_bucket.b["format"].id
              policy = format("{\\"Statement\\": [{\\"Effect\\": \\"%s\\", \\"Principal\\": \\"*\\", \\"Action\\": \\"s3:GetObject\\", \\"Resource\\": \\"%s/*\\"}]}", "Deny", aws_s3_bucket.b["format"].arn)
            }
            """,
            "p.tftpl": '{"Statement": [%{ for w in who ~}\n{"Effect": "Allow", "Principal": {"AWS": ${jsonencode(w)}}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::${bucket}/*"}\n%{ endfor ~}]}',
            "p.json": '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme-file/*"}]}',
        },
        """
        b["tpl"] S3L103 fail b["file"] S3L103 pass b["heredoc"] S3L103 fail b["format"] S3L103 pass
        """,
    ),
    Case(
        "a policy document that is looped and counted, with override and source documents",
        """
        resource "aws_s3_bucket" "b" {
          for_each = toset(["open", "shut"])
          bucket   = "acme-${each.key}"
        }
        data "aws_iam_policy_document" "base" {
          for_each = aws_s3_bucket.b
          statement {
            sid       = "Read"
            actions   = ["s3:GetObject"]
            resources = ["${each.value.arn}/*"]
            principals {
              type        = "*"
              identifiers = ["*"]
            }
          }
        }
        data "aws_iam_policy_document" "override" {
          count = 1
          statement {
            sid       = "Read"
            effect    = "Deny"
            actions   = ["s3:*"]
            resources = [aws_s3_bucket.b["shut"].arn, "${aws_s3_bucket.b["shut"].arn}/*"]
            principals {
              type        = "AWS"
              identifiers = ["*"]
            }
            condition {
              test     = "Bool"
              variable = "aws:SecureTransport"
              values   = ["false"]
            }
          }
        }
        data "aws_iam_policy_document" "all" {
          for_each                  = aws_s3_bucket.b
          source_policy_documents   = [data.aws_iam_policy_document.base[each.key].json]
          override_policy_documents = each.key == "shut" ? data.aws_iam_policy_document.override[*].json : []
        }
        resource "aws_s3_bucket_policy" "p" {
          for_each = aws_s3_bucket.b
          bucket   = each.value.id
          policy   = data.aws_iam_policy_document.all[each.key].json
        }
        """,
        'b["open"] S3L103 fail b["shut"] S3L103 pass b["shut"] S3L201 pass b["open"] S3L201 fail',
    ),
    Case(
        "one policy for many buckets names only one of them",
        """
        resource "aws_s3_bucket" "b" {
          for_each = toset(["a", "z"])
          bucket   = "acme-${each.key}"
        }
        resource "aws_s3_bucket_policy" "p" {
          for_each = aws_s3_bucket.b
          bucket   = each.value.id
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Deny"
              Principal = "*"
              Action    = "s3:*"
              Resource  = [aws_s3_bucket.b["a"].arn, "${aws_s3_bucket.b["a"].arn}/*"]
              Condition = { Bool = { "aws:SecureTransport" = false } }
            }]
          })
        }
        """,
        'b["a"] S3L201 pass b["z"] S3L201 fail',
    ),
    Case(
        "access points: VPC, internet with a block, with a public policy",
        """
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_access_point" "vpc" {
          bucket = aws_s3_bucket.a.id
          name   = "vpc"
          vpc_configuration {
            vpc_id = "vpc-1234"
          }
        }
        resource "aws_s3_access_point" "net" {
          bucket = aws_s3_bucket.a.id
          name   = "net"
          public_access_block_configuration {
            block_public_acls       = true
            block_public_policy     = false
            ignore_public_acls      = true
            restrict_public_buckets = false
          }
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect = "Allow", Principal = { AWS = "*" }, Action = "s3:GetObject"
              Resource = "arn:aws:s3:eu-west-1:111122223333:accesspoint/net/object/*"
            }]
          })
        }
        """,
        "aws_s3_access_point.vpc S3L109 pass  aws_s3_access_point.net S3L109 fail",
    ),
    Case(
        "trails: a basic selector, an advanced one for another bucket, a trail that is off",
        """
        resource "aws_s3_bucket" "a" {
          bucket = "acme-a"
        }
        resource "aws_s3_bucket" "b" {
          bucket = "acme-b"
        }
        resource "aws_s3_bucket" "t" {
          bucket = "acme-t"
        }
        resource "aws_cloudtrail" "t" {
          name           = "trail"
          s3_bucket_name = aws_s3_bucket.t.id
          event_selector {
            read_write_type           = "All"
            include_management_events = true
            data_resource {
              type   = "AWS::S3::Object"
              values = ["${aws_s3_bucket.a.arn}/"]
            }
          }
        }
        """,
        "a S3L403 pass  b S3L403 fail",
    ),
    Case(
        "a trail for all buckets, and one that is switched off",
        """
        variable "on" {
          default = false
        }
        resource "aws_s3_bucket" "a" {
          bucket = "acme-a"
        }
        resource "aws_cloudtrail" "t" {
          count          = 1
          name           = "trail"
          s3_bucket_name = "acme-elsewhere"
          enable_logging = var.on
          event_selector {
            data_resource {
              type   = "AWS::S3::Object"
              values = ["arn:aws:s3"]
            }
          }
        }
        """,
        "a S3L403 fail",
    ),
    Case(
        "an advanced selector for all S3 objects, writes only",
        """
        resource "aws_s3_bucket" "a" {
          bucket = "acme-a"
        }
        resource "aws_s3_bucket" "b" {
          bucket = "acme-b"
        }
        resource "aws_cloudtrail" "t" {
          name           = "trail"
          s3_bucket_name = "acme-elsewhere"
          advanced_event_selector {
            field_selector {
              field  = "eventCategory"
              equals = ["Data"]
            }
            field_selector {
              field  = "resources.type"
              equals = ["AWS::S3::Object"]
            }
            field_selector {
              field           = "resources.ARN"
              not_starts_with = ["${aws_s3_bucket.b.arn}/"]
            }
          }
        }
        """,
        "a S3L403 pass  b S3L403 fail",
    ),
    Case(
        "identity policies: everything, one bucket, by attachment",
        """
        resource "aws_s3_bucket" "a" {}
        resource "aws_iam_policy" "all" {
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:*"], Resource = ["arn:aws:s3:::*"] }] })
        }
        resource "aws_iam_policy" "one" {
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:*"], Resource = ["${aws_s3_bucket.a.arn}/*", aws_s3_bucket.a.arn] }] })
        }
        resource "aws_iam_role_policy" "list" {
          role   = "r"
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:ListAllMyBuckets", Resource = "*" }] })
        }
        """,
        "aws_iam_policy.all S3L701 fail  aws_iam_policy.one S3L701 pass  aws_iam_role_policy.list S3L701 pass",
    ),
    Case(
        "CloudFront: the old identity, the new control, and a list of services",
        """
        resource "aws_cloudfront_origin_access_identity" "o" {}
        resource "aws_cloudfront_distribution" "d" {
          enabled = true
        }
        resource "aws_s3_bucket" "b" {
          for_each = toset(["oai", "oac"])
          bucket   = "acme-${each.key}"
        }
        resource "aws_s3_bucket_policy" "oai" {
          bucket = aws_s3_bucket.b["oai"].id
          policy = jsonencode({ Version = "2012-10-17", Statement = [{
            Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.b["oai"].arn}/*"
            Principal = { AWS = aws_cloudfront_origin_access_identity.o.iam_arn }
          }] })
        }
        resource "aws_s3_bucket_policy" "oac" {
          bucket = aws_s3_bucket.b["oac"].id
          policy = jsonencode({ Version = "2012-10-17", Statement = [{
            Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.b["oac"].arn}/*"
            Principal = { Service = "cloudfront.amazonaws.com" }
            Condition = { StringEquals = { "AWS:SourceArn" = aws_cloudfront_distribution.d.arn } }
          }] })
        }
        """,
        """
        b["oai"] S3L103 pass b["oai"] S3L202 pass b["oac"] S3L103 pass b["oac"] S3L202 pass b["oac"] S3L207 pass
        """,
    ),
    Case(
        "the policy of a bucket in the bucket itself",
        """
        resource "aws_s3_bucket" "a" {
          bucket = "acme-a"
          policy = <<EOF
        {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::acme-a/*"],
          "Condition": {"IpAddress": {"aws:SourceIp": ["198.51.100.0/24"]}}}]}
        EOF
        }
        """,
        "a S3L103 pass a S3L201 fail",
    ),
    Case(
        "the bucket's data source names the ARN in a policy",
        """
        resource "aws_s3_bucket" "a" {
          bucket = "acme-a"
        }
        data "aws_s3_bucket" "a" {
          bucket = aws_s3_bucket.a.id
        }
        resource "aws_s3_bucket_policy" "p" {
          bucket = data.aws_s3_bucket.a.id
          policy = jsonencode({ Version = "2012-10-17", Statement = [{
            Effect = "Deny", Action = "s3:*", Principal = "*"
            Resource = [data.aws_s3_bucket.a.arn, "${data.aws_s3_bucket.a.arn}/*"]
            Condition = { Bool = { "aws:SecureTransport" = "false" } }
          }] })
        }
        """,
        "a S3L201 pass",
    ),
    Case(
        "names that S3 would refuse",
        """
        resource "aws_s3_bucket" "b" {
          for_each = {
            ok = "acme-data-1", upper = "Acme", short = "ab", dots = "a..b", ip = "192.168.5.4", xn = "xn--abc"
            alias = "acme-s3alias", under = "acme_data", dash = "-acme", dot = "acme.data"
          }
          bucket = each.value
        }
        """,
        """
        b["ok"] S3L601 pass b["upper"] S3L601 fail b["short"] S3L601 fail b["dots"] S3L601 fail b["ip"] S3L601 fail
        b["xn"] S3L601 fail b["alias"] S3L601 fail b["under"] S3L601 fail b["dash"] S3L601 fail b["dot"] S3L601 pass
        """,
    ),
]


MORE = [
    Case(
        "validation by locals, by or, by two blocks, and one that says nothing",
        """
        locals {
          on = ["Enabled"]
        }
        variable "a" {
          type = string
          validation {
            condition     = contains(local.on, var.a)
            error_message = "No."
          }
        }
        variable "b" {
          type = string
          validation {
            condition     = contains(["Enabled", "Suspended"], var.b)
            error_message = "No."
          }
          validation {
            condition     = (var.b == "Suspended" || "Disabled" == var.b) && length(var.b) > 2
            error_message = "No."
          }
        }
        variable "c" {
          type = string
          validation {
            condition     = var.c != "Suspended"
            error_message = "No."
          }
        }
        variable "d" {
          type    = string
          default = "Suspended"
          validation {
            condition     = contains(["Enabled", "Suspended"], var.d)
            error_message = "No."
          }
        }
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket" "b" {}
        resource "aws_s3_bucket" "c" {}
        resource "aws_s3_bucket" "d" {}
        """
        + versioning("a", "aws_s3_bucket.a.id", status="var.a")
        + versioning("b", "aws_s3_bucket.b.id", status="var.b")
        + versioning("c", "aws_s3_bucket.c.id", status="var.c")
        + versioning("d", "aws_s3_bucket.d.id", status="var.d"),
        "a S3L501 pass  b S3L501 fail  c S3L501 unknown  d S3L501 fail",
    ),
    Case(
        "a module's input that its validation allows one value of",
        {
            "main.tf": """
            variable "s" {
              type = bool
            }
            module "m" {
              source = "./m"
              on     = var.s
            }
            """,
            "m/main.tf": """
            variable "on" {
              type = bool
              validation {
                condition     = var.on == true
                error_message = "Required."
              }
            }
            resource "aws_s3_bucket" "b" {}
            resource "aws_s3_bucket_public_access_block" "b" {
              bucket                  = aws_s3_bucket.b.id
              block_public_acls       = var.on
              block_public_policy     = var.on
              ignore_public_acls      = var.on
              restrict_public_buckets = var.on
            }
            """,
        },
        "module.m.aws_s3_bucket.b S3L102 pass",
    ),
    Case(
        "two environments in one list of objects with defaults merged deeply",
        """
        variable "settings" {
          type = any
          default = {
            dev  = { s3 = { versioning = false } }
            prod = {}
          }
        }
        locals {
          defaults = { s3 = { versioning = true, block = true } }
          merged   = { for k, v in var.settings : k => { s3 = merge(local.defaults.s3, try(v.s3, {})) } }
        }
        resource "aws_s3_bucket" "b" {
          for_each = local.merged
        }
        """
        + versioning(
            "v",
            "aws_s3_bucket.b[each.key].id",
            "for_each = local.merged",
            'each.value.s3.versioning ? "Enabled" : "Suspended"',
        )
        + block("k", "aws_s3_bucket.b[each.key].id", "for_each = { for k, v in local.merged : k => v if v.s3.block }"),
        'b["dev"] S3L501 fail b["prod"] S3L501 pass b["dev"] S3L102 pass',
    ),
    Case(
        "the root's bucket list handed through two modules with for_each",
        {
            "main.tf": """
            module "stack" {
              source  = "./stack"
              buckets = { in = { on = true }, out = { on = false } }
            }
            """,
            "stack/main.tf": """
            variable "buckets" {
              type = map(object({ on = bool, name = optional(string) }))
            }
            module "b" {
              for_each = var.buckets
              source   = "./one"
              name     = coalesce(each.value.name, each.key)
              on       = each.value.on
            }
            output "ids" {
              value = { for k, m in module.b : k => m.id }
            }
            """
            + block("k", "module.b[each.key].id", "for_each = { for k, v in var.buckets : k => v if v.on }"),
            "stack/one/main.tf": """
            variable "name" {}
            variable "on" {}
            resource "aws_s3_bucket" "this" {
              bucket = "acme-${var.name}"
            }
            resource "aws_s3_bucket_versioning" "this" {
              count  = var.on ? 1 : 0
              bucket = one(aws_s3_bucket.this[*].id)
              versioning_configuration {
                status = "Enabled"
              }
            }
            output "id" {
              value = one(concat(aws_s3_bucket_versioning.this[*].bucket, var.on ? [] : [aws_s3_bucket.this.id]))
            }
            """,
        },
        """
        module.stack.module.b["in"].aws_s3_bucket.this S3L501 pass
        module.stack.module.b["out"].aws_s3_bucket.this S3L501 fail
        module.stack.module.b["in"].aws_s3_bucket.this S3L102 pass
        module.stack.module.b["out"].aws_s3_bucket.this S3L102 fail
        """,
    ),
    Case(
        "terraform_data, null_resource and locals hand a name on",
        """
        resource "aws_s3_bucket" "a" {
          bucket = "acme-a"
        }
        resource "terraform_data" "t" {
          input = aws_s3_bucket.a.id
        }
        """
        + block("k", "terraform_data.t.output")
        + versioning("v", "terraform_data.t.input"),
        "a S3L102 pass a S3L501 pass",
    ),
    Case(
        "a domain name and an S3 URI are no bucket names, but what is cut from them is",
        """
        resource "aws_s3_bucket" "a" {}
        """
        + block("k", 'trimprefix(trimsuffix("s3://${aws_s3_bucket.a.id}/", "/"), "s3://")')
        + versioning("v", 'split(".", aws_s3_bucket.a.bucket_domain_name)[0]'),
        "a S3L102 pass",
    ),
    Case(
        "an open condition over for_each keeps both kinds of buckets",
        """
        variable "prod" {
          type = bool
        }
        resource "aws_s3_bucket" "b" {
          for_each = var.prod ? toset(["x", "y"]) : toset(["x"])
        }
        """
        + block("k", "aws_s3_bucket.b[each.key].id", 'for_each = var.prod ? toset(["x", "y"]) : toset(["x"])')
        + versioning("v", "aws_s3_bucket.b[each.key].id", 'for_each = var.prod ? toset(["y"]) : toset([])'),
        'b["x"] S3L102 pass b["y"] S3L102 pass b["x"] S3L501 fail b["y"] S3L501 pass',
    ),
    Case(
        "the same open condition written both ways round",
        """
        variable "env" {
          type = string
        }
        resource "aws_s3_bucket" "a" {}
        """
        + block("k", "aws_s3_bucket.a.id", 'count = var.env == "prod" ? 1 : 0')
        + block("l", "aws_s3_bucket.a.id", 'count = "prod" != var.env ? 1 : 0'),
        "a S3L102 pass",
    ),
    Case(
        "two copies of a block that disagree",
        """
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket_versioning" "v" {
          bucket = aws_s3_bucket.a.id
          versioning_configuration {
            status = contains(["dev", "prod"], "prod") ? "Enabled" : "Suspended"
          }
        }
        resource "aws_s3_bucket_public_access_block" "k" {
          bucket                  = aws_s3_bucket.a.id
          block_public_acls       = alltrue([true, true])
          block_public_policy     = anytrue([false, true])
          ignore_public_acls      = length(regexall("^a", "abc")) == 1
          restrict_public_buckets = startswith("abc", "a") && !endswith("abc", "x")
        }
        """,
        "a S3L501 pass a S3L102 pass",
    ),
    Case(
        "the registry module through its own inputs, by for_each and with outputs",
        """
        module "s3" {
          source   = "terraform-aws-modules/s3-bucket/aws"
          for_each = { logs = { v = true }, tmp = { v = false } }
          bucket   = "acme-${each.key}"
          versioning = {
            status = each.value.v
          }
        }
        module "none" {
          source        = "terraform-aws-modules/s3-bucket/aws"
          create_bucket = false
          bucket        = "acme-none"
        }
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket_logging" "a" {
          bucket        = aws_s3_bucket.a.id
          target_bucket = module.s3["logs"].s3_bucket_id
          target_prefix = "a/"
        }
        """,
        """
        module.s3["logs"].aws_s3_bucket.this[0] S3L501 pass
        module.s3["tmp"].aws_s3_bucket.this[0] S3L501 fail
        module.s3["logs"].aws_s3_bucket.this[0] S3L402 pass
        module.s3["tmp"].aws_s3_bucket.this[0] S3L402 fail
        module.none.aws_s3_bucket.this[0] S3L501 absent
        a S3L402 pass
        """,
    ),
    Case(
        "lifecycle: and-blocks, whole-bucket tags, noncurrent and transitions",
        """
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket_lifecycle_configuration" "a" {
          bucket = aws_s3_bucket.a.id
          rule {
            id     = "tagged"
            status = "Enabled"
            filter {
              and {
                prefix = ""
                tags   = { a = "b" }
              }
            }
            expiration {
              days = 3
            }
          }
          rule {
            id     = "abort"
            status = "Enabled"
            filter {
              prefix = ""
            }
            abort_incomplete_multipart_upload {
              days_after_initiation = 7
            }
          }
        }
        resource "aws_s3_bucket" "b" {}
        resource "aws_s3_bucket_lifecycle_configuration" "b" {
          bucket = aws_s3_bucket.b.id
          rule {
            id     = "small"
            status = "Enabled"
            filter {
              object_size_less_than = 500
            }
            expiration {
              days = 3
            }
          }
        }
        """,
        "a S3L505 pass a S3L506 pass b S3L505 pass b S3L506 fail",
    ),
    Case(
        "ownership: each value and none",
        """
        resource "aws_s3_bucket" "b" {
          for_each = toset(["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter", "none"])
        }
        resource "aws_s3_bucket_ownership_controls" "o" {
          for_each = { for k, b in aws_s3_bucket.b : k => b.id if k != "none" }
          bucket   = each.value
          rule {
            object_ownership = each.key
          }
        }
        """,
        """
        b["BucketOwnerEnforced"] S3L105 pass b["BucketOwnerPreferred"] S3L105 fail b["ObjectWriter"] S3L105 fail
        b["none"] S3L105 pass
        """,
    ),
    Case(
        "a counted bucket whose companions are always there",
        """
        variable "create" {
          type = bool
        }
        resource "aws_s3_bucket" "b" {
          count = var.create ? 1 : 0
        }
        """
        + block("k", "aws_s3_bucket.b[0].id", "count = var.create ? 1 : 0")
        + versioning("v", "try(aws_s3_bucket.b[0].id, null)", "count = var.create ? 1 : 0", '"Suspended"'),
        "b[0] S3L102 pass b[0] S3L501 fail",
    ),
    Case(
        "create and enable must both be on",
        """
        variable "create" {
          type = bool
        }
        variable "versioned" {
          type    = bool
          default = true
        }
        variable "blocked" {
          type = bool
        }
        resource "aws_s3_bucket" "b" {
          count = var.create ? 1 : 0
        }
        """
        + versioning("v", "aws_s3_bucket.b[0].id", "count = var.create && var.versioned ? 1 : 0")
        + block("k", "aws_s3_bucket.b[0].id", "count = var.create && var.blocked ? 1 : 0"),
        "b[0] S3L501 pass b[0] S3L102 unknown",
    ),
]


LAST = [
    Case(
        "every name of a bucket's object resources",
        """
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket_ownership_controls" "o" {
          bucket = aws_s3_bucket.a.id
          rule {
            object_ownership = "ObjectWriter"
          }
        }
        resource "aws_s3_bucket_object" "old" {
          bucket = aws_s3_bucket.a.id
          key    = "x"
          acl    = "public-read-write"
        }
        resource "aws_s3_object_copy" "copy" {
          bucket = aws_s3_bucket.a.id
          key    = "x"
          source = "other/x"
          acl    = "authenticated-read"
        }
        """,
        "aws_s3_bucket_object.old S3L107 fail  aws_s3_object_copy.copy S3L107 fail",
    ),
    Case(
        "dynamic grants over groups",
        """
        resource "aws_s3_bucket" "a" {
          dynamic "grant" {
            for_each = toset(["http://acs.amazonaws.com/groups/s3/LogDelivery"])
            content {
              type        = "Group"
              permissions = ["READ_ACP", "WRITE"]
              uri         = grant.key
            }
          }
        }
        resource "aws_s3_bucket" "b" {
          dynamic "grant" {
            for_each = { all = "AllUsers" }
            content {
              type        = "Group"
              permissions = ["READ"]
              uri         = "http://acs.amazonaws.com/groups/global/${grant.value}"
            }
          }
        }
        """,
        "a S3L104 pass  b S3L104 fail",
    ),
    Case(
        "dynamic statements of a document, by a map and by nothing",
        """
        variable "readers" {
          type    = map(list(string))
          default = {}
        }
        resource "aws_s3_bucket" "a" {}
        data "aws_iam_policy_document" "d" {
          statement {
            sid       = "Tls"
            effect    = "Deny"
            actions   = ["s3:*"]
            resources = [aws_s3_bucket.a.arn, "${aws_s3_bucket.a.arn}/*"]
            principals {
              type        = "*"
              identifiers = ["*"]
            }
            condition {
              test     = "Bool"
              variable = "aws:SecureTransport"
              values   = ["false"]
            }
          }
          dynamic "statement" {
            for_each = var.readers
            content {
              sid       = statement.key
              actions   = ["s3:GetObject"]
              resources = ["${aws_s3_bucket.a.arn}/*"]
              principals {
                type        = "AWS"
                identifiers = statement.value
              }
            }
          }
        }
        resource "aws_s3_bucket_policy" "p" {
          bucket = aws_s3_bucket.a.id
          policy = data.aws_iam_policy_document.d.json
        }
        """,
        "a S3L201 pass  a S3L103 pass  a S3L202 pass",
    ),
    Case(
        "the same document with readers from a file of variables",
        {
            "main.tf": """
            variable "readers" {
              type    = list(string)
              default = []
            }
            resource "aws_s3_bucket" "a" {}
            data "aws_iam_policy_document" "d" {
              dynamic "statement" {
                for_each = length(var.readers) > 0 ? [1] : []
                content {
                  actions   = ["s3:GetObject"]
                  resources = ["${aws_s3_bucket.a.arn}/*"]
                  principals {
                    type        = "AWS"
                    identifiers = var.readers
                  }
                }
              }
            }
            resource "aws_s3_bucket_policy" "p" {
              count  = length(var.readers) > 0 ? 1 : 0
              bucket = aws_s3_bucket.a.id
              policy = data.aws_iam_policy_document.d.json
            }
            """,
            "prod.auto.tfvars": 'readers = ["*"]\n',
        },
        "a S3L103 fail",
    ),
    Case(
        "policies that are merged from JSON files and lists",
        {
            "main.tf": """
            resource "aws_s3_bucket" "a" {
              bucket = "acme-a"
            }
            locals {
              base  = jsondecode(file("${path.module}/base.json"))
              extra = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::acme-a/*" }]
            }
            resource "aws_s3_bucket_policy" "p" {
              bucket = aws_s3_bucket.a.id
              policy = jsonencode(merge(local.base, { Statement = concat(local.base.Statement, local.extra) }))
            }
            """,
            "base.json": '{"Version": "2012-10-17", "Statement": [{"Sid": "Tls", "Effect": "Deny", "Principal": "*",'
            ' "Action": "s3:*", "Resource": ["arn:aws:s3:::acme-a", "arn:aws:s3:::acme-a/*"],'
            ' "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}',
        },
        "a S3L103 fail  a S3L201 pass",
    ),
    Case(
        "a wrapper that hands a whole object of settings on",
        {
            "main.tf": """
            module "w" {
              source = "./w"
              items = {
                one = { bucket = "acme-one" }
                two = { bucket = "acme-two", block_public_policy = false, versioning = { enabled = false } }
              }
            }
            """,
            "w/main.tf": """
            variable "defaults" {
              type    = any
              default = {}
            }
            variable "items" {
              type    = any
              default = {}
            }
            module "b" {
              source              = "../b"
              for_each            = var.items
              bucket              = try(each.value.bucket, var.defaults.bucket, null)
              block_public_policy = try(each.value.block_public_policy, var.defaults.block_public_policy, true)
              versioning          = try(each.value.versioning, var.defaults.versioning, { enabled = true })
            }
            """,
            "b/main.tf": """
            variable "bucket" {}
            variable "block_public_policy" {
              type = bool
            }
            variable "versioning" {
              type    = map(string)
              default = {}
            }
            resource "aws_s3_bucket" "this" {
              bucket = var.bucket
            }
            resource "aws_s3_bucket_public_access_block" "this" {
              bucket                  = aws_s3_bucket.this.id
              block_public_acls       = true
              block_public_policy     = var.block_public_policy
              ignore_public_acls      = true
              restrict_public_buckets = true
            }
            resource "aws_s3_bucket_versioning" "this" {
              count  = length(keys(var.versioning)) > 0 ? 1 : 0
              bucket = aws_s3_bucket.this.id
              versioning_configuration {
                status = try(var.versioning["enabled"] ? "Enabled" : "Suspended", tobool(var.versioning["status"]) ? "Enabled" : "Suspended")
              }
            }
            """,
        },
        """
        module.w.module.b["one"].aws_s3_bucket.this S3L102 pass
        module.w.module.b["two"].aws_s3_bucket.this S3L102 fail
        module.w.module.b["one"].aws_s3_bucket.this S3L501 pass
        module.w.module.b["two"].aws_s3_bucket.this S3L501 fail
        """,
    ),
    Case(
        "replication of a counted destination, and a rule behind an open variable",
        """
        variable "replicate" {
          type = bool
        }
        resource "aws_s3_bucket" "dst" {
          count = 1
        }
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket_replication_configuration" "a" {
          count  = var.replicate ? 1 : 0
          bucket = aws_s3_bucket.a.id
          role   = "arn:aws:iam::111122223333:role/r"
          rule {
            status = "Enabled"
            destination {
              bucket = aws_s3_bucket.dst[0].arn
            }
          }
        }
        resource "aws_s3_bucket" "b" {}
        resource "aws_s3_bucket_replication_configuration" "b" {
          bucket = aws_s3_bucket.b.id
          role   = "arn:aws:iam::111122223333:role/r"
          rule {
            status = var.replicate ? "Enabled" : "Disabled"
            destination {
              bucket = one(aws_s3_bucket.dst).arn
            }
          }
        }
        """,
        "a S3L508 unknown  b S3L508 unknown  dst[0] S3L508 fail",
    ),
    Case(
        "logging to a bucket of a variable, of another module, of a data source",
        """
        variable "logs" {
          type = string
        }
        data "aws_s3_bucket" "logs" {
          bucket = "acme-central-logs"
        }
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket" "b" {}
        resource "aws_s3_bucket_logging" "a" {
          bucket        = aws_s3_bucket.a.id
          target_bucket = var.logs
          target_prefix = "a/"
        }
        resource "aws_s3_bucket_logging" "b" {
          bucket        = aws_s3_bucket.b.id
          target_bucket = data.aws_s3_bucket.logs.id
          target_prefix = "b/"
        }
        """,
        "a S3L402 pass  b S3L402 pass",
    ),
    Case(
        "a bucket that is looked up elsewhere is secured here, and not this code's",
        """
        data "aws_s3_bucket" "old" {
          bucket = "acme-old"
        }
        resource "aws_s3_bucket" "new" {
          bucket = "acme-new"
        }
        """
        + block("k", "data.aws_s3_bucket.old.id"),
        "new S3L102 fail",
    ),
    Case(
        "one condition opens the block and states the policy",
        """
        variable "public" {
          type = bool
        }
        resource "aws_s3_bucket" "a" {}
        resource "aws_s3_bucket_public_access_block" "k" {
          bucket                  = aws_s3_bucket.a.id
          block_public_policy     = !var.public
          restrict_public_buckets = !var.public
        }
        """
        + public_policy("a").replace("  bucket", "  count  = var.public ? 1 : 0\n  bucket", 1),
        "a S3L101 unknown",
    ),
    Case(
        "a policy that may be there behind a block that certainly is",
        """
        variable "shared" {
          type = bool
        }
        resource "aws_s3_bucket" "a" {}
        """
        + block("k", "aws_s3_bucket.a.id")
        + public_policy("a").replace("  bucket", "  count  = var.shared ? 1 : 0\n  bucket", 1),
        "a S3L101 pass",
    ),
]


CASES = [*LINKING, *VALUES, *BLOCKS, *MODULES, *ACCESS, *MORE, *LAST]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case) -> None:
    check(case)
