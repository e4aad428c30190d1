"""Hostile inputs that are made, not kept: too large, too deep, or with names and links that no checkout likes."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

Build = Callable[[Path], None]


class Hostile(NamedTuple):
    """A kind of hostile input: what makes it in a folder, and what s3lint must say of it."""

    build: Build
    status: int = 1  # the good files beside it have findings; 3: some input was lost
    codes: frozenset[str] = frozenset()  # diagnostics that are due, among others


CASES: dict[str, Hostile] = {}

BUCKET = "  B:\n    Type: AWS::S3::Bucket\n"


def hostile(status: int = 1, *codes: str) -> Callable[[Build], Build]:
    """Enter a builder in CASES under its name."""

    def enter(build: Build) -> Build:
        CASES[build.__name__.replace("_", "-")] = Hostile(build, status, frozenset(codes))
        return build

    return enter


def texts(status: int, code: str, cases: dict[str, tuple[str, str | bytes]]) -> None:
    """Enter cases that are one file each: name -> file, text."""
    for name, (file, text) in cases.items():

        def build(folder: Path, file: str = file, text: str | bytes = text) -> None:
            (folder / file).write_bytes(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text)

        CASES[name] = Hostile(build, status, frozenset([code] if code else []))


def bucket(expression: str) -> str:
    """A bucket whose name is an expression."""
    return f'resource "aws_s3_bucket" "evil" {{\n  bucket = {expression}\n}}\n'


def attached(policy: str) -> str:
    """A policy of that bucket."""
    head = 'resource "aws_s3_bucket_policy" "evil" {\n  bucket = aws_s3_bucket.evil.id\n'
    return f"{head}  policy = <<EOT\n{policy}\nEOT\n}}\n"


def template(value: str) -> str:
    """A template with a bucket whose name is a YAML value."""
    return f"Resources:\n  Evil:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: {value}\n"


def plan(resources: Any, **more: Any) -> str:
    """A plan with these resource changes."""
    return json.dumps({"format_version": "1.2", "planned_values": {}, "resource_changes": resources, **more})


DEEP = 100_000

texts(
    3,
    "S3L905",
    {
        "deep-parentheses": ("evil.tf", bucket("(" * DEEP + "1" + ")" * DEEP)),
        "deep-lists": ("evil.tf", bucket("[" * DEEP + "]" * DEEP)),
        "deep-objects": ("evil.tf", bucket("{ a = " * DEEP + "1" + " }" * DEEP)),
        "deep-calls": ("evil.tf", bucket("lower(" * DEEP + '"x"' + ")" * DEEP)),
        "deep-templates": ("evil.tf", bucket('"${' * DEEP + "1" + '}"' * DEEP)),
        "deep-blocks": ("evil.tf", 'resource "aws_s3_bucket" "evil" {\n' + "a {\n" * DEEP + "}\n" * DEEP + "}\n"),
        "deep-conditionals": ("evil.tf", bucket("true ? 1 : " * DEEP + "1")),
        "deep-unary": ("evil.tf", bucket("!" * DEEP + "true")),
        "deep-loops": ("evil.tf", bucket("[for a in " * DEEP + "b" + " : a]" * DEEP)),
        "deep-index": ("evil.tf", bucket("a[" * DEEP + "0" + "]" * DEEP)),
        "deep-directives": ("evil.tf", bucket('"' + "%{ if true }" * DEEP + "%{ endif }" * DEEP + '"')),
        "deep-terraform-json": ("evil.tf.json", '{"locals": {"a": ' + "[" * DEEP + "]" * DEEP + "}}"),
        "deep-json": (
            "evil.json",
            '{"Resources": {"A": {"Type": "AWS::S3::Bucket", "X": ' + "[" * DEEP + "]" * DEEP + "}}}",
        ),
    },
)
texts(
    3,
    "S3L901",
    {
        "deep-yaml-flow": ("evil.yaml", template("[" * DEEP + "]" * DEEP)),
        "deep-yaml-block": (
            "evil.yaml",
            template("x\n      X:\n" + "".join(" " * (7 + n) + "a:\n" for n in range(3000))),
        ),
        "deep-yaml-tags": ("evil.yaml", template("!Sub " * 3 + "[!Join " * 5000 + "]" * 5000)),
    },
)
texts(
    1,
    "",
    {
        "long-access": ("evil.tf", bucket("local.a" + ".a" * DEEP)),
        "long-sum": ("evil.tf", bucket("1" + " + 1" * DEEP)),
        "long-and": ("evil.tf", bucket("true" + " && true" * DEEP)),
        "many-blocks": ("evil.tf", 'variable "a" {}\n' * 50_000),
        "long-list": ("evil.tf", bucket("[" + "1," * DEEP + "]")),
        "long-string": ("evil.tf", bucket('"' + "a" * 5_000_000 + '"')),
        "long-heredoc": ("evil.tf", bucket("<<EOT\n" + "a b\n" * 1_000_000 + "EOT")),
        "long-name": ("evil.tf", f'resource "aws_s3_bucket" "{"a" * 1_000_000}" {{}}\n'),
        "many-locals": (
            "evil.tf",
            "locals {\n"
            + "".join(f"a{n} = local.a{n + 1}\n" for n in range(20_000))
            + "a20000 = 1\n}\n"
            + bucket("local.a0"),
        ),
    },
)

# too large: more than any tool of AWS or HashiCorp takes
BIG = 50 << 20


@hostile(3, "S3L901")
def large_hcl(folder: Path) -> None:
    (folder / "evil.tf").write_bytes(b"# " + b"x" * BIG)


@hostile(3, "S3L905")
def large_template(folder: Path) -> None:
    (folder / "evil.yaml").write_bytes(template("x").encode() + b"# " + b"x" * BIG)


@hostile(3, "S3L905")
def large_json_template(folder: Path) -> None:
    (folder / "evil.json").write_bytes(
        b'{"Resources": {"A": {"Type": "AWS::S3::Bucket", "X": [' + b"1," * (BIG // 2) + b"1]}}}"
    )


@hostile()
def large_other_file(folder: Path) -> None:
    (folder / "evil.json").write_bytes(b"[" + b"1," * (BIG // 2) + b"1]")


@hostile()
def large_plan(folder: Path) -> None:
    text = plan([], filler=[0] * 10)
    (folder / "evil.json").write_bytes(text[:-2].encode() + b",0" * (BIG // 2) + b"]}")


@hostile(3, "S3L901")
def large_values(folder: Path) -> None:
    (folder / "terraform.tfvars").write_bytes(b'a = "' + b"x" * BIG + b'"\n')


@hostile(3, "S3L905")
def many_conditions(folder: Path) -> None:
    lines = ["Parameters:", *(f"  P{n}: {{Type: String}}" for n in range(200)), "Conditions:"]
    lines += [
        f"  C{n}: !And [!Equals [!Ref P{n % 200}, a], {{Condition: C{n - 1}}}]" if n else "  C0: !Equals [!Ref P0, b]"
        for n in range(10_000)
    ]
    lines += ["Resources:"]
    lines += [f"  B{n}:\n    Type: AWS::S3::Bucket\n    Condition: C{n * 1000}" for n in range(10)]
    (folder / "evil.yaml").write_text("\n".join(lines))


@hostile()
def many_open_conditions(folder: Path) -> None:
    """Every combination of answers is possible: 2^60."""
    lines = ["Parameters:", *(f"  P{n}: {{Type: String}}" for n in range(60)), "Conditions:"]
    lines += [f"  C{n}: !Equals [!Ref P{n}, a]" for n in range(60)]
    joined = ", ".join(f"!If [C{n}, a, b]" for n in range(60))
    lines += [
        "Resources:",
        "  B:",
        "    Type: AWS::S3::Bucket",
        "    Properties:",
        f'      BucketName: !Join ["", [{joined}]]',
    ]
    (folder / "evil.yaml").write_text("\n".join(lines))


@hostile(3, "S3L905")
def many_statements(folder: Path) -> None:
    statement = {"Effect": "Allow", "Principal": "*", "Action": ["s3:Get*"] * 50, "Resource": "arn:aws:s3:::x/*"}
    statements = [
        {**statement, "Sid": f"S{n}", "Condition": {"StringLike": {"aws:PrincipalArn": f"a*{n}*b*"}}}
        for n in range(1000)
    ]
    policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
    text = 'resource "aws_s3_bucket" "evil" {\n bucket = "x"\n}\n'
    text += attached(policy)
    (folder / "evil.tf").write_text(text)


@hostile()
def many_wildcards(folder: Path) -> None:
    """Patterns whose intersection a backtracking matcher would not finish."""
    star = "a*" * 2000
    statement = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:" + "*e" * 1000,
        "Resource": f"arn:aws:s3:::{star}/*",
    }
    deny = {**statement, "Effect": "Deny", "Resource": f"arn:aws:s3:::{'*a' * 2000}b/*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement, deny]})
    text = attached(policy)
    (folder / "evil.tf").write_text(text + bucket('"' + "a" * 60 + '"'))


@hostile()
def patterns_that_backtrack(folder: Path) -> None:
    expressions = ['regex("(a+)+$", "{0}")', 'replace("{0}", "/(a|a)*$/", "x")', 'regexall("(.*)*(.*)*x", "{0}")']
    body = "".join(
        bucket(e.replace("{0}", "a" * 5000 + "!")).replace("evil", f"evil{n}") for n, e in enumerate(expressions)
    )
    (folder / "evil.tf").write_text(body)
    (folder / "evil.yaml").write_text(
        f'Parameters: {{P: {{Type: String, AllowedPattern: "(a+)+$", Default: "{"a" * 5000}!"}}}}\n'
        + template("!Ref P")
    )
    (folder / ".gitignore").write_text("*a" * 40 + "b\n" + "**/a" * 40 + "/b\n")
    (folder / ("a" * 200)).write_text("")


@hostile(3, "S3L907")
def a_plan_that_lies(folder: Path) -> None:
    for n, odd in enumerate([None, True, 7, -1.5e300, "x", [], {}, [[]], [{}], {"a": None}, [None], "\ud800"]):
        base = {
            "address": "aws_s3_bucket.a",
            "mode": "managed",
            "type": "aws_s3_bucket",
            "name": "a",
            "change": {"actions": ["create"], "after": {"bucket": "a"}, "after_unknown": {}},
        }
        resources: list[Any] = [{**base, key: odd} for key in base] + [odd]
        resources += [
            {**base, "change": {**base["change"], key: odd}}
            for key in ("actions", "after", "after_unknown", "before", "after_sensitive")
        ]
        extra = dict.fromkeys(("configuration", "variables", "prior_state", "errored", "relevant_attributes"), odd)
        (folder / f"evil{n}.json").write_text(plan(resources, **extra))
        (folder / f"whole{n}.json").write_text(
            plan(odd, configuration={"root_module": {"resources": odd, "module_calls": odd}, "provider_config": odd})
        )


@hostile()
def names_that_speak_to_terminals(folder: Path) -> None:
    for n, name in enumerate(
        ["\x1b[2Jx.tf", "\n::error::x.tf", "<script>x.tf", "‮x.tf", "x\r.tf", "'`|$(x).tf", "%0A.tf"]
    ):
        (folder / name).write_text(bucket('"\x1b]0;owned\x07"').replace("evil", f"evil{n}"))
    os.mkdir(os.fsencode(folder) + b"/\xff\xfe")
    with open(os.fsencode(folder) + b"/\xff\xfe/\xc3\x28.tf", "wb") as file:
        file.write(bucket('"x"').encode())


@hostile(3, "S3L905")
def deep_folders(folder: Path) -> None:
    deep = folder.joinpath(*["d"] * 200)
    deep.mkdir(parents=True)
    (deep / "main.tf").write_text(bucket('"x"'))


@hostile(3, "S3L902")
def links_out(folder: Path) -> None:
    outside = folder.parent / "outside"
    outside.mkdir(exist_ok=True)
    (outside / "secret.tf").write_text(bucket('"SECRET-OUTSIDE"'))
    (outside / "secret.txt").write_text("SECRET-OUTSIDE")
    (folder / "folder").symlink_to(outside)
    (folder / "passwd.yaml").symlink_to("/etc/passwd")
    (folder / "loop").symlink_to("loop")
    (folder / "up").symlink_to("..")
    (folder / "secret.txt").symlink_to(outside / "secret.txt")
    calls = [
        'file("secret.txt")',
        'templatefile("folder/secret.txt", {})',
        'file("/etc/passwd")',
        'file("../outside/secret.txt")',
        'filebase64("/proc/self/environ")',
    ]
    (folder / "evil.tf").write_text("".join(bucket(c).replace("evil", f"evil{n}") for n, c in enumerate(calls)))
    (folder / "child.yaml").symlink_to(outside / "secret.txt")
    (folder / "evil.yaml").write_text(
        "Resources:\n  N:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: child.yaml}\n"
    )


@hostile(3, "S3L901")
def links_out_as_code(folder: Path) -> None:
    outside = folder.parent / "outside"
    outside.mkdir(exist_ok=True)
    (outside / "secret.tf").write_text(bucket('"SECRET-OUTSIDE"'))
    (folder / "evil.tf").symlink_to(outside / "secret.tf")


@hostile(3, "S3L901")
def no_files(folder: Path) -> None:
    """Names of code that are no regular files: none is waited for."""
    os.mkfifo(folder / "pipe.tf")
    os.mkfifo(folder / "pipe.yaml")
    (folder / "null.tf").symlink_to("/dev/zero")
    (folder / "folder.tf").mkdir()


@hostile(3, "S3L901")
def encodings(folder: Path) -> None:
    text = bucket('"x"')
    (folder / "utf16.tf").write_bytes(text.encode("utf-16"))
    (folder / "latin.tf").write_bytes(text.replace("evil", "latin").replace('"x"', '"é"').encode("latin-1"))
    (folder / "nul.tf").write_bytes(text.replace("evil", "nul").replace("x", "x\0").encode())
    (folder / "surrogate.tf").write_bytes(text.replace("evil", "surrogate").replace("x", r"\ud800").encode())
    (folder / "surrogate.tf.json").write_text(r'{"resource": {"aws_s3_bucket": {"\ud800": {"bucket": "\udfff"}}}}')
    (folder / "random.tf").write_bytes(bytes(range(256)) * 40)
    (folder / "utf16.yaml").write_bytes(template("x").encode("utf-16"))
    (folder / "latin.yaml").write_bytes(template("é").encode("latin-1"))
    (folder / "nul.yaml").write_bytes(template("x\0y").encode())
    (folder / "surrogate.json").write_text(
        r'{"Resources": {"\ud800": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "\udc00"}}}}'
    )


@hostile(3, "S3L905")
def modules_that_multiply(folder: Path) -> None:
    """Each level calls the next ten times: 10^12 instances."""
    for level in range(12):
        inner = folder / f"m{level}"
        inner.mkdir()
        calls = (
            "".join(f'module "a{n}" {{\n  source = "../m{level + 1}"\n}}\n' for n in range(10))
            if level < 11
            else bucket('"x"')
        )
        (inner / "main.tf").write_text(calls)
    (folder / "evil.tf").write_text('module "m" {\n  source = "./m0"\n}\n')


@hostile(3, "S3L905")
def stacks_that_multiply(folder: Path) -> None:
    for level in range(12):
        calls = "".join(
            f"  N{n}: {{Type: AWS::CloudFormation::Stack, Properties: {{TemplateURL: s{level + 1}.yaml}}}}\n"
            for n in range(10)
        )
        (folder / f"s{level}.yaml").write_text("Resources:\n" + (calls if level < 11 else BUCKET))


@hostile(2)
def settings_that_lead_out(folder: Path) -> None:
    (folder / "s3lint.toml").write_text('extend = "../../../../../../etc/passwd"\n')


@hostile(2)
def settings_that_are_no_toml(folder: Path) -> None:
    (folder / "s3lint.toml").write_bytes(b"\xff\xfe\x00" * 100)


@hostile(2)
def settings_nested_deeply(folder: Path) -> None:
    (folder / "s3lint.toml").write_text("exclude = " + "[" * DEEP + "]" * DEEP)


@hostile()
def ignore_files_without_end(folder: Path) -> None:
    (folder / ".gitignore").write_text("".join(f"*{n}*?[a-z]**/{n}\n" for n in range(100_000)))


def _names_of_names(count: int, parts: Callable[[int], list[int]]) -> str:
    """A template whose buckets, and the policies beside them, are named by each other."""
    lines = ["Resources:"]
    for n in range(count):
        name = "-".join(f"${{B{other}}}" for other in parts(n))
        lines += [f"  B{n}:", "    Type: AWS::S3::Bucket", "    Properties:", f'      BucketName: !Sub "p{n}-{name}"']
        lines += [f"  P{n}:", "    Type: AWS::S3::BucketPolicy", "    Properties:", f"      Bucket: !Ref B{n}"]
        lines += ["      PolicyDocument:", "        Statement:"]
        arn = f"arn:aws:s3:::${{B{parts(n)[0]}}}"
        lines += [f'          - {{Effect: Allow, Principal: "*", Action: "*", Resource: !Sub "{arn}"}}']
    return "\n".join(lines) + "\n"


@hostile()
def many_names_of_names_in_circles(folder: Path) -> None:
    random = Random(5)
    (folder / "evil.yaml").write_text(_names_of_names(200, lambda n: [random.randrange(200) for _ in range(3)]))


@hostile()
def many_names_that_double(folder: Path) -> None:
    (folder / "evil.yaml").write_text(_names_of_names(60, lambda n: [(n * 3 + 1) % 60, (n * 5 + 2) % 60]))


@hostile()
def many_names_in_a_chain(folder: Path) -> None:
    (folder / "evil.yaml").write_text(_names_of_names(400, lambda n: [min(n + 1, 399)]))


@hostile()
def many_sources_of_logs(folder: Path) -> None:
    """One policy that lists the ARNs of all buckets that log to its bucket."""
    names = [f"b{n}" for n in range(250)]
    text = "".join(
        f'resource "aws_s3_bucket" "{n}" {{\n  bucket = "app-{n}"\n}}\n'
        f'resource "aws_s3_bucket_logging" "{n}" {{\n  bucket = aws_s3_bucket.{n}.id\n'
        f'  target_bucket = aws_s3_bucket.evil.id\n  target_prefix = "x"\n}}\n'
        for n in names
    )
    arns = ", ".join(f'"${{aws_s3_bucket.{n}.arn}}"' for n in names)
    statement = '{"Effect": "Allow", "Principal": {"Service": "logging.s3.amazonaws.com"}, "Action": "s3:PutObject", '
    statement += f'"Resource": "*", "Condition": {{"ArnLike": {{"aws:SourceArn": [{arns}]}}}}}}'
    (folder / "evil.tf").write_text(text + bucket('"logs-of-all"') + attached('{"Statement": [' + statement + "]}"))


@hostile(3, "S3L905")
def many_replacements(folder: Path) -> None:
    text = "ab" * 45_000
    (folder / "evil.tf").write_text(f'locals {{\n  t = "{text}"\n}}\n' + bucket('replace(local.t, "a", local.t)'))


@hostile(3, "S3L905")
def many_locals_that_double(folder: Path) -> None:
    lines = "".join(f'  a{n} = "${{local.a{n + 1}}}${{local.a{n + 1}}}"\n' for n in range(48))
    (folder / "evil.tf").write_text(f"locals {{\n{lines}  a48 = aws_s3_bucket.x.arn\n}}\n" + bucket("local.a0"))


@hostile()
def many_suppressions(folder: Path) -> None:
    comments = "".join(f"# s3lint: ignore[S3L999] reason {n}\n" for n in range(60_000))
    (folder / "evil.tf").write_text(bucket('"x"') + comments)


@hostile()
def many_ignore_files(folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    (folder / ".gitignore").write_text("".join(f"*{n}*x?\n" for n in range(12_000)))
    for n in range(2_000):
        (folder / f"d{n}").mkdir()
        (folder / f"d{n}" / ".gitignore").write_text(f"*{n}*\n!x?{n}\n[a-z]{n}/**/q\n")


for _name in ("long-and", "long-list", "long-sum", "many-locals"):  # read as they are, but too much to evaluate
    CASES[_name] = CASES[_name]._replace(status=3, codes=frozenset(["S3L905"]))
CASES["many-blocks"] = CASES["many-blocks"]._replace(status=3, codes=frozenset(["S3L901"]))  # each after the first
