"""Module calls, root modules and the summaries of registry modules."""

from __future__ import annotations

import pytest

from s3lint.languages import terraform
from s3lint.source import MemoryTree
from s3lint.values import Configuration, Inputs, Resource, Scalar, Sequence, Text, Unknown, decode_json, dig, text_of

BUCKET = """
resource "aws_s3_bucket" "a" { bucket = var.name }
variable "name" {}
output "id" { value = aws_s3_bucket.a.id }
"""


def load(files: dict[str, str], root: str = ".", **inputs: object) -> Configuration:
    return terraform.load(MemoryTree(dict(files)), root, Inputs(**inputs))  # type: ignore[arg-type]


def by_address(configuration: Configuration) -> dict[str, Resource]:
    return {r.address: r for r in configuration.resources}


def roots(files: dict[str, str], engine: str = "auto") -> list[str]:
    folders = sorted({path.rpartition("/")[0] or "." for path in files})
    return [root.folder for root in terraform.find_roots(MemoryTree(dict(files)), folders, engine)]


# calls


def test_instances_of_calls_and_their_chain() -> None:
    files = {
        "main.tf": 'module "m" {\n  source   = "./m"\n  for_each = { x = "one", y = "two" }\n  name = each.value\n}',
        "m/main.tf": 'module "n" {\n  source = "../n"\n  count = 2\n  name = "${var.name}-${count.index}"\n}',
        "m/variables.tf": 'variable "name" {}',
        "n/main.tf": BUCKET,
    }
    found = by_address(load(files))
    assert list(found) == [f'module.m["{key}"].module.n[{index}].aws_s3_bucket.a' for key in "xy" for index in (0, 1)]
    one = found['module.m["y"].module.n[1].aws_s3_bucket.a']
    assert text_of(one.body.entries["bucket"]) == "two-1"
    assert [call.name for call in one.calls] == ['module.m["y"]', "module.n[1]"]
    assert [call.span.path for call in one.calls if call.span] == ["main.tf", "m/main.tf"]
    assert one.header and one.header.text == 'resource "aws_s3_bucket" "a"'


def test_an_output_hands_on_the_identity() -> None:
    files = {
        "main.tf": 'module "m" {\n  source = "./m"\n  name = "n"\n}',
        "acl.tf": 'resource "aws_s3_bucket_acl" "x" { bucket = module.m.id }',
        "m/main.tf": BUCKET,
    }
    value = by_address(load(files))["aws_s3_bucket_acl.x"].body.entries["bucket"]
    assert isinstance(value, Scalar) and value.data == "n"
    assert value.identity and value.identity.address == "module.m.aws_s3_bucket.a"


def test_outputs_of_all_instances() -> None:
    files = {
        "main.tf": """
module "m" {
  source   = "./m"
  for_each = toset(["p", "q"])
  name     = each.key
}
resource "aws_s3_bucket_acl" "x" {
  for_each = { for key, one in module.m : key => one.id }
  bucket   = each.value
}
""",
        "m/main.tf": BUCKET,
    }
    value = by_address(load(files))['aws_s3_bucket_acl.x["q"]'].body.entries["bucket"]
    assert isinstance(value, Scalar) and value.identity
    assert value.identity.address == 'module.m["q"].aws_s3_bucket.a'


def test_a_missing_module_is_reported_once_with_what_it_was_handed() -> None:
    files = {
        "main.tf": """
module "m" {
  source   = "example/guard/aws"
  for_each = toset(["p", "q"])
  bucket   = aws_s3_bucket.a.id
}
resource "aws_s3_bucket" "a" {}
resource "aws_s3_bucket" "b" { bucket = module.m["p"].name }
"""
    }
    configuration = load(files)
    assert [d.code for d in configuration.diagnostics] == ["S3L902"]
    assert [absent.name for absent in configuration.absent] == ['module.m["p"]', 'module.m["q"]']
    (touched,) = configuration.absent[0].touches.values()
    assert isinstance(touched, Unknown) and touched.identity and touched.identity.address == "aws_s3_bucket.a"
    name = by_address(configuration)["aws_s3_bucket.b"].body.entries["bucket"]
    assert isinstance(name, Unknown) and name.reason.kind == "module"


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("../../outside", "outside"),
        ("./nowhere", "contains no configuration"),
        ("./loop", "calls itself"),
        ("git::https://example.com/x.git", "not on disk"),
        ("${var.source}", "has an unknown source"),
    ],
)
def test_modules_that_cannot_be_read(source: str, word: str) -> None:
    files = {
        "main.tf": f'module "m" {{\n  source = "{source}"\n}}\nvariable "source" {{}}',
        "loop/main.tf": 'module "again" {\n  source = "../loop"\n}\nresource "aws_s3_bucket" "a" {}',
    }
    configuration = load(files)
    assert [d.code for d in configuration.diagnostics] == ["S3L902"]
    assert word in configuration.diagnostics[0].message


def test_installed_modules_are_found_by_the_path_of_calls() -> None:
    files = {
        "live/main.tf": 'module "m" {\n  source = "example/m/aws"\n  name = "n"\n}',
        "live/.terraform/modules/modules.json": (
            '{"Modules": [{"Key": "", "Dir": "."}, {"Key": "m", "Dir": ".terraform/modules/m"},'
            ' {"Key": "m.deep", "Dir": ".terraform/modules/m.deep"}, {"Key": 3}, "x"]}'
        ),
        "live/.terraform/modules/m/main.tf": 'module "deep" {\n  source = "example/d/aws"\n  name = var.name\n}',
        "live/.terraform/modules/m/variables.tf": 'variable "name" {}',
        "live/.terraform/modules/m.deep/main.tf": BUCKET,
    }
    configuration = load(files, "live")
    assert list(by_address(configuration)) == ["module.m.module.deep.aws_s3_bucket.a"]
    assert configuration.diagnostics == []


def test_a_manifest_that_is_no_manifest_is_none() -> None:
    for text in ("[]", "{", '{"Modules": 3}', '{"Modules": [{"Key": "m", "Dir": "../../.."}]}'):
        files = {"main.tf": 'module "m" { source = "example/m/aws" }', ".terraform/modules/modules.json": text}
        assert [d.code for d in load(files).diagnostics] == ["S3L902"]


def test_paths_are_as_terraform_has_them() -> None:
    files = {
        "live/main.tf": 'module "m" { source = "../m" }\nresource "aws_s3_bucket" "r" { bucket = path.module }',
        "m/main.tf": 'resource "aws_s3_bucket" "a" { bucket = "${path.module} ${path.root} ${local.x}" }',
        "m/locals.tf": 'locals {\n  x = file("${path.module}/x")\n}',
        "m/x": "text",
    }
    found = by_address(load(files, "live"))
    assert text_of(found["aws_s3_bucket.r"].body.entries["bucket"]) == "."
    assert text_of(found["module.m.aws_s3_bucket.a"].body.entries["bucket"]) == "../m . text"


def test_a_call_under_an_open_condition_guards_what_it_makes() -> None:
    files = {
        "main.tf": 'module "m" {\n  source = "./m"\n  count = var.on == "yes" ? 1 : 0\n  name = "n"\n}',
        "variables.tf": 'variable "on" {}',
        "m/main.tf": BUCKET,
    }
    (bucket,) = load(files).resources
    assert bucket.address == "module.m[0].aws_s3_bucket.a"
    assert bucket.exists.is_unknown and bucket.guard


def test_deep_and_wide_calls_end() -> None:
    deep = {f"m{i}/main.tf": f'module "n" {{ source = "../m{i + 1}" }}' for i in range(60)}
    deep["m60/main.tf"] = 'resource "aws_s3_bucket" "a" {}'
    assert "S3L905" in [d.code for d in load(deep, "m0").diagnostics]
    wide = {f"m{i}/main.tf": f'module "n" {{\n  source = "../m{i + 1}"\n  count = 900\n}}' for i in range(6)}
    wide["m6/main.tf"] = 'resource "aws_s3_bucket" "a" {}'
    assert "S3L905" in [d.code for d in load(wide, "m0").diagnostics]


# roots

CALL = 'module "m" { source = "%s" }\n'


def test_a_module_that_is_called_is_no_root() -> None:
    assert roots({"live/main.tf": CALL % "../m", "m/main.tf": BUCKET}) == ["live"]


@pytest.mark.parametrize(
    "more",
    [
        {"m/versions.tf": 'terraform {\n  backend "s3" {}\n}'},
        {"m/versions.tf": "terraform {\n  cloud {}\n}"},
        {"m/versions.tf.json": '{"terraform": {"backend": {"s3": {}}}}'},
        {"m/prod.tfvars": ""},
    ],
)
def test_a_called_module_with_the_marks_of_a_root_is_one(more: dict[str, str]) -> None:
    assert roots({"live/main.tf": CALL % "../m", "m/main.tf": BUCKET, **more}) == ["live", "m"]


def test_a_module_that_only_examples_and_tests_call_is_a_root() -> None:
    files = {"main.tf": BUCKET, "examples/full/main.tf": CALL % "../..", "tests/x/main.tf": CALL % "../../"}
    assert roots(files) == [".", "examples/full", "tests/x"]
    within = {"tests/case/live/main.tf": CALL % "../m", "tests/case/m/main.tf": BUCKET}
    assert roots(within) == ["tests/case/live"]


def test_a_circle_of_calls_loses_no_module() -> None:
    files = {"a/main.tf": CALL % "../b", "b/main.tf": CALL % "../a" + BUCKET, "c/main.tf": CALL % "./../c" + BUCKET}
    assert roots(files) == ["a", "c"]


def test_installed_modules_and_folders_without_code_are_no_roots() -> None:
    assert roots({".terraform/modules/m/main.tf": BUCKET, "env/x.tfvars": "", "main.tf": ""}) == ["."]


def test_opentofu_roots() -> None:
    files = {"x/main.tofu": BUCKET}
    assert roots(files) == roots(files, "opentofu") == ["x"]
    # a root of which nothing is read, so that this can be said
    assert roots(files, "terraform") == ["x"]
    told = load(files, "x", engine="terraform")
    assert told.resources == [] and [d.code for d in told.diagnostics] == ["S3L907"]
    assert roots({"x/main.tofu": 'output "o" { value = 1 }'}, "terraform") == []


COMPUTED = """
variable "kind" { default = "m" }
locals { folder = "../${var.kind}" }
module "m" { source = local.folder }
"""


def test_a_module_whose_source_is_computed_is_no_root() -> None:
    files = {"live/main.tf": COMPUTED, "m/main.tf": BUCKET, "n/main.tf": BUCKET}
    assert roots(files) == ["live", "n"]
    assert roots({**files, "live/terraform.tfvars": 'kind = "n"'}) == ["live", "m"]
    assert roots({**files, "live/terraform.tfvars": 'kind = "nowhere"'}) == ["live", "m", "n"]
    assert roots({**files, "live/main.tf": COMPUTED.replace('default = "m"', "")}) == ["live", "m", "n"]
    (root,) = (root for root in terraform.find_roots(MemoryTree(files), ["live", "m", "n"]) if root.folder == "live")
    assert root.modules == ("live", "m")


def test_a_source_that_a_caller_gives_is_followed() -> None:
    files = {
        "live/main.tf": 'module "a" {\n  source = "../a"\n  kind = "b"\n}',
        "a/main.tf": 'variable "kind" {}\nmodule "m" { source = "../${var.kind}" }',
        "b/main.tf": BUCKET,
    }
    assert roots(files) == ["live"]
    assert roots({path: text for path, text in files.items() if path != "live/main.tf"}) == ["a", "b"]


def test_a_version_that_is_not_known_has_no_summary() -> None:
    call = 'variable "v" {}\nmodule "m" {\n  source = "terraform-aws-modules/s3-bucket/aws"\n  version = %s\n}'
    assert not load({"main.tf": call % '"4.1.0"'}).absent
    assert not load({"main.tf": call % "var.v"}, variables={"v": "4.1.0"}).absent
    assert load({"main.tf": call % "var.v"}).absent
    assert load({"main.tf": call % "var.v"}, variables={"v": "1.0.0"}).absent


def test_a_root_knows_its_modules_and_whether_they_are_about_storage() -> None:
    files = {
        "a/main.tf": CALL % "../m",
        "m/main.tf": CALL % "../n",
        "n/main.tf": BUCKET,
        "b/main.tf": 'resource "aws_instance" "x" {}' + CALL % "../o",
        "o/main.tf": "",
        "c/main.tf": CALL % "example/vpc/aws",
    }
    found = terraform.find_roots(MemoryTree(dict(files)), sorted({p.split("/")[0] for p in files}))
    assert [(r.folder, r.modules, r.concerns_storage) for r in found] == [
        ("a", ("a", "m", "n"), True),
        ("b", ("b", "o"), False),
        ("c", ("c",), True),
    ]


# registry modules


POPULAR = "terraform-aws-modules/s3-bucket/aws"


def registry(arguments: str, source: str = POPULAR, version: str = "~> 4.1") -> Configuration:
    code = f'module "b" {{\n  source  = "{source}"\n  version = "{version}"\n{arguments}\n}}\n'
    return load({"main.tf": code + 'resource "aws_s3_bucket_metric" "m" { bucket = module.b.s3_bucket_id }'})


def test_a_registry_module_makes_what_its_inputs_ask_for() -> None:
    configuration = registry("""
  bucket              = "acme-site"
  block_public_policy = false
  versioning          = { enabled = true }
  acl                 = "private"
  server_side_encryption_configuration = {
    rule = { apply_server_side_encryption_by_default = { sse_algorithm = "aws:kms" } }
  }
  attach_deny_insecure_transport_policy = true
""")
    assert configuration.diagnostics == [] and configuration.absent == []
    found = by_address(configuration)
    prefix = "module.b.aws_s3_bucket"
    assert f"{prefix}_ownership_controls.this[0]" not in found
    assert f"{prefix}_logging.this[0]" not in found
    block = found[f"{prefix}_public_access_block.this[0]"].body.entries
    assert {name: text_of(value) for name, value in block.items() if name != "bucket"} == {
        "block_public_acls": "true",
        "block_public_policy": "false",
        "ignore_public_acls": "true",
        "restrict_public_buckets": "true",
    }
    # what the call says stands at the call, what the module says by itself at the call's header
    assert block["block_public_policy"].span and block["block_public_policy"].span.text == "false"
    assert block["block_public_acls"].span and block["block_public_acls"].span.text == 'module "b"'
    policy = found[f"{prefix}_policy.this[0]"].body.entries["policy"]
    assert "denyInsecureTransport" in str(getattr(policy, "parts", policy))
    link = found["aws_s3_bucket_metric.m"].body.entries["bucket"]
    assert isinstance(link, Scalar) and link.identity and link.identity.address == f"{prefix}.this[0]"
    paths = {r.header.path for r in configuration.resources if r.header}
    assert paths == {"main.tf"} and configuration.files == {"main.tf"}


def test_placeholders_in_the_policy_that_a_registry_module_is_given() -> None:
    configuration = registry("""
  bucket        = "acme-site"
  attach_policy = true
  policy        = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::_AWS_ACCOUNT_ID_:root" }
      Action    = "s3:GetObject"
      Resource  = ["_S3_BUCKET_ARN_", "_S3_BUCKET_ARN_/*", "arn:aws:s3:::_S3_BUCKET_ID_/x"]
    }]
  })
""")
    policy = decode_json(by_address(configuration)["module.b.aws_s3_bucket_policy.this[0]"].body.entries["policy"])
    statement = dig(policy, "Statement", 0)
    principal, resources = dig(statement, "Principal", "AWS"), dig(statement, "Resource")
    assert isinstance(resources, Sequence)
    arn = "arn:aws:s3:::acme-site"
    assert [text_of(item) for item in resources.items] == [arn, f"{arn}/*", f"{arn}/x"]
    assert all(item.span and item.span.path == "main.tf" for item in resources.items)
    assert isinstance(principal, Text) and isinstance(principal.parts[1], Unknown)
    assert principal.parts[1].identity and principal.parts[1].identity.type == "aws_caller_identity"


def test_every_place_of_a_summary_lies_in_the_callers_file() -> None:
    def places(value: object) -> list[str]:
        found = []
        for name in ("span", "origin"):
            span = getattr(value, name, None)
            found += [span.path] if span else []
        for part in (*getattr(value, "items", ()), *getattr(value, "parts", ())) if not isinstance(value, dict) else ():
            found += places(part)
        for part in getattr(value, "entries", {}).values():
            found += places(part)
        structure = getattr(value, "structure", None)
        return found + (places(structure) if structure else [])

    for source in (POPULAR, "cloudposse/s3-bucket/aws"):
        configuration = registry("", source, "4.0.0")
        assert {path for r in configuration.resources for path in places(r.body)} == {"main.tf"}


def test_an_input_that_the_summary_does_not_cover_leaves_the_bucket_undecided() -> None:
    configuration = registry("  create_metadata_configuration = true")
    (absent,) = configuration.absent
    (touched,) = absent.touches.values()
    assert isinstance(touched, Unknown) and touched.identity
    assert touched.identity.address == "module.b.aws_s3_bucket.this[0]"
    assert [d.code for d in configuration.diagnostics] == ["S3L907"]


@pytest.mark.parametrize(
    ("version", "known"),
    [("5.1.0", True), ("~> 4.0", True), (">= 3.0", True), ("< 5.1", True), ("< 4.0.0", False), ("~> 2.1", False)],
)
def test_a_summary_holds_for_its_versions(version: str, known: bool) -> None:
    assert bool(registry("", version=version).absent) is not known


def test_cloudposse() -> None:
    configuration = registry(
        '  name = "x"\n  allow_ssl_requests_only = true\n  s3_object_ownership = "BucketOwnerEnforced"',
        "cloudposse/s3-bucket/aws",
        "4.2.0",
    )
    found = by_address(configuration)
    assert "module.b.aws_s3_bucket_policy.default[0]" in found
    assert "module.b.aws_s3_bucket_acl.default[0]" not in found
    assert configuration.absent == []
    assert "bucket" in found["module.b.aws_s3_bucket_versioning.default[0]"].body.entries
