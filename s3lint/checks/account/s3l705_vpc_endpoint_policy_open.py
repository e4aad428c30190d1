"""A VPC endpoint for S3 allows everything.

Without its own policy, an endpoint for S3 forwards any request to any bucket of any account, including a request that
copies data to an attacker's bucket with an attacker's keys. A policy that names accounts, organizations, access points
or buckets closes that exit.

Undecided when the policy is unknown, or whether the endpoint is one for S3.

```terraform bad
resource "aws_vpc_endpoint" "s3" { # finding
  vpc_id       = "vpc-0a1b2c3d"
  service_name = "com.amazonaws.eu-west-1.s3"
}
```
```terraform good
resource "aws_vpc_endpoint" "s3" {
  vpc_id       = "vpc-0a1b2c3d"
  service_name = "com.amazonaws.eu-west-1.s3"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:*"
      Resource  = "*"
      Condition = { StringEquals = { "aws:ResourceOrgID" = "o-a1b2c3d4e5" } }
    }]
  })
}
```
```terraform unknown
variable "policy" {}
resource "aws_vpc_endpoint" "s3" {
  vpc_id       = "vpc-0a1b2c3d"
  service_name = "com.amazonaws.eu-west-1.s3"
  policy       = var.policy # unknown
}
```
```cloudformation bad
Resources:
  Endpoint: # finding
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: vpc-0a1b2c3d
      ServiceName: !Sub com.amazonaws.${AWS::Region}.s3
```
```cloudformation good
Resources:
  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: vpc-0a1b2c3d
      ServiceName: !Sub com.amazonaws.${AWS::Region}.s3
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: "*"
            Action: "s3:GetObject"
            Resource: "arn:aws:s3:::acme-data/*"
```
```cloudformation unknown
Parameters:
  Policy:
    Type: String
Resources:
  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: vpc-0a1b2c3d
      ServiceName: !Sub "com.amazonaws.${AWS::Region}.s3"
      PolicyDocument: !Ref Policy # unknown
```
"""

from __future__ import annotations

from s3lint.aws.kinds import VpcEndpoint
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph import Graph
from s3lint.graph.view import View, views
from s3lint.questions.vpc_endpoints import for_s3, is_open


def s3_endpoints(graph: Graph) -> list[View[VpcEndpoint]]:
    """The endpoints whose service is S3, or may be."""
    return [view for view in views(graph, VpcEndpoint) if not for_s3(view.node).is_no]


def judge(endpoint: View[VpcEndpoint]) -> Verdict:
    """Fails without a policy, and with one that allows everything everywhere."""
    service, opened = for_s3(endpoint.node), is_open(endpoint)
    return Verdict.forbid(
        opened if service.is_yes else opened & service,
        fail="the S3 endpoint allows every request to every bucket",
        undecided="cannot decide whether the S3 endpoint allows every request to every bucket",
    )


CHECK = Check(
    code="S3L705",
    name="vpc-endpoint-policy-open",
    severity=Severity.MEDIUM,
    profile=Profile.STRICT,
    subjects=s3_endpoints,
    judge=judge,
    edit="none: whom the endpoint serves is a decision",
    fix="attach an endpoint policy that names the organization, accounts or buckets it serves",
    terraform='policy with Condition = { StringEquals = { "aws:ResourceOrgID" = "o-a1b2c3d4e5" } }',
    cloudformation='PolicyDocument with Condition: {StringEquals: {"aws:ResourceOrgID": o-a1b2c3d4e5}}',
    doc=__doc__,
    aliases=("VPC_ENDPOINT_DEFAULT_POLICY", "vpc_endpoint_connections_trust_boundaries"),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html",),
)
