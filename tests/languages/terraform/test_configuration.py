"""Modules and their instances: files, variables, count, for_each, calls, references."""

from __future__ import annotations

import pytest

from s3lint.graph.places import Whereabouts
from s3lint.languages import terraform
from s3lint.source import MemoryTree
from s3lint.values import Configuration, Inputs, Mapping, OneOf, Resource, Scalar, Sequence, Unknown, Value, text_of


def load(files: str | dict[str, str], root: str = ".", **inputs: object) -> Configuration:
    tree = MemoryTree({"main.tf": files} if isinstance(files, str) else dict(files))
    return terraform.load(tree, root, Inputs(**inputs))  # type: ignore[arg-type]


def resource(configuration: Configuration, address: str) -> Resource:
    found = {r.address: r for r in configuration.resources}
    assert address in found, sorted(found)
    return found[address]


def addresses(configuration: Configuration) -> list[str]:
    return [r.address for r in configuration.resources]


def attribute(configuration: Configuration, address: str, name: str) -> Value:
    value = resource(configuration, address).body.get(name)
    assert value is not None
    return value


def text(configuration: Configuration, address: str, name: str) -> str | None:
    return text_of(attribute(configuration, address, name))


def codes(configuration: Configuration) -> list[str]:
    return [d.code for d in configuration.diagnostics]


# files


def test_override_files_replace_arguments_and_whole_block_types() -> None:
    files = {
        "main.tf": """
resource "aws_s3_bucket" "a" {
  bucket = "x"
  tags   = { a = 1 }
  lifecycle_rule { id = "one" }
  lifecycle_rule { id = "two" }
  cors_rule { allowed_methods = ["GET"] }
}
""",
        "b_override.tf": 'resource "aws_s3_bucket" "a" {\n  bucket = "z"\n}\n',
        "a_override.tf": 'resource "aws_s3_bucket" "a" {\n  bucket = "y"\n  lifecycle_rule { id = "three" }\n}\n',
    }
    body = resource(load(files), "aws_s3_bucket.a").body
    assert text_of(body.entries["bucket"]) == "z"
    assert body.entries["bucket"].span and body.entries["bucket"].span.path == "b_override.tf"
    rules = body.entries["lifecycle_rule"]
    assert isinstance(rules, Sequence) and len(rules.items) == 1
    assert "cors_rule" in body.entries and "tags" in body.entries


@pytest.mark.parametrize(
    ("engine", "name", "said"), [("auto", "tofu", ["S3L907"]), ("terraform", "tf", []), ("opentofu", "tofu", [])]
)
def test_opentofu_files_hide_terraform_files(engine: str, name: str, said: list[str]) -> None:
    files = {
        "main.tf": 'resource "aws_s3_bucket" "a" { bucket = "tf" }',
        "main.tofu": 'resource "aws_s3_bucket" "a" { bucket = "tofu" }',
        "other.tf": 'resource "aws_s3_bucket" "b" {}',
    }
    configuration = load(files, engine=engine)
    assert text(configuration, "aws_s3_bucket.a", "bucket") == name
    assert "aws_s3_bucket.b" in addresses(configuration)
    assert codes(configuration) == said


def test_terraform_leaves_files_of_opentofu_out_and_says_so() -> None:
    files = {"main.tf": "", "more.tofu": 'resource "aws_s3_bucket" "a" {}', "other.tofu": "locals { x = 1 }"}
    assert addresses(load(files)) == ["aws_s3_bucket.a"]
    configuration = load(files, engine="terraform")
    assert addresses(configuration) == []
    assert [(d.code, d.location.path, d.incomplete) for d in configuration.diagnostics] == [
        ("S3L907", "more.tofu", False)
    ]


@pytest.mark.parametrize("name", [".hidden.tf", "main.tf~", "#main.tf#", "x.tftest.hcl", "notes.txt"])
def test_other_files_are_no_configuration(name: str) -> None:
    assert load({name: 'resource "aws_s3_bucket" "a" {}', "b.tf": ""}).resources == []
    assert not terraform.is_source(name)


@pytest.mark.parametrize("name", ["a.tf", "a.tf.json", "a.tofu", "a.tofu.json", "a.tfvars", "x.auto.tfvars.json"])
def test_names_of_terraform_files(name: str) -> None:
    assert terraform.is_source(name)


def test_blocks_in_json_syntax() -> None:
    json = """{
      "resource": {"aws_s3_bucket": {"a": {
        "bucket": "${local.n}", "tags": {"k": "v"}, "versioning": {"enabled": true},
        "dynamic": {"cors_rule": {"for_each": ["x", "y"], "content": {"allowed_origins": ["${cors_rule.value}"]}}}
      }}},
      "locals": {"n": "name"}
    }"""
    body = resource(load({"main.tf.json": json}), "aws_s3_bucket.a").body
    assert text_of(body.entries["bucket"]) == "name"
    assert isinstance(body.entries["tags"], Mapping)
    versioning = body.entries["versioning"]
    assert isinstance(versioning, Sequence) and isinstance(versioning.items[0], Mapping)
    assert versioning.items[0].kind == "block"
    cors = body.entries["cors_rule"]
    assert isinstance(cors, Sequence) and len(cors.items) == 2


def test_a_broken_block_is_reported_and_open_and_hides_no_other() -> None:
    configuration = load('resource "aws_s3_bucket" "a" {\n  bucket = = \n}\nresource "aws_s3_bucket" "b" {}\n')
    assert addresses(configuration) == ["aws_s3_bucket.a", "aws_s3_bucket.b"]
    assert codes(configuration) == ["S3L901"]
    assert resource(configuration, "aws_s3_bucket.a").body.open is not None
    assert resource(configuration, "aws_s3_bucket.b").body.open is None


def test_an_unknown_block_type_is_reported() -> None:
    configuration = load('resorce "aws_s3_bucket" "a" {}\nmoved {\n  from = a.b\n  to = a.c\n}\n')
    assert codes(configuration) == ["S3L901"]


# variables

BUCKET = 'resource "aws_s3_bucket" "a" { bucket = var.x }\n'


def test_variable_files_and_the_command_line_in_terraforms_order() -> None:
    files = {
        "main.tf": BUCKET + 'variable "x" { default = "default" }',
        "terraform.tfvars": 'x = "fixed"',
        "b.auto.tfvars.json": '{"x": "b"}',
        "a.auto.tfvars": 'x = "a"',
        "env/prod.tfvars": 'x = "prod"',
    }
    bucket = ("aws_s3_bucket.a", "bucket")
    assert text(load({"main.tf": files["main.tf"]}), *bucket) == "default"
    assert text(load({k: v for k, v in files.items() if "auto" not in k}), *bucket) == "fixed"
    assert text(load(files), *bucket) == "b"
    assert text(load(files, var_files=("env/prod.tfvars",)), *bucket) == "prod"
    configuration = load(files, var_files=("env/prod.tfvars",), variables={"x": "cli"})
    assert text(configuration, *bucket) == "cli"
    assert "env/prod.tfvars" in configuration.files


def test_a_missing_variable_file_is_reported() -> None:
    assert codes(load(BUCKET + 'variable "x" {}', var_files=("no.tfvars",))) == ["S3L901"]


def test_values_of_a_file_that_is_no_text_are_open() -> None:
    files = {
        "main.tf": BUCKET + 'variable "x" { default = "default" }',
        "a.auto.tfvars": 'x = "a"',
        "b.auto.tfvars": b"\0GITCRYPT\0" + bytes(range(256)) * 20 + b"\n",
    }
    configuration = load(files)
    value = attribute(configuration, "aws_s3_bucket.a", "bucket")
    assert isinstance(value, Unknown) and "may be set by b.auto.tfvars" in value.reason.text
    assert [(d.code, d.message) for d in configuration.diagnostics] == [
        ("S3L901", "the file is encrypted with git-crypt")
    ]
    assert text(load({**files, "c.auto.tfvars": 'x = "c"'}), "aws_s3_bucket.a", "bucket") == "c"
    assert text(load(files, variables={"x": "cli"}), "aws_s3_bucket.a", "bucket") == "cli"


@pytest.mark.parametrize("data", ["# bucket\n".encode("utf-16"), b"\0GITCRYPT\0\xff\xfe\n\n\n", b"\x7fELF\0\xff\n{\n"])
def test_a_file_that_is_no_text_is_one_diagnostic(data: bytes) -> None:
    for name in ("b.tf", "b.tf.json", "terraform.tfvars", "b.auto.tfvars.json"):
        configuration = load({"main.tf": 'resource "aws_s3_bucket" "a" {}', name: data})
        assert [(d.code, d.location.path, d.left_out) for d in configuration.diagnostics] == [("S3L901", name, "file")]
        assert [resource.address for resource in configuration.resources] == ["aws_s3_bucket.a"]


def test_a_variable_without_value_is_unknown_and_says_what_to_pass() -> None:
    value = attribute(load(BUCKET + 'variable "x" { type = string }'), "aws_s3_bucket.a", "bucket")
    assert isinstance(value, Unknown)
    assert (value.reason.kind, value.reason.name, value.reason.hint) == ("variable", "var.x", "pass --var x=VALUE")


@pytest.mark.parametrize(
    ("declared", "given", "wanted"),
    [
        ("type = bool", "true", "true"),
        ("type = number", "5", "5"),
        ("", "[1]", "[1]"),
        ("type = string", "[1]", "[1]"),
    ],
)
def test_values_of_the_command_line(declared: str, given: str, wanted: str) -> None:
    configuration = load(BUCKET + f'variable "x" {{\n  {declared}\n}}', variables={"x": given})
    assert text(configuration, "aws_s3_bucket.a", "bucket") == wanted


def test_collections_of_the_command_line_are_expressions_and_stand_at_the_variable() -> None:
    code = 'resource "aws_s3_bucket" "a" { bucket = var.x[1] }\nvariable "x" { type = list(string) }'
    configuration = load(code, variables={"x": '["p", "q"]'})
    value = attribute(configuration, "aws_s3_bucket.a", "bucket")
    assert text_of(value) == "q"
    assert value.span and value.span.path == "main.tf"
    assert value.born and value.born.path == "main.tf"


def test_null_is_the_default_only_where_the_variable_is_not_nullable() -> None:
    child = 'variable "x" {\n  default = "d"\n  %s\n}\n' + BUCKET
    for nullable, wanted in (("nullable = false", "d"), ("", None)):
        files = {"main.tf": 'module "m" {\n  source = "./m"\n  x = null\n}', "m/main.tf": child % nullable}
        assert text(load(files), "module.m.aws_s3_bucket.a", "bucket") == wanted


def test_optional_attributes_take_their_defaults() -> None:
    code = """
variable "x" {
  type    = object({ name = string, acl = optional(string, "private") })
  default = { name = "n" }
}
resource "aws_s3_bucket" "a" {
  bucket = var.x.name
  acl    = var.x.acl
}
"""
    assert text(load(code), "aws_s3_bucket.a", "acl") == "private"


# count and for_each


def test_addresses_are_those_that_terraform_prints() -> None:
    code = """
resource "aws_s3_bucket" "one" { count = 2 }
resource "aws_s3_bucket" "two" { for_each = toset(["b", "a\\"q"]) }
resource "aws_s3_bucket" "none" { count = 0 }
"""
    assert addresses(load(code)) == [
        "aws_s3_bucket.one[0]",
        "aws_s3_bucket.one[1]",
        'aws_s3_bucket.two["a\\"q"]',
        'aws_s3_bucket.two["b"]',
    ]


def test_an_unknown_count_leaves_one_symbolic_instance() -> None:
    code = """
variable "n" {}
resource "aws_s3_bucket" "a" { count = var.n }
resource "aws_s3_bucket_versioning" "a" {
  count  = var.n
  bucket = aws_s3_bucket.a[count.index].id
}
"""
    configuration = load(code)
    assert addresses(configuration) == ["aws_s3_bucket.a[*]", "aws_s3_bucket_versioning.a[*]"]
    bucket, versioning = configuration.resources
    assert bucket.exists.is_unknown
    assert bucket.guard == versioning.guard != frozenset()
    link = versioning.body.entries["bucket"]
    assert isinstance(link, Unknown) and link.identity and link.identity.address == "aws_s3_bucket.a[*]"


def test_unknown_keys_leave_one_symbolic_instance() -> None:
    code = """
variable "names" { type = set(string) }
resource "aws_s3_bucket" "a" {
  for_each = var.names
  bucket   = each.value
}
resource "aws_s3_bucket_versioning" "a" {
  for_each = var.names
  bucket   = aws_s3_bucket.a[each.key].id
}
"""
    configuration = load(code)
    assert addresses(configuration) == ["aws_s3_bucket.a[*]", "aws_s3_bucket_versioning.a[*]"]
    link = attribute(configuration, "aws_s3_bucket_versioning.a[*]", "bucket")
    assert isinstance(link, Unknown) and link.identity and link.identity.address == "aws_s3_bucket.a[*]"


def test_a_condition_that_is_open_is_the_guard_of_what_it_makes() -> None:
    code = """
variable "on" { type = bool }
resource "aws_s3_bucket" "a" { bucket = "n" }
resource "aws_s3_bucket_versioning" "a" {
  count  = var.on ? 1 : 0
  bucket = aws_s3_bucket.a.id
  versioning_configuration { status = var.on ? "Enabled" : "Suspended" }
}
"""
    versioning = resource(load(code), "aws_s3_bucket_versioning.a[0]")
    assert versioning.exists.is_unknown
    assert {answer for _, answer in versioning.guard} == {"true"}
    block = versioning.body.entries["versioning_configuration"]
    assert isinstance(block, Sequence) and isinstance(block.items[0], Mapping)
    # inside the instance its own condition is answered
    assert text_of(block.items[0].entries["status"]) == "Enabled"


def test_what_terraform_refuses_is_reported_and_not_lost() -> None:
    configuration = load('resource "aws_s3_bucket" "a" { for_each = ["x"] }')
    assert addresses(configuration) == ["aws_s3_bucket.a[*]"]
    assert codes(configuration) == ["S3L901"]


@pytest.mark.parametrize(
    ("argument", "said", "hint"),
    [
        ('count = "false"', 'count is "false", but must be a number', "count = CONDITION ? 1 : 0"),
        ("count = true", "count is true, but must be a number", "count = CONDITION ? 1 : 0"),
        ("count = null", "count is null, but must be a whole number", "0 for none"),
        ("count = -1", "count is -1, but must not be negative", "0 for none"),
        ("count = 1.5", "count is 1.5, but must be a whole number", ""),
        ("count = [1]", "count is a list, but must be a number", "length()"),
        ("count = length(1)", "count is an error", ""),
        ('for_each = ["x"]', "for_each is a list, but must be a map or a set of strings", "toset(…)"),
        ("for_each = null", "for_each is null, but must be a map or a set of strings", "{}"),
        ("for_each = toset([1])", "for_each is a set that contains 1, but only strings are allowed", "tostring"),
        ('for_each = toset(["a", null])', "for_each is a set that contains null, which is not allowed", "compact"),
    ],
)
def test_what_terraform_refuses_is_said_with_what_to_write(argument: str, said: str, hint: str) -> None:
    (diagnostic,) = load(f'resource "aws_s3_bucket" "a" {{\n  {argument}\n}}').diagnostics
    assert (diagnostic.code, diagnostic.location.line) == ("S3L901", 2)
    assert diagnostic.message.startswith(f"terraform rejects it: {said}")
    assert hint in diagnostic.hint


@pytest.mark.parametrize("argument", ['count = "1"', 'for_each = toset(["a"])', "for_each = { a = 1 }"])
def test_what_terraform_converts_is_fine(argument: str) -> None:
    configuration = load(f'resource "aws_s3_bucket" "a" {{\n  {argument}\n}}')
    assert codes(configuration) == [] and len(configuration.resources) == 1


def test_too_many_instances_are_a_limit() -> None:
    configuration = load('resource "aws_s3_bucket" "a" { count = 1000000 }')
    assert configuration.resources == [] and codes(configuration) == ["S3L905"]


# dynamic blocks


def rules(code: str, **inputs: object) -> Value:
    whole = f'variable "v" {{\n  default = null\n}}\nvariable "u" {{}}\nresource "aws_s3_bucket" "a" {{\n{code}\n}}'
    return attribute(load(whole, **inputs), "aws_s3_bucket.a", "rule")


def test_dynamic_blocks_stand_in_order_with_static_ones() -> None:
    found = rules("""
  rule { id = "first" }
  dynamic "rule" {
    for_each = { a = 1, b = 2 }
    iterator = it
    content {
      id = "${it.key}${it.value}"
      dynamic "inner" {
        for_each = [it.value]
        content { n = inner.value + inner.key }
      }
    }
  }
  rule { id = "last" }
""")
    assert isinstance(found, Sequence) and found.open is None
    blocks = [block for block in found.items if isinstance(block, Mapping)]
    assert [text_of(block.entries["id"]) for block in blocks] == ["first", "a1", "b2", "last"]
    inner = blocks[2].entries["inner"]
    assert isinstance(inner, Sequence) and isinstance(inner.items[0], Mapping)
    assert text_of(inner.items[0].entries["n"]) == "2"


def test_a_dynamic_block_over_the_unknown_leaves_its_type_open() -> None:
    found = rules('rule { id = "x" }\ndynamic "rule" {\n  for_each = var.u\n  content {}\n}')
    assert isinstance(found, Sequence) and len(found.items) == 1
    assert found.open is not None and found.open.name == "var.u"


def test_a_dynamic_block_over_a_condition_is_one_of_several() -> None:
    found = rules('dynamic "rule" {\n  for_each = var.u == "x" ? [1] : []\n  content {}\n}')
    assert isinstance(found, OneOf)
    sizes = sorted(len(c.value.items) for c in found.choices if isinstance(c.value, Sequence))
    assert sizes == [0, 1]


def test_dynamic_blocks_within_each_other_are_a_limit() -> None:
    code = 'dynamic "a" {\n for_each = range(900)\n content {\n' * 4 + "}\n}\n" * 4
    configuration = load(f'resource "aws_s3_bucket" "b" {{\n{code}\n}}')
    assert codes(configuration) == ["S3L905"]


# references


def test_a_configured_attribute_is_known_and_still_the_resources() -> None:
    code = 'resource "aws_s3_bucket" "a" { bucket = "n" }\nresource "aws_s3_bucket_acl" "b" {\n  bucket = %s\n}'
    for reference in ("aws_s3_bucket.a.id", "aws_s3_bucket.a.bucket", "local.b.id", "one([aws_s3_bucket.a]).bucket"):
        configuration = load(code % reference + "\nlocals {\n  b = aws_s3_bucket.a\n}")
        value = attribute(configuration, "aws_s3_bucket_acl.b", "bucket")
        assert isinstance(value, Scalar) and value.data == "n"
        assert value.identity and value.identity.address == "aws_s3_bucket.a"


def test_a_computed_attribute_is_unknown_and_recognisable() -> None:
    code = 'resource "aws_s3_bucket" "a" {}\nresource "aws_s3_bucket_acl" "b" { bucket = aws_s3_bucket.a.id }'
    value = attribute(load(code), "aws_s3_bucket_acl.b", "bucket")
    assert isinstance(value, Unknown) and value.reason.kind == "after-apply"
    assert value.identity and (value.identity.address, value.identity.attribute) == ("aws_s3_bucket.a", "id")


def test_a_companion_hands_on_the_buckets_name() -> None:
    code = """
resource "aws_s3_bucket" "a" {}
resource "aws_s3_bucket_policy" "p" { bucket = aws_s3_bucket.a.id }
resource "aws_s3_bucket_acl" "b" { bucket = aws_s3_bucket_policy.p.id }
"""
    value = attribute(load(code), "aws_s3_bucket_acl.b", "bucket")
    assert isinstance(value, Unknown) and value.identity and value.identity.address == "aws_s3_bucket.a"


def test_values_that_need_themselves_are_errors() -> None:
    code = 'locals {\n  a = local.b\n  b = local.a\n}\nresource "aws_s3_bucket" "a" { bucket = local.a }'
    value = attribute(load(code), "aws_s3_bucket.a", "bucket")
    assert isinstance(value, Unknown) and value.reason.kind == "error"


def test_the_workspace_is_unknown_unless_given() -> None:
    code = 'resource "aws_s3_bucket" "a" { bucket = terraform.workspace }'
    assert isinstance(attribute(load(code), "aws_s3_bucket.a", "bucket"), Unknown)
    assert text(load(code, workspace="prod"), "aws_s3_bucket.a", "bucket") == "prod"


# providers


def test_the_provider_of_a_resource_follows_the_calls() -> None:
    files = {
        "main.tf": """
provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["111122223333"]
}
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}
resource "aws_s3_bucket" "a" { provider = aws.west }
module "m" {
  source    = "./m"
  providers = { aws = aws.west, aws.other = aws }
}
data "aws_caller_identity" "me" {}
resource "aws_s3_bucket" "b" { bucket = "b-${data.aws_caller_identity.me.account_id}" }
""",
        "m/main.tf": 'resource "aws_s3_bucket" "c" {}\nresource "aws_s3_bucket" "d" { provider = aws.other }',
    }
    configuration = load(files)
    providers = {r.address: r.provider for r in configuration.resources}
    assert providers["aws_s3_bucket.a"] == "aws.west"
    assert providers["aws_s3_bucket.b"] == "aws"
    assert providers["module.m.aws_s3_bucket.c"] == "aws.west"
    assert providers["module.m.aws_s3_bucket.d"] == "aws"
    where = Whereabouts(configuration, None)
    made = {r.address: (where.account(r).text, where.region(r).text) for r in configuration.resources}
    assert made["aws_s3_bucket.b"] == made["module.m.aws_s3_bucket.d"] == ("111122223333", "eu-west-1")
    assert made["aws_s3_bucket.a"] == made["module.m.aws_s3_bucket.c"] == ("111122223333", "us-west-2")
    assert text(configuration, "aws_s3_bucket.b", "bucket") == "b-111122223333"


def test_prevent_destroy_is_beside_the_body() -> None:
    configuration = load('resource "aws_s3_bucket" "a" {\n  lifecycle {\n    prevent_destroy = true\n  }\n}')
    found = resource(configuration, "aws_s3_bucket.a")
    assert text_of(found.attributes["prevent_destroy"]) == "true"
    assert found.body.entries == {}


def test_other_resources_are_neither_parsed_nor_listed() -> None:
    configuration = load('resource "aws_instance" "a" {\n  ami = = broken\n}\nresource "aws_s3_bucket" "b" {}')
    assert addresses(configuration) == ["aws_s3_bucket.b"]
    assert configuration.diagnostics == []


def test_a_file_that_is_missing_is_said_once() -> None:
    code = """
locals { settings = jsondecode(file("settings.json")) }
resource "aws_s3_bucket" "a" { bucket = local.settings.name }
resource "aws_s3_bucket" "b" {
  for_each = local.settings.buckets
  bucket   = each.key
}
resource "aws_s3_bucket_policy" "a" {
  bucket = aws_s3_bucket.a.id
  policy = templatefile("policy.json", { id = aws_s3_bucket.a.id })
}
resource "aws_s3_object" "a" {
  bucket = aws_s3_bucket.a.id
  etag   = filemd5("built.zip")
}
resource "aws_s3_bucket" "c" { bucket = fileexists("name.txt") ? file("name.txt") : "acme-data" }
"""
    configuration = load(code)
    assert [(d.code, d.message.split(":")[0]) for d in configuration.diagnostics] == [
        ("S3L901", "the file settings.json does not exist"),
        ("S3L901", "the file policy.json does not exist"),
    ]
    assert [d.location.line for d in configuration.diagnostics] == [2, 10]


@pytest.mark.parametrize("count", ["1e300", "1e5000", "1.5", "-1", "1e-300", "9999999999"])
def test_no_count_is_more_than_a_diagnostic(count: str) -> None:
    found = load(f'resource "aws_s3_bucket" "a" {{\n  count = {count}\n}}\n')
    assert [d.code for d in found.diagnostics] in (["S3L901"], ["S3L905"])


def test_a_resource_that_is_repeated_over_itself_ends() -> None:
    text = """
    resource "aws_s3_bucket" "a" { for_each = aws_s3_bucket.b }
    resource "aws_s3_bucket" "b" { for_each = aws_s3_bucket.a }
    resource "aws_s3_bucket" "c" { for_each = aws_s3_bucket.c }
    """
    found = load(text)
    assert {resource.name for resource in found.resources} == {"a", "b", "c"}
    assert all(resource.exists.is_unknown for resource in found.resources)
