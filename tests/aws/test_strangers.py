"""Types that others than AWS have registered with CloudFormation: named as not judged, and never a reason to pass."""

from __future__ import annotations

import pytest

from tests.support.verdicts import by_resource, report

SITE = """
Resources:
  Block:
    Type: {type}
    Properties: {{BlockPublicAcls: {on}, IgnorePublicAcls: {on}, BlockPublicPolicy: {on}, RestrictPublicBuckets: {on}}}
  Site:
    Type: AWS::S3::Bucket
    Properties:
      PublicAccessBlockConfiguration: {{BlockPublicPolicy: false, RestrictPublicBuckets: false}}
  SitePolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Site
      PolicyDocument:
        Statement: [{{Effect: Allow, Principal: "*", Action: "s3:GetObject", Resource: !Sub "${{Site.Arn}}/*"}}]
"""


@pytest.mark.parametrize(
    ("type_", "on", "verdict", "said"),
    [
        ("Community::S3::PublicAccessBlock", "true", "unknown", True),
        ("Community::S3::PublicAccessBlock", "false", "fail", True),
        ("Acme::S3::Guard", "true", "fail", True),
        ("Acme::EC2::PublicAccessBlock", "true", "fail", False),
        ("Custom::S3::PublicAccessBlock", "true", "fail", False),
    ],
)
def test_a_block_of_a_strangers_type(type_: str, on: str, verdict: str, said: bool) -> None:
    found = report({"template.yaml": SITE.format(type=type_, on=on)}, "S3L101")
    assert by_resource(found.findings)["S3L101", "Site"] == verdict
    assert [d.code for d in found.diagnostics] == (["S3L907"] if said else [])
