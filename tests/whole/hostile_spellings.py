"""Files whose bucket hides behind how it is spelled, encoded, named or written twice: name -> file and its bytes."""

from __future__ import annotations

import codecs

HCL = 'resource "aws_s3_bucket" "evil" {\n  bucket = "evil-bucket-name"\n}\n'
HCL_JSON = '{"resource": {"aws_s3_bucket": {"evil": {"bucket": "evil-bucket"}}}}'
YAML = "Resources:\n  Evil:\n    Type: AWS::S3::Bucket\n"
JSON = '{"Resources": {"Evil": {"Type": "AWS::S3::Bucket"}}}'
SERVICE = "service: x\nprovider: {name: aws}\nresources:\n  " + YAML.replace("\n", "\n  ") + "\n"
PLAN = (
    '{"format_version": "1.2", "planned_values": {}, "resource_changes": [{"address": "aws_s3_bucket.evil", '
    '"mode": "managed", "type": "aws_s3_bucket", "name": "evil", "change": {"actions": ["create"], '
    '"after": {"bucket": "evil-bucket"}, "after_unknown": {}}}]}'
)
HALF = r"\ud800"  # of a surrogate pair
WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-16", "utf-32")

Files = dict[str, tuple[str, str | bytes]]

JUDGED: Files = {
    # encodings
    **{f"yaml-{e}": ("t.yaml", YAML.encode(e)) for e in WIDE},
    **{f"json-{e}": ("t.json", JSON.encode(e)) for e in WIDE},
    **{f"plan-{e}": ("p.json", PLAN.encode(e)) for e in WIDE},
    **{f"service-{e}": ("serverless.yml", SERVICE.encode(e)) for e in WIDE},
    "yaml-utf-32-with-mark": ("t.yaml", codecs.BOM_UTF32_BE + YAML.encode("utf-32-be")),
    "yaml-two-marks": ("t.yaml", "\ufeff\ufeff" + YAML),
    "hcl-mark": ("m.tf", "\ufeff" + HCL),
    "yaml-latin-1": ("t.yaml", b"# \xe9\n" + YAML.encode()),
    "yaml-zero-in-comment": ("t.yaml", "# \0\n" + YAML),
    # line ends
    "yaml-cr": ("t.yaml", YAML.replace("\n", "\r")),
    "yaml-nel": ("t.yaml", YAML.replace("\n", "\u0085")),
    "yaml-line-separator": ("t.yaml", YAML.replace("\n", "\u2028")),
    "yaml-comment-ends-with-cr": ("t.yaml", "# x\r" + YAML),
    "hcl-crlf": ("m.tf", HCL.replace("\n", "\r\n")),
    # HCL
    "hcl-long-escape": ("m.tf", HCL.replace("aws_s3", r"\U00000061ws_s3")),
    "hcl-every-letter-escaped": (
        "m.tf",
        HCL.replace("aws_s3_bucket", "".join(f"\\u{ord(c):04x}" for c in "aws_s3_bucket")),
    ),
    "hcl-bare-labels": ("m.tf", "resource aws_s3_bucket evil {\n}\n"),
    "hcl-no-blanks": ("m.tf", 'resource"aws_s3_bucket""evil"{}\n'),
    "hcl-comments-between": ("m.tf", 'resource/*x*/"aws_s3_bucket"/*{*/"evil"/*}*/{/*x*/}\n'),
    "hcl-comment-in-comment": ("m.tf", '/* /* */ resource "aws_s3_bucket" "evil" {}\n'),
    "hcl-brace-in-sequence": ("m.tf", 'locals {\n  a = "${ "}" }"\n}\n' + HCL),
    "hcl-comment-in-sequence": ("m.tf", 'locals {\n  a = "${ /* } */ 1 }"\n}\n' + HCL),
    "hcl-escaped-sequence": ("m.tf", 'locals {\n  a = "$$${"x"}"\n}\n' + HCL),
    "hcl-heredoc-in-heredoc": ("m.tf", "locals {\n  a = <<EOT\n${<<EOU\nEOT\nEOU\n}\nEOT\n}\n" + HCL),
    "hcl-heredoc-of-letters": ("m.tf", "locals {\n  a = <<ÉÖ\nx\nÉÖ\n}\n" + HCL),
    "hcl-heredoc-in-list": ("m.tf", "locals {\n  a = [<<EOT\nx\nEOT\n  , 1]\n}\n" + HCL),
    "hcl-heredoc-escapes": ("m.tf", "locals {\n  a = <<EOT\n$${ %%{ \n$\nEOT\n}\n" + HCL),
    "hcl-decomposed-name": ("m.tf", "resource aws_s3_bucket e\u0301vil {\n}\n"),
    # HCL in JSON
    "hcl-json-escaped-word": ("m.tf.json", HCL_JSON.replace("resource", r"\u0072esource")),
    "hcl-json-arrays": ("m.tf.json", '[{"resource":[{"aws_s3_bucket":[{"evil":[{"bucket":"x"}]}]}]}]'),
    "hcl-json-twice": ("m.tf.json", '{"resource":{"aws_s3_bucket":{"evil":{}}},"resource":{"null_resource":{"x":{}}}}'),
    # YAML
    "yaml-complex-keys": ("t.yaml", "? Resources\n: ? Evil\n  : ? Type\n    : AWS::S3::Bucket\n"),
    "yaml-tagged-key": ("t.yaml", "!<tag:yaml.org,2002:str> Resources:\n  Evil:\n    Type: !!str AWS::S3::Bucket\n"),
    "yaml-alias-of-all": ("t.yaml", "M: &r\n  Evil: {Type: AWS::S3::Bucket}\nResources: *r\n"),
    "yaml-merged-root": ("t.yaml", "M: &m {Resources: {Evil: {Type: AWS::S3::Bucket}}}\n<<: *m\n"),
    "yaml-merged-type": ("t.yaml", "M: &m {Type: AWS::S3::Bucket}\nResources:\n  Evil: {!!merge <<: [*m]}\n"),
    "yaml-anchor-set-again": (
        "t.yaml",
        "A: &a {Type: AWS::SNS::Topic}\nB: &a {Type: AWS::S3::Bucket}\nResources: {Evil: *a}\n",
    ),
    "yaml-second-document": ("t.yaml", "a: 1\n---\n" + YAML),
    "yaml-directive": (
        "t.yaml",
        "%TAG !x! tag:yaml.org,2002:\n---\nResources:\n  Evil:\n    Type: !x!str AWS::S3::Bucket\n",
    ),
    "yaml-literal-type": ("t.yaml", "Resources:\n  Evil:\n    Type: |-\n      AWS::S3::Bucket\n"),
    "yaml-flow-comment": ("t.yaml", "{ # x\nResources: { # }\nEvil: {Type: AWS::S3::Bucket}}}\n"),
    "yaml-number-as-name": ("t.yaml", "Resources:\n  123:\n    Type: AWS::S3::Bucket\n"),
    "yaml-twice": ("t.yaml", YAML + "Resources:\n  Other:\n    Type: AWS::SNS::Topic\n"),
    # JSON
    "json-comments": ("t.json", "// x\n" + JSON),
    "json-single-quotes": ("t.json", JSON.replace('"', "'")),
    "json-many-blanks": ("t.json", " " * 20_000 + JSON),
    "json-number-of-5000-digits": ("t.json", JSON[:-1] + ', "A": ' + "9" * 5000 + "}"),
    "plan-escaped-keys": (
        "p.json",
        PLAN.replace("planned_values", r"planned\u005fvalues").replace("format_", r"format\u005f"),
    ),
    # services
    "service-quoted": ("serverless.yml", SERVICE.replace("service:", '"service":').replace("provider:", "'provider':")),
    "service-mark": ("serverless.yml", "\ufeff" + SERVICE),
    "service-flow": ("serverless.yml", SERVICE.replace("service: x", "service: {name: x}")),
    "service-complex-key": ("serverless.yml", SERVICE.replace("service: x", "? service\n: x")),
    "service-escape": ("serverless.yml", SERVICE.replace("service: x", '"serv\\x69ce": x')),
    "service-anchor": ("serverless.yml", SERVICE.replace("service: x", "&a service: x")),
    "service-cr": ("serverless.yml", SERVICE.replace("\n", "\r")),
    "service-comment": ("serverless.yml", SERVICE.replace("service: x", "service: # c\n  name: x")),
    # half of a surrogate pair, where any text may stand
    "half-name": ("t.json", JSON.replace("Evil", f"Evil{HALF}")),
    "half-hcl-name": ("m.tf.json", HCL_JSON.replace('"evil"', f'"ev{HALF}il"')),
    "half-plan": ("p.json", PLAN.replace("evil-bucket", f"evil{HALF}")),
    "half-stack": (
        "t.json",
        JSON[:-2] + f', "N": {{"Type": "AWS::CloudFormation::Stack", "Properties": {{"TemplateURL": "a{HALF}"}}}}}}}}',
    ),
    "half-file": ("m.tf.json", HCL_JSON.replace('"evil-bucket"', f'"${{file(\\"x{HALF}\\")}}"')),
    "half-reference": (
        "t.json",
        f'{{"Conditions": {{"C{HALF}": {{"Fn::Equals": ["a", {{"Ref": "X{HALF}"}}]}}}}, "Resources": {{"Evil": '
        f'{{"Condition": "C{HALF}", "Type": "AWS::S3::Bucket", '
        f'"Properties": {{"BucketName": {{"Ref": "a{HALF}"}}}}}}}}}}',
    ),
    # names of files
    "name-backslash": ("b\\s.tf", HCL),
    "name-tilde": ("~m.tf", HCL),
    "name-newline": ("m\n.tf", HCL),
    "name-option": ("--help.tf", HCL),
    "name-command": ("::error::x.tf", HCL),
    # what asks for much work for its size
    "service-nested-variables": (
        "serverless.yml",
        SERVICE.replace(
            "Bucket\n", "Bucket\n      Properties: {BucketName: '" + "${self:custom." * 300 + "a" + "}" * 300 + "'}\n"
        ),
    ),
    "json-100000-keys-written-twice": ("t.json", JSON[:-3] + ', "Properties": {' + '"a": 1, ' * 100_000 + '"a": 2}}}}'),
    "parameter-that-is-refused": (
        "t.yaml",
        "Parameters: {P: {Type: String, AllowedValues: [a, b]}}\nConditions: {C: !Equals [!Ref P, a]}\n"
        + YAML
        + "    Condition: C\n",
    ),
}

BESIDE = {"parameter-that-is-refused": ("prod.json", '[{"ParameterKey": "P", "ParameterValue": "c"}]')}

VERSION = "AWSTemplateFormatVersion: '2010-09-09'\n"
TEMPLATE = VERSION + "Resources:\n  Ok:\n    Type: AWS::S3::Bucket\n"

SAID: Files = {
    **{f"hcl-{e}": ("m.tf", HCL.encode(e)) for e in WIDE},
    "hcl-latin-1-name": ("m.tf", HCL.replace('"evil"', '"\xe9vil"').encode("latin-1")),
    "hcl-escape-that-is-none": ("m.tf", HCL.replace("aws_s3", r"\x61ws_s3")),
    "hcl-octal-escape": ("m.tf", HCL.replace("aws_s3", r"\141ws_s3")),
    "hcl-label-on-next-line": ("m.tf", 'resource\n"aws_s3_bucket" "evil" {\n}\n'),
    "hcl-other-letters": ("m.tf", HCL.replace("resource", "resour\u0441e")),
    "hcl-json-trailing": ("m.tf.json", HCL_JSON + " garbage"),
    "hcl-json-comment": ("m.tf.json", "// x\n" + HCL_JSON),
    "yaml-tabs": ("t.yaml", YAML.replace("  ", "\t")),
    "type-twice": ("t.yaml", TEMPLATE + "  Evil:\n    Type: AWS::S3::Bucket\n    Type: AWS::SNS::Topic\n"),
    "resource-twice": ("t.yaml", TEMPLATE + "  Evil:\n    Type: AWS::S3::Bucket\n  Evil:\n    Type: AWS::SNS::Topic\n"),
    "type-in-small-letters": ("t.yaml", TEMPLATE + "  Evil:\n    Type: aws::s3::bucket\n"),
    "type-as-function": ("t.yaml", TEMPLATE + "  Evil:\n    Type: !Sub AWS::S3::Bucket\n"),
    "type-as-bytes": ("t.yaml", TEMPLATE + "  Evil:\n    Type: !!binary QVdTOjpTMzo6QnVja2V0\n"),
    "resources-as-list": ("t.yaml", VERSION + "Resources:\n  - Evil: {Type: AWS::S3::Bucket}\n"),
    "resources-as-pairs": ("t.yaml", VERSION + "Resources: !!omap\n  - Evil: {Type: AWS::S3::Bucket}\n"),
    "resources-with-a-tag": ("t.yaml", VERSION + "Resources: !Foo\n  Evil: {Type: AWS::S3::Bucket}\n"),
    "plan-with-changes-twice": ("p.json", PLAN[:-1] + ', "resource_changes": []}'),
    "plan-cut-off": ("p.json", PLAN[:-20]),
}  # fmt: skip
