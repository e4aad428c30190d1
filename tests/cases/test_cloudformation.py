"""CloudFormation templates with the verdicts that are true of the buckets they make."""

# ruff: noqa: E501 (a template on one line is one case)

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3lint import graph
from s3lint.checks import ALL
from s3lint.checks.run import run
from s3lint.graph.context import Context
from s3lint.languages import cloudformation
from s3lint.source import MemoryTree
from s3lint.values import Inputs
from s3lint.values.coverage import covers

BLOCK = """PublicAccessBlockConfiguration:
              {BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true}"""
OPEN = BLOCK.replace("true", "false")
PUBLIC = '{Effect: Allow, Principal: "*", Action: "s3:GetObject", Resource: !Sub "${B.Arn}/*"}'
TLS = (
    '{Effect: Deny, Principal: "*", Action: "s3:*", Resource: [!GetAtt B.Arn, !Sub "${B.Arn}/*"], '
    'Condition: {Bool: {"aws:SecureTransport": "false"}}}'
)


@dataclass(frozen=True)
class Case:
    """A template, what is given for its parameters, and `resource code verdict` of each that is asked."""

    name: str
    template: str
    expected: str
    given: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    diagnostics: str = ""
    path: str = "template.yaml"


def bucket(*properties: str, head: str = "") -> str:
    """One bucket `B` with these properties."""
    lines = "\n            ".join(properties)
    return f"""
      {head}
      Resources:
        B:
          Type: AWS::S3::Bucket
          Properties:
            {lines}
    """


def policy(*statements: str, head: str = "", rest: str = "") -> str:
    """A bucket `B` that nothing blocks, with a policy of these statements."""
    lines = "\n              - ".join(["", *statements])
    return f"""
      {head}
      Resources:
        B:
          Type: AWS::S3::Bucket
          Properties:
            {OPEN}
        P:
          Type: AWS::S3::BucketPolicy
          Properties:
            Bucket: !Ref B
            PolicyDocument:
              Version: "2012-10-17"
              Statement:{lines}
        {rest}
    """


PROD = "Parameters: {Env: {Type: String, Default: dev, AllowedValues: [dev, prod]}}\n      Conditions: {Prod: !Equals [!Ref Env, prod]}"
ASKED = "Parameters: {Env: {Type: String}}\n      Conditions: {Prod: !Equals [!Ref Env, prod]}"
SWITCH = "Parameters: {On: {Type: String, AllowedValues: ['true', 'false']}}"

VALUES = [
    Case("booleans in words", bucket("PublicAccessBlockConfiguration: {BlockPublicAcls: 'TRUE', BlockPublicPolicy: 'True', IgnorePublicAcls: yes, RestrictPublicBuckets: on}"),
         "B S3L102 pass"),
    Case("a key missing", bucket("PublicAccessBlockConfiguration: {BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true}"),
         "B S3L102 fail"),
    Case("an empty block", bucket("PublicAccessBlockConfiguration: {}"), "B S3L102 fail"),
    Case("a flag by parameter", bucket("PublicAccessBlockConfiguration: {BlockPublicAcls: true, BlockPublicPolicy: !Ref On, IgnorePublicAcls: true, RestrictPublicBuckets: true}", head=SWITCH),
         "B S3L102 unknown"),
    Case("a flag by parameter, given", bucket("PublicAccessBlockConfiguration: {BlockPublicAcls: true, BlockPublicPolicy: !Ref On, IgnorePublicAcls: true, RestrictPublicBuckets: true}", head=SWITCH),
         "B S3L102 pass", {"On": "true"}),
    Case("every allowed value is safe", bucket("BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: !Ref A, KMSMasterKeyID: !GetAtt K.Arn}}]}",
         head="Parameters: {A: {Type: String, AllowedValues: ['aws:kms', 'aws:kms:dsse']}}") + "    K: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {}}}\n",
         "B S3L302 pass\nB S3L301 pass"),
    Case("versioning by If", bucket("VersioningConfiguration: {Status: !If [Prod, Enabled, Suspended]}", head=PROD), "B S3L501 fail"),
    Case("versioning by If, prod", bucket("VersioningConfiguration: {Status: !If [Prod, Enabled, Suspended]}", head=PROD), "B S3L501 pass", {"Env": "prod"}),
    Case("versioning by If, asked", bucket("VersioningConfiguration: {Status: !If [Prod, Enabled, Suspended]}", head=ASKED), "B S3L501 unknown"),
    Case("both sides agree", bucket("VersioningConfiguration: !If [Prod, {Status: Enabled}, {Status: Enabled}]", head=ASKED), "B S3L501 pass"),
    Case("property gone", bucket("VersioningConfiguration: !If [Prod, {Status: Enabled}, !Ref AWS::NoValue]", head=ASKED), "B S3L501 unknown"),
    Case("property gone, by default", bucket("VersioningConfiguration: !If [Prod, {Status: Enabled}, !Ref AWS::NoValue]", head=PROD), "B S3L501 fail"),
    Case("all properties by If", """
      Conditions: {Never: !Equals [a, b]}
      Resources:
        B:
          Type: AWS::S3::Bucket
          Properties: !If [Never, {}, {VersioningConfiguration: {Status: Enabled}}]
    """, "B S3L501 pass"),
    Case("a map's value", bucket("VersioningConfiguration: {Status: !FindInMap [M, !Ref Env, V]}",
         head="Parameters: {Env: {Type: String, AllowedValues: [a, b]}}\n      Mappings: {M: {a: {V: Enabled}, b: {V: Enabled}, c: {V: Suspended}}}"), "B S3L501 pass"),
    Case("a map's values differ", bucket("VersioningConfiguration: {Status: !FindInMap [M, !Ref Env, V]}",
         head="Parameters: {Env: {Type: String}}\n      Mappings: {M: {a: {V: Enabled}, b: {V: Suspended}}}"), "B S3L501 unknown"),
    Case("a map by region", bucket("VersioningConfiguration: {Status: !FindInMap [M, !Ref 'AWS::Region', V]}",
         head="Mappings: {M: {us-east-1: {V: Suspended}, eu-west-1: {V: Suspended}}}"), "B S3L501 fail"),
    Case("select and split", bucket('VersioningConfiguration: {Status: !Select [1, !Split [",", "Suspended,Enabled"]]}'), "B S3L501 pass"),
    Case("select by text", bucket('VersioningConfiguration: {Status: !Select ["0", !Ref L]}', head="Parameters: {L: {Type: CommaDelimitedList, Default: 'Suspended,Enabled'}}"), "B S3L501 fail"),
    Case("joined", bucket('VersioningConfiguration: {Status: !Join ["", [En, abled]]}'), "B S3L501 pass"),
    Case("substituted", bucket('VersioningConfiguration: {Status: !Sub ["${X}abled", {X: En}]}'), "B S3L501 pass"),
    Case("from SSM", bucket("VersioningConfiguration: {Status: !Ref S}", head="Parameters: {S: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /s3/status}}"), "B S3L501 unknown"),
    Case("resolved later", bucket("VersioningConfiguration: {Status: '{{resolve:ssm:/s3/status}}'}"), "B S3L501 unknown"),
    Case("imported", bucket("VersioningConfiguration: {Status: !ImportValue status}"), "B S3L501 unknown"),
    Case("condition of conditions", bucket("VersioningConfiguration: {Status: !If [Any, Enabled, Suspended]}",
         head="Parameters: {E: {Type: String, Default: x}}\n      Conditions: {P: !Equals [!Ref E, p], N: !Not [!Condition P], Any: !Or [!Condition P, !Condition N]}"), "B S3L501 pass"),
    Case("excluded middle", bucket("VersioningConfiguration: {Status: !If [Any, Enabled, Suspended]}",
         head="Parameters: {E: {Type: String}}\n      Conditions: {P: !Equals [!Ref E, p], N: !Not [!Condition P], Any: !Or [!Condition P, !Condition N]}"), "B S3L501 pass"),
    Case("contradiction", bucket("VersioningConfiguration: {Status: !If [Both, Enabled, Suspended]}",
         head="Parameters: {E: {Type: String}}\n      Conditions: {P: !Equals [!Ref E, p], Q: !Equals [!Ref E, q], Both: !And [!Condition P, !Condition Q]}"), "B S3L501 fail"),
    Case("a rule leaves one value", bucket("VersioningConfiguration: {Status: !Ref S}",
         head="Parameters: {S: {Type: String}}\n      Rules: {R: {Assertions: [{Assert: !Contains [[Enabled], !Ref S]}]}}"), "B S3L501 pass"),
    Case("a list through If", bucket("LifecycleConfiguration: {Rules: [!If [Prod, {Status: Enabled, ExpirationInDays: 1}, !Ref AWS::NoValue], {Status: Disabled, ExpirationInDays: 2}]}", head=PROD),
         "B S3L505 fail"),
    Case("a duplicate key", bucket("VersioningConfiguration: {Status: Suspended}", "VersioningConfiguration: {Status: Enabled}"), "B S3L501 pass", diagnostics="any"),
    Case("a merge key", """
      Resources:
        A:
          Type: AWS::S3::Bucket
          Properties: &p
            VersioningConfiguration: {Status: Enabled}
        B:
          Type: AWS::S3::Bucket
          Properties:
            <<: *p
            BucketName: acme-b
    """, "A S3L501 pass\nB S3L501 pass", diagnostics="any"),
    Case("two documents", """
      Resources:
        A: {Type: AWS::S3::Bucket}
      ---
      Resources:
        B: {Type: AWS::S3::Bucket, Properties: {VersioningConfiguration: {Status: Enabled}}}
    """, "A S3L501 fail\nB S3L501 pass", diagnostics="any"),
    Case("JSON", '{"Resources": {"B": {"Type": "AWS::S3::Bucket", "Properties": {"VersioningConfiguration": {"Status": {"Fn::If": ["C", "Enabled", "Suspended"]}}}}}, "Conditions": {"C": {"Fn::Equals": ["a", "a"]}}}',
         "B S3L501 pass", path="t.template"),
    Case("an unconditional false", """
      Conditions: {Never: !Equals [a, b]}
      Resources:
        B: {Type: AWS::S3::Bucket, Condition: Never}
        C: {Type: AWS::S3::Bucket}
    """, "B S3L501 absent\nC S3L501 fail"),
]  # fmt: skip

LOOPS = [
    Case("a loop of buckets", """
      Transform: AWS::LanguageExtensions
      Resources:
        Fn::ForEach::Each:
          - N
          - [Raw, Clean]
          - "B${N}":
              Type: AWS::S3::Bucket
              Properties:
                VersioningConfiguration: {Status: !FindInMap [M, !Ref N, V]}
      Mappings: {M: {Raw: {V: Enabled}, Clean: {V: Suspended}}}
    """, "BRaw S3L501 pass\nBClean S3L501 fail"),
    Case("a loop over a parameter", """
      Transform: [AWS::LanguageExtensions]
      Parameters: {Names: {Type: CommaDelimitedList, Default: "a,b"}}
      Resources:
        Fn::ForEach::Each:
          - N
          - !Ref Names
          - "B${N}": {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub "acme-${N}-x"}}
            "P${N}":
              Type: AWS::S3::BucketPolicy
              Properties:
                Bucket: !Ref {"Fn::Sub": "B${N}"}
                PolicyDocument:
                  Statement:
                    - {Effect: Deny, Principal: "*", Action: "s3:*", Resource: [!Sub "arn:aws:s3:::acme-${N}-x", !Sub "arn:aws:s3:::acme-${N}-x/*"], Condition: {Bool: {"aws:SecureTransport": false}}}
    """, "Ba S3L201 pass\nBb S3L201 pass"),
    Case("nested loops", """
      Transform: AWS::LanguageExtensions
      Resources:
        Fn::ForEach::Env:
          - E
          - [Dev, Prod]
          - Fn::ForEach::Kind:
              - K
              - [In, Out]
              - "B${E}${K}": {Type: AWS::S3::Bucket, Properties: {VersioningConfiguration: {Status: Enabled}}}
    """, "BDevIn S3L501 pass\nBProdOut S3L501 pass"),
    Case("a default of a map", bucket("VersioningConfiguration: {Status: !FindInMap [M, !Ref Env, V, {DefaultValue: Enabled}]}",
         head="Transform: AWS::LanguageExtensions\n      Parameters: {Env: {Type: String, Default: zz}}\n      Mappings: {M: {a: {V: Suspended}}}"), "B S3L501 pass"),
    Case("an include", """
      Resources:
        B:
          Type: AWS::S3::Bucket
          Properties:
            Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://acme/part.yaml}}
    """, "B S3L501 unknown", diagnostics="any"),
    Case("a local include", """
      Resources:
        B:
          Type: AWS::S3::Bucket
          Properties:
            Fn::Transform: {Name: AWS::Include, Parameters: {Location: part.yaml}}
    """, "B S3L501 pass", files={"part.yaml": "VersioningConfiguration: {Status: Enabled}\n"}, diagnostics="any"),
    Case("a nested stack", """
      Resources:
        S:
          Type: AWS::CloudFormation::Stack
          Properties: {TemplateURL: child.yaml, Parameters: {V: Enabled}}
        T:
          Type: AWS::CloudFormation::Stack
          Properties: {TemplateURL: child.yaml, Parameters: {V: Suspended}}
    """, "S/B S3L501 pass\nT/B S3L501 fail",
         files={"child.yaml": "Parameters: {V: {Type: String}}\nResources: {B: {Type: AWS::S3::Bucket, Properties: {VersioningConfiguration: {Status: !Ref V}}}}\n"}),
    Case("a policy of a nested stack's bucket", """
      Resources:
        S:
          Type: AWS::CloudFormation::Stack
          Properties: {TemplateURL: ./child.yaml}
        P:
          Type: AWS::S3::BucketPolicy
          Properties:
            Bucket: !GetAtt S.Outputs.Name
            PolicyDocument:
              Statement:
                - {Effect: Deny, Principal: "*", Action: "*", Resource: [!GetAtt S.Outputs.Arn, !Sub "${S.Outputs.Arn}/*"], Condition: {Bool: {"aws:SecureTransport": "false"}}}
    """, "S/B S3L201 pass",
         files={"child.yaml": "Resources: {B: {Type: AWS::S3::Bucket}}\nOutputs: {Name: {Value: !Ref B}, Arn: {Value: !GetAtt B.Arn}}\n"}),
    Case("a conditional nested stack", """
      Conditions: {Never: !Equals [a, b]}
      Resources:
        S: {Type: AWS::CloudFormation::Stack, Condition: Never, Properties: {TemplateURL: child.yaml}}
        C: {Type: AWS::S3::Bucket}
    """, "S/B S3L501 absent\nC S3L501 fail", files={"child.yaml": "Resources: {B: {Type: AWS::S3::Bucket}}\n"}),
    Case("a list for a nested stack", """
      Resources:
        S:
          Type: AWS::CloudFormation::Stack
          Properties: {TemplateURL: child.yaml, Parameters: {L: !Join [",", [Suspended, Enabled]]}}
    """, "S/B S3L501 pass",
         files={"child.yaml": "Parameters: {L: {Type: CommaDelimitedList}}\nResources: {B: {Type: AWS::S3::Bucket, Properties: {VersioningConfiguration: {Status: !Select [1, !Ref L]}}}}\n"}),
]  # fmt: skip

POLICIES = [
    Case("public", policy(PUBLIC), "B S3L101 fail\nB S3L103 fail\nB S3L201 fail"),
    Case("public unless it is gone", policy(f"!If [Prod, {PUBLIC}, !Ref AWS::NoValue]", TLS, head=PROD), "B S3L103 pass\nB S3L201 pass"),
    Case("public unless it is gone, asked", policy(f"!If [Prod, {PUBLIC}, !Ref AWS::NoValue]", TLS, head=ASKED), "B S3L103 unknown\nB S3L101 unknown\nB S3L201 pass"),
    Case("public either way", policy("{Effect: Allow, Principal: '*', Action: !If [Prod, 's3:GetObject', 's3:PutObject'], Resource: !Sub '${B.Arn}/*'}", head=ASKED), "B S3L103 fail\nB S3L101 fail"),
    Case("principal by If", policy("{Effect: Allow, Principal: !If [Prod, '*', {AWS: !Ref 'AWS::AccountId'}], Action: 's3:GetObject', Resource: !Sub '${B.Arn}/*'}", head=ASKED), "B S3L103 unknown\nB S3L202 pass"),
    Case("condition by If", policy("{Effect: Allow, Principal: '*', Action: 's3:GetObject', Resource: !Sub '${B.Arn}/*', Condition: !If [Prod, {StringEquals: {'aws:PrincipalOrgID': o-a1b2c3d4e5}}, !Ref AWS::NoValue]}", head=PROD), "B S3L103 fail"),
    Case("condition by If, prod", policy("{Effect: Allow, Principal: '*', Action: 's3:GetObject', Resource: !Sub '${B.Arn}/*', Condition: !If [Prod, {StringEquals: {'aws:PrincipalOrgID': o-a1b2c3d4e5}}, !Ref AWS::NoValue]}", head=PROD), "B S3L103 pass\nB S3L101 pass", {"Env": "prod"}),
    Case("effect by parameter", policy("{Effect: !Ref E, Principal: '*', Action: 's3:GetObject', Resource: !Sub '${B.Arn}/*'}", head="Parameters: {E: {Type: String, Default: Deny, AllowedValues: [Allow, Deny]}}"), "B S3L103 pass"),
    Case("effect by parameter, given", policy("{Effect: !Ref E, Principal: '*', Action: 's3:GetObject', Resource: !Sub '${B.Arn}/*'}", head="Parameters: {E: {Type: String, Default: Deny, AllowedValues: [Allow, Deny]}}"), "B S3L103 fail", {"E": "Allow"}),
    Case("accounts of a list parameter", policy("{Effect: Allow, Principal: {AWS: !Ref A}, Action: 's3:GetObject', Resource: !Sub '${B.Arn}/*'}", head="Parameters: {A: {Type: CommaDelimitedList, Default: '444455556666,777788889999'}}"), "B S3L202 fail\nB S3L103 pass"),
    Case("star in a list parameter", policy("{Effect: Allow, Principal: {AWS: !Ref A}, Action: 's3:GetObject', Resource: !Sub '${B.Arn}/*'}", head="Parameters: {A: {Type: CommaDelimitedList, Default: '444455556666,*'}}"), "B S3L103 fail"),
    Case("addresses of a list parameter", policy("{Effect: Allow, Principal: '*', Action: 's3:GetObject', Resource: !Sub '${B.Arn}/*', Condition: {IpAddress: {'aws:SourceIp': !Ref A}}}", head="Parameters: {A: {Type: CommaDelimitedList, Default: '203.0.113.0/24,198.51.100.7'}}"), "B S3L103 pass\nB S3L101 pass"),
    Case("addresses asked", policy("{Effect: Allow, Principal: '*', Action: 's3:GetObject', Resource: !Sub '${B.Arn}/*', Condition: {IpAddress: {'aws:SourceIp': !Ref A}}}", head="Parameters: {A: {Type: String}}"), "B S3L103 unknown"),
    Case("a joined root", policy("{Effect: Allow, Principal: {AWS: !Join ['', ['arn:', !Ref 'AWS::Partition', ':iam::', !Ref 'AWS::AccountId', ':root']]}, Action: 's3:GetObject', Resource: !Join ['', [!GetAtt B.Arn, '/*']]}"), "B S3L103 pass\nB S3L202 pass\nB S3L208 pass"),
    Case("a role of the template", policy("{Effect: Allow, Principal: {AWS: !GetAtt R.Arn}, Action: 's3:*', Resource: !Sub '${B.Arn}/*'}", rest="R: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}}}"), "B S3L103 pass\nB S3L202 pass"),
    Case("partition in the ARN", policy("{Effect: Deny, Principal: '*', Action: 's3:*', Resource: [!Sub 'arn:${AWS::Partition}:s3:::${B}', !Sub 'arn:${AWS::Partition}:s3:::${B}/*'], Condition: {Bool: {'aws:SecureTransport': false}}}"), "B S3L201 pass\nB S3L208 pass"),
    Case("partition by map", policy("{Effect: Deny, Principal: '*', Action: 's3:*', Resource: [!Sub ['${P}:s3:::${B}', {P: !FindInMap [M, !Ref 'AWS::Region', P]}], !Sub ['${P}:s3:::${B}/*', {P: !FindInMap [M, !Ref 'AWS::Region', P]}]], Condition: {Bool: {'aws:SecureTransport': false}}}", head="Mappings: {M: {us-east-1: {P: 'arn:aws'}, eu-west-1: {P: 'arn:aws'}}}"), "B S3L201 pass"),
    Case("TLS with one statement for two", policy("{Effect: Deny, Principal: '*', Action: ['s3:*'], Resource: !Sub '${B.Arn}*', Condition: {Bool: {'aws:SecureTransport': [false]}}}"), "B S3L201 pass"),
    Case("TLS on the objects", policy("{Effect: Deny, Principal: '*', Action: 's3:*', Resource: !Sub '${B.Arn}/*', Condition: {Bool: {'aws:SecureTransport': false}}}"), "B S3L201 fail"),
    Case("TLS by Ref instead of ARN", policy("{Effect: Deny, Principal: '*', Action: 's3:*', Resource: [!Ref B, !Sub '${B}/*'], Condition: {Bool: {'aws:SecureTransport': false}}}"), "B S3L201 fail"),
    Case("a conditional policy", policy(TLS, head=PROD).replace("Type: AWS::S3::BucketPolicy", "Type: AWS::S3::BucketPolicy\n          Condition: Prod"), "B S3L201 fail"),
    Case("a conditional policy, asked", policy(TLS, head=ASKED).replace("Type: AWS::S3::BucketPolicy", "Type: AWS::S3::BucketPolicy\n          Condition: Prod"), "B S3L201 unknown"),
    Case("bucket and policy under one condition", policy(TLS, head=ASKED).replace("Type: AWS::S3::Bucket", "Condition: Prod\n          Type: AWS::S3::Bucket"), "B S3L201 pass"),
    Case("one of two policies", policy(TLS, head=ASKED + "\n      ").replace("Type: AWS::S3::BucketPolicy", "Type: AWS::S3::BucketPolicy\n          Condition: Prod").replace("\n        P:", f"""
        Q:
          Type: AWS::S3::BucketPolicy
          Condition: NotProd
          Properties: {{Bucket: !Ref B, PolicyDocument: {{Statement: {TLS}}}}}
        P:""").replace("Conditions: {Prod:", "Conditions: {NotProd: !Not [!Condition Prod], Prod:"), "B S3L201 pass"),
    Case("a document as text", """
      Resources:
        B: {Type: AWS::S3::Bucket, Properties: {BucketName: acme-data}}
        P:
          Type: AWS::S3::BucketPolicy
          Properties:
            Bucket: acme-data
            PolicyDocument: '{"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::acme-data", "arn:aws:s3:::acme-data/*"], "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}'
    """, "B S3L201 pass"),
    Case("a name by parameter", """
      Parameters: {Name: {Type: String}}
      Resources:
        B: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref Name}}
        P:
          Type: AWS::S3::BucketPolicy
          Properties:
            Bucket: !Ref Name
            PolicyDocument: {Statement: [{Effect: Deny, Principal: "*", Action: "s3:*", Resource: [!Sub "arn:aws:s3:::${Name}", !Sub "arn:aws:s3:::${Name}/*"], Condition: {Bool: {"aws:SecureTransport": "false"}}}]}
    """, "B S3L201 pass"),
    Case("a name by stack", """
      Resources:
        B: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub "${AWS::StackName}-data"}}
        P:
          Type: AWS::S3::BucketPolicy
          Properties:
            Bucket: !Join ["-", [!Ref "AWS::StackName", data]]
            PolicyDocument: {Statement: [{Effect: Deny, Principal: "*", Action: "s3:*", Resource: [!Sub "arn:aws:s3:::${AWS::StackName}-data", !Sub "arn:aws:s3:::${AWS::StackName}-data/*"], Condition: {Bool: {"aws:SecureTransport": "false"}}}]}
    """, "B S3L201 pass"),
    Case("a policy of somebody's bucket", """
      Parameters: {Name: {Type: String}}
      Resources:
        B: {Type: AWS::S3::Bucket}
        P:
          Type: AWS::S3::BucketPolicy
          Properties:
            Bucket: !Ref Name
            PolicyDocument: {Statement: [{Effect: Allow, Principal: "*", Action: "s3:GetObject", Resource: !Sub "arn:aws:s3:::${Name}/*"}]}
    """, "B S3L103 pass"),
    Case("cdk's statement order", policy(TLS, "{Effect: Allow, Principal: {AWS: '*'}, Action: ['s3:GetObject*', 's3:GetBucket*', 's3:List*'], Resource: [!GetAtt B.Arn, !Join ['', [!GetAtt B.Arn, '/*']]]}"), "B S3L201 pass\nB S3L103 fail\nB S3L101 fail"),
    Case("OAI by canonical user", policy("{Effect: Allow, Principal: {CanonicalUser: !GetAtt O.S3CanonicalUserId}, Action: 's3:GetObject', Resource: !Sub '${B.Arn}/*'}",
         rest="O: {Type: AWS::CloudFront::CloudFrontOriginAccessIdentity, Properties: {CloudFrontOriginAccessIdentityConfig: {Comment: c}}}"), "B S3L103 pass\nB S3L202 pass\nB S3L101 pass"),
    Case("OAI by ARN", policy("{Effect: Allow, Principal: {AWS: !Sub 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity ${O}'}, Action: 's3:GetObject', Resource: !Sub '${B.Arn}/*'}",
         rest="O: {Type: AWS::CloudFront::CloudFrontOriginAccessIdentity, Properties: {CloudFrontOriginAccessIdentityConfig: {Comment: c}}}"), "B S3L103 pass\nB S3L202 pass"),
    Case("OAC", policy("{Effect: Allow, Principal: {Service: cloudfront.amazonaws.com}, Action: 's3:GetObject', Resource: !Sub '${B.Arn}/*', Condition: {StringEquals: {'AWS:SourceArn': !Sub 'arn:aws:cloudfront::${AWS::AccountId}:distribution/${D}'}}}",
         rest="D: {Type: AWS::CloudFront::Distribution, Properties: {DistributionConfig: {Enabled: true}}}"), "B S3L103 pass\nB S3L202 pass\nB S3L207 pass"),
    Case("OAC, any of the account", policy("{Effect: Allow, Principal: {Service: cloudfront.amazonaws.com}, Action: 's3:GetObject', Resource: !Sub '${B.Arn}/*', Condition: {ArnLike: {'AWS:SourceArn': !Sub 'arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/*'}}}"), "B S3L207 pass"),
    Case("source account", policy("{Effect: Allow, Principal: {Service: logging.s3.amazonaws.com}, Action: 's3:PutObject', Resource: !Sub '${B.Arn}/*', Condition: {StringEquals: {'aws:SourceAccount': !Ref 'AWS::AccountId'}}}"), "B S3L207 pass\nB S3L103 pass"),
    Case("own organisation by parameter", policy("{Effect: Allow, Principal: '*', Action: 's3:GetObject', Resource: !Sub '${B.Arn}/*', Condition: {StringEquals: {'aws:PrincipalOrgID': !Ref O}}}", head="Parameters: {O: {Type: String}}"), "B S3L103 pass\nB S3L101 pass"),
    Case("VPC endpoint of the template", policy("{Effect: Allow, Principal: '*', Action: 's3:GetObject', Resource: !Sub '${B.Arn}/*', Condition: {StringEquals: {'aws:SourceVpce': !Ref V}}}", rest="V: {Type: AWS::EC2::VPCEndpoint, Properties: {VpcId: vpc-1, ServiceName: !Sub 'com.amazonaws.${AWS::Region}.s3'}}"), "B S3L103 pass\nB S3L101 pass"),
    Case("two policies of one bucket", policy(TLS, rest="""
        Q:
          Type: AWS::S3::BucketPolicy
          Properties:
            Bucket: !Ref B
            PolicyDocument: {Statement: [{Effect: Allow, Principal: "*", Action: "s3:GetObject", Resource: !Sub "${B.Arn}/*"}]}"""), "B S3L103 unknown"),
    Case("locked out", policy("{Effect: Deny, Principal: '*', Action: 's3:*', Resource: [!GetAtt B.Arn, !Sub '${B.Arn}/*']}"), "B S3L203 fail"),
    Case("locked out but for the account", policy("{Effect: Deny, Principal: '*', Action: 's3:*', Resource: [!GetAtt B.Arn], Condition: {StringNotEquals: {'aws:PrincipalAccount': !Ref 'AWS::AccountId'}}}"), "B S3L203 pass"),
    Case("locked out but for a role", policy("{Effect: Deny, NotPrincipal: {AWS: [!Sub 'arn:aws:iam::${AWS::AccountId}:role/admin', !Sub 'arn:aws:iam::${AWS::AccountId}:root']}, Action: 's3:*', Resource: [!GetAtt B.Arn]}"), "B S3L203 pass\nB S3L205 pass"),
    Case("another's bucket", policy("{Effect: Allow, Principal: '*', Action: 's3:GetObject', Resource: !Sub '${C.Arn}/*'}", rest="C: {Type: AWS::S3::Bucket}"), "B S3L208 fail\nB S3L101 pass\nC S3L103 pass"),
]  # fmt: skip

BUCKETS = [
    Case("legacy public ACL", bucket("AccessControl: PublicRead", OPEN, "OwnershipControls: {Rules: [{ObjectOwnership: ObjectWriter}]}"), "B S3L101 fail\nB S3L104 fail\nB S3L105 fail"),
    Case("legacy public ACL, ignored", bucket("AccessControl: PublicReadWrite", BLOCK, "OwnershipControls: {Rules: [{ObjectOwnership: BucketOwnerPreferred}]}"), "B S3L101 pass\nB S3L104 fail"),
    Case("legacy ACL, enforced", bucket("AccessControl: PublicRead", OPEN, "OwnershipControls: {Rules: [{ObjectOwnership: BucketOwnerEnforced}]}"), "B S3L101 pass\nB S3L104 fail\nB S3L105 pass"),
    Case("legacy authenticated ACL", bucket("AccessControl: AuthenticatedRead", OPEN, "OwnershipControls: {Rules: [{ObjectOwnership: ObjectWriter}]}"), "B S3L101 fail\nB S3L104 fail"),
    Case("legacy log delivery", bucket("AccessControl: LogDeliveryWrite", OPEN, "OwnershipControls: {Rules: [{ObjectOwnership: ObjectWriter}]}"), "B S3L101 pass\nB S3L104 pass"),
    Case("legacy private", bucket("AccessControl: Private", OPEN), "B S3L104 pass\nB S3L106 pass\nB S3L105 pass"),
    Case("ACL by If", bucket("AccessControl: !If [Prod, Private, PublicRead]", OPEN, "OwnershipControls: {Rules: [{ObjectOwnership: ObjectWriter}]}", head=ASKED), "B S3L104 unknown"),
    Case("ACL by parameter", bucket("AccessControl: !Ref A", OPEN, "OwnershipControls: {Rules: [{ObjectOwnership: ObjectWriter}]}", head="Parameters: {A: {Type: String, AllowedValues: [Private, BucketOwnerRead]}}"), "B S3L104 pass"),
    Case("object lock", bucket("ObjectLockEnabled: true", "ObjectLockConfiguration: {ObjectLockEnabled: Enabled, Rule: {DefaultRetention: {Mode: COMPLIANCE, Days: 7}}}"), "B S3L503 pass\nB S3L504 pass\nB S3L501 pass"),
    Case("object lock off", bucket("ObjectLockEnabled: 'false'"), "B S3L503 fail\nB S3L501 fail"),
    Case("object lock by text", bucket("ObjectLockEnabled: 'true'"), "B S3L503 pass\nB S3L504 fail"),
    Case("lifecycle of a prefix", bucket("LifecycleConfiguration: {Rules: [{Status: Enabled, Prefix: tmp/, AbortIncompleteMultipartUpload: {DaysAfterInitiation: 1}}]}"), "B S3L505 pass\nB S3L506 fail"),
    Case("lifecycle of an empty prefix", bucket("LifecycleConfiguration: {Rules: [{Status: Enabled, Prefix: '', AbortIncompleteMultipartUpload: {DaysAfterInitiation: 1}}]}"), "B S3L506 pass"),
    Case("lifecycle by If", bucket("LifecycleConfiguration: {Rules: [{Status: !If [Prod, Enabled, Disabled], ExpirationInDays: 1}]}", head=ASKED), "B S3L505 unknown"),
    Case("noncurrent, old spelling", bucket("VersioningConfiguration: {Status: Enabled}", "LifecycleConfiguration: {Rules: [{Status: Enabled, NoncurrentVersionExpirationInDays: 30}]}"), "B S3L507 pass"),
    Case("noncurrent moved", bucket("VersioningConfiguration: {Status: Enabled}", "LifecycleConfiguration: {Rules: [{Status: Enabled, NoncurrentVersionTransitions: [{StorageClass: GLACIER, TransitionInDays: 30}]}]}"), "B S3L507 pass"),
    Case("noncurrent kept", bucket("VersioningConfiguration: {Status: Enabled}", "LifecycleConfiguration: {Rules: [{Status: Enabled, ExpirationInDays: 30}]}"), "B S3L507 fail"),
    Case("KMS without a key", bucket("BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: 'aws:kms'}}]}"), "B S3L301 pass\nB S3L302 fail"),
    Case("KMS with AWS's key", bucket("BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: 'aws:kms', KMSMasterKeyID: alias/aws/s3}}]}"), "B S3L302 fail"),
    Case("KMS with AWS's key by ARN", bucket("BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: 'aws:kms', KMSMasterKeyID: !Sub 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:alias/aws/s3'}}]}"), "B S3L302 fail"),
    Case("KMS with a customer's alias", bucket("BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: 'aws:kms', KMSMasterKeyID: !Sub 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:alias/data'}}]}"), "B S3L302 pass\nB S3L306 fail"),
    Case("KMS with the template's alias", bucket("BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: 'aws:kms', KMSMasterKeyID: !Ref A}, BucketKeyEnabled: 'true'}]}") + "    K: {Type: AWS::KMS::Key, Properties: {EnableKeyRotation: true, KeyPolicy: {}}}\n        A: {Type: AWS::KMS::Alias, Properties: {AliasName: alias/data, TargetKeyId: !Ref K}}\n", "B S3L302 pass\nB S3L303 pass\nB S3L306 fail"),
    Case("KMS with an imported key", bucket("BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: 'aws:kms', KMSMasterKeyID: !ImportValue key}}]}"), "B S3L302 unknown"),
    Case("KMS key by parameter", bucket("BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: !If [Has, 'aws:kms', AES256], KMSMasterKeyID: !If [Has, !Ref Key, !Ref 'AWS::NoValue']}}]}", head="Parameters: {Key: {Type: String, Default: ''}}\n      Conditions: {Has: !Not [!Equals [!Ref Key, '']]}"), "B S3L302 fail\nB S3L301 pass"),
    Case("KMS key by parameter, given", bucket("BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: !If [Has, 'aws:kms', AES256], KMSMasterKeyID: !If [Has, !Ref Key, !Ref 'AWS::NoValue']}}]}", head="Parameters: {Key: {Type: String, Default: ''}}\n      Conditions: {Has: !Not [!Equals [!Ref Key, '']]}"), "B S3L302 pass", {"Key": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"}),
    Case("SSE-C unblocked", bucket("BucketEncryption: {ServerSideEncryptionConfiguration: [{BlockedEncryptionTypes: {EncryptionType: [NONE]}, ServerSideEncryptionByDefault: {SSEAlgorithm: AES256}}]}"), "B S3L307 fail\nB S3L301 pass"),
    Case("SSE-C blocked", bucket("BucketEncryption: {ServerSideEncryptionConfiguration: [{BlockedEncryptionTypes: {EncryptionType: [SSE-C]}, ServerSideEncryptionByDefault: {SSEAlgorithm: AES256}}]}"), "B S3L307 pass"),
    Case("an invalid algorithm", bucket("BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: kms}}]}"), "B S3L301 fail"),
    Case("a name in capitals", bucket("BucketName: Acme-Data"), "B S3L601 fail"),
    Case("a short name", bucket("BucketName: ab"), "B S3L601 fail"),
    Case("an address", bucket("BucketName: 192.168.5.4"), "B S3L601 fail"),
    Case("a reserved prefix", bucket("BucketName: xn--acme"), "B S3L601 fail"),
    Case("a reserved suffix", bucket("BucketName: acme-s3alias"), "B S3L601 fail"),
    Case("adjacent dots", bucket("BucketName: acme..data"), "B S3L601 fail"),
    Case("underscore", bucket("BucketName: !Sub '${AWS::StackName}_data'"), "B S3L601 fail"),
    Case("account and region", bucket("BucketName: !Sub 'acme-${AWS::AccountId}-${AWS::Region}'"), "B S3L601 pass\nB S3L604 fail"),
    Case("a long name", bucket("BucketName: " + "a" * 64), "B S3L601 fail"),
    Case("website", bucket("WebsiteConfiguration: {IndexDocument: index.html}"), "B S3L110 fail"),
    Case("cors", bucket("CorsConfiguration: {CorsRules: [{AllowedMethods: [GET, PUT], AllowedOrigins: ['*']}]}"), "B S3L111 fail"),
    Case("cors reads", bucket("CorsConfiguration: {CorsRules: [{AllowedMethods: [GET, HEAD], AllowedOrigins: ['*']}]}"), "B S3L111 pass"),
    Case("event bridge", bucket("NotificationConfiguration: {EventBridgeConfiguration: {}}"), "B S3L412 pass"),
    Case("event bridge off", bucket("NotificationConfiguration: {EventBridgeConfiguration: {EventBridgeEnabled: 'false'}}"), "B S3L412 fail"),
    Case("replication off", bucket("VersioningConfiguration: {Status: Enabled}", "ReplicationConfiguration: {Role: !Sub 'arn:aws:iam::${AWS::AccountId}:role/r', Rules: [{Status: Disabled, Destination: {Bucket: 'arn:aws:s3:::other'}}]}"), "B S3L508 fail"),
    Case("replication without versions", bucket("ReplicationConfiguration: {Role: !Sub 'arn:aws:iam::${AWS::AccountId}:role/r', Rules: [{Status: Enabled, Destination: {Bucket: 'arn:aws:s3:::other'}}]}"), "B S3L508 pass\nB S3L509 fail"),
    Case("replication to a bucket without versions", bucket("VersioningConfiguration: {Status: Enabled}", "ReplicationConfiguration: {Role: !Sub 'arn:aws:iam::${AWS::AccountId}:role/r', Rules: [{Status: Enabled, Destination: {Bucket: !GetAtt C.Arn}}]}") + "    C: {Type: AWS::S3::Bucket}\n", "B S3L509 fail"),
    Case("kept", bucket("BucketName: acme-data").replace("Type: AWS::S3::Bucket", "DeletionPolicy: Retain\n          UpdateReplacePolicy: Retain\n          Type: AWS::S3::Bucket"), "B S3L510 pass"),
    Case("kept on deletion alone", bucket("BucketName: acme-data").replace("Type: AWS::S3::Bucket", "DeletionPolicy: Retain\n          Type: AWS::S3::Bucket"), "B S3L510 fail"),
    Case("no properties", "Resources: {B: {Type: AWS::S3::Bucket}}", "B S3L101 pass\nB S3L102 fail\nB S3L103 pass\nB S3L301 pass\nB S3L105 pass"),
]  # fmt: skip


def role(*statements: str, head: str = "") -> str:
    """A role `R` whose policy has these statements, and a bucket `B`."""
    lines = "\n                  - ".join(["", *statements])
    return f"""
      {head}
      Resources:
        B: {{Type: AWS::S3::Bucket, Properties: {{VersioningConfiguration: {{Status: Enabled}}}}}}
        R:
          Type: AWS::IAM::ManagedPolicy
          Properties:
            PolicyDocument:
              Version: "2012-10-17"
              Statement:{lines}
    """


IDENTITIES = [
    Case("all", role("{Effect: Allow, Action: 's3:*', Resource: '*'}"), "R S3L701 fail\nR S3L702 fail"),
    Case("all buckets", role("{Effect: Allow, Action: ['s3:*'], Resource: ['arn:aws:s3:::*', 'arn:aws:s3:::*/*']}"), "R S3L701 fail"),
    Case("all buckets, any partition", role("{Effect: Allow, Action: 's3:*', Resource: !Sub 'arn:${AWS::Partition}:s3:::*'}"), "R S3L701 fail"),
    Case("one bucket", role("{Effect: Allow, Action: 's3:*', Resource: [!GetAtt B.Arn, !Sub '${B.Arn}/*']}"), "R S3L701 pass\nR S3L702 pass"),
    Case("one bucket by parameter", role("{Effect: Allow, Action: 's3:*', Resource: !Sub 'arn:aws:s3:::${Name}/*'}", head="Parameters: {Name: {Type: String}}"), "R S3L701 pass"),
    Case("buckets of a prefix", role("{Effect: Allow, Action: 's3:*', Resource: 'arn:aws:s3:::acme-*'}"), "R S3L701 pass"),
    Case("read all", role("{Effect: Allow, Action: ['s3:Get*', 's3:List*'], Resource: '*'}"), "R S3L701 pass\nR S3L702 pass"),
    Case("all objects", role("{Effect: Allow, Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], Resource: 'arn:aws:s3:::*/*'}"), "R S3L701 fail\nR S3L702 pass"),
    Case("object wildcard", role("{Effect: Allow, Action: 's3:*Object', Resource: '*'}"), "R S3L701 fail"),
    Case("put wildcard", role("{Effect: Allow, Action: 's3:Put*', Resource: '*'}"), "R S3L701 pass\nR S3L702 fail"),
    Case("administrator", role("{Effect: Allow, Action: '*', Resource: '*'}"), "R S3L701 fail\nR S3L702 fail"),
    Case("all but IAM", role("{Effect: Allow, NotAction: ['iam:*'], Resource: '*'}"), "R S3L701 fail"),
    Case("all but S3", role("{Effect: Allow, NotAction: ['s3:*'], Resource: '*'}"), "R S3L701 pass\nR S3L702 pass"),
    Case("all but one bucket", role("{Effect: Allow, Action: 's3:*', NotResource: !Sub '${B.Arn}/*'}"), "R S3L701 fail"),
    Case("a Deny", role("{Effect: Deny, Action: 's3:*', Resource: '*'}"), "R S3L701 pass"),
    Case("own account's buckets", role("{Effect: Allow, Action: 's3:*', Resource: '*', Condition: {StringEquals: {'s3:ResourceAccount': !Ref 'AWS::AccountId'}}}"), "R S3L701 pass"),
    Case("others' buckets", role("{Effect: Allow, Action: 's3:*', Resource: '*', Condition: {StringNotEquals: {'aws:ResourceAccount': '444455556666'}}}"), "R S3L701 fail"),
    Case("any account's buckets", role("{Effect: Allow, Action: 's3:*', Resource: '*', Condition: {StringLike: {'aws:ResourceAccount': '*'}}}"), "R S3L701 fail"),
    Case("with MFA", role("{Effect: Allow, Action: 's3:*', Resource: '*', Condition: {Bool: {'aws:MultiFactorAuthPresent': 'true'}}}"), "R S3L701 fail"),
    Case("all, but the other buckets denied", role("{Effect: Allow, Action: 's3:*', Resource: '*'}", "{Effect: Deny, Action: 's3:*', NotResource: [!GetAtt B.Arn, !Sub '${B.Arn}/*']}"), "R S3L701 pass\nR S3L702 pass"),
    Case("all, but all denied", role("{Effect: Allow, Action: 's3:*', Resource: '*'}", "{Effect: Deny, Action: ['s3:*'], Resource: '*'}"), "R S3L701 pass"),
    Case("all, but others' buckets denied", role("{Effect: Allow, Action: 's3:*', Resource: '*'}", "{Effect: Deny, Action: 's3:*', Resource: '*', Condition: {StringNotEquals: {'aws:ResourceAccount': !Ref 'AWS::AccountId'}}}"), "R S3L701 pass"),
    Case("all, but one bucket denied", role("{Effect: Allow, Action: 's3:*', Resource: '*'}", "{Effect: Deny, Action: 's3:*', Resource: !Sub '${B.Arn}/*'}"), "R S3L701 fail"),
    Case("all, but deletes denied", role("{Effect: Allow, Action: 's3:*', Resource: '*'}", "{Effect: Deny, Action: 's3:Delete*', Resource: '*'}"), "R S3L701 fail"),
    Case("all, but permissions denied", role("{Effect: Allow, Action: 's3:Put*', Resource: '*'}", "{Effect: Deny, Action: ['s3:PutBucket*', 's3:PutObjectAcl', 's3:PutObjectVersionAcl', 's3:PutAccountPublicAccessBlock', 's3:PutAccessPoint*', 's3:PutAccess*', 's3:PutMultiRegion*', 's3:PutStorage*'], Resource: '*'}"), "R S3L702 pass"),
    Case("by parameter", role("{Effect: Allow, Action: 's3:*', Resource: !Ref Where}", head="Parameters: {Where: {Type: String}}"), "R S3L701 unknown"),
    Case("by parameter, default", role("{Effect: Allow, Action: 's3:*', Resource: !Ref Where}", head="Parameters: {Where: {Type: String, Default: '*'}}"), "R S3L701 fail"),
    Case("by If", role("{Effect: Allow, Action: 's3:*', Resource: !If [Prod, !GetAtt B.Arn, '*']}", head=PROD), "R S3L701 fail"),
    Case("by If, prod", role("{Effect: Allow, Action: 's3:*', Resource: !If [Prod, !GetAtt B.Arn, '*']}", head=PROD), "R S3L701 pass", {"Env": "prod"}),
    Case("versions deleted", role("{Effect: Allow, Action: ['s3:DeleteObject*'], Resource: !Sub '${B.Arn}/*'}"), "B S3L511 fail"),
    Case("versions deleted, bucket only", role("{Effect: Allow, Action: ['s3:DeleteObject*'], Resource: !GetAtt B.Arn}"), "B S3L511 pass"),
    Case("versions deleted apart", role("{Effect: Allow, Action: ['s3:DeleteObject'], Resource: !Sub '${B.Arn}/*'}"), "B S3L511 pass"),
    Case("a user", """
      Resources:
        U: {Type: AWS::IAM::User, Properties: {Policies: [{PolicyName: p, PolicyDocument: {Statement: {Effect: Allow, Action: "s3:GetObject", Resource: "arn:aws:s3:::acme/*"}}}]}}
        V: {Type: AWS::IAM::User, Properties: {Policies: [{PolicyName: p, PolicyDocument: {Statement: {Effect: Allow, Action: "sqs:*", Resource: "*"}}}]}}
    """, "U S3L703 fail\nV S3L703 pass"),
    Case("managed policies", """
      Resources:
        R: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}, ManagedPolicyArns: ["arn:aws:iam::aws:policy/AmazonS3FullAccess"]}}
        Q: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}, ManagedPolicyArns: [!Sub "arn:${AWS::Partition}:iam::aws:policy/AmazonS3ReadOnlyAccess"]}}
        A: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}, ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"]}}
        G: {Type: AWS::IAM::Group, Properties: {ManagedPolicyArns: ["arn:aws:iam::aws:policy/PowerUserAccess"]}}
    """, "R S3L701 fail\nQ S3L701 pass\nA S3L701 fail\nG S3L701 fail"),
    Case("a SAM function", """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        F:
          Type: AWS::Serverless::Function
          Properties:
            Policies:
              - S3ReadPolicy: {BucketName: !Ref B}
              - {Statement: [{Effect: Allow, Action: "s3:*", Resource: "*"}]}
        G:
          Type: AWS::Serverless::Function
          Properties: {Policies: [{S3CrudPolicy: {BucketName: "*"}}]}
        H:
          Type: AWS::Serverless::Function
          Properties: {Policies: [{S3CrudPolicy: {BucketName: acme}}, AmazonS3ReadOnlyAccess]}
        I:
          Type: AWS::Serverless::Function
          Properties: {Policies: AmazonS3FullAccess}
        B: {Type: AWS::S3::Bucket}
    """, "FRole S3L701 fail\nGRole S3L701 fail\nHRole S3L701 pass\nIRole S3L701 fail"),
]  # fmt: skip


def trail(selectors: str, *, head: str = "", more: str = "", rest: str = "") -> str:
    """A trail `T` with these selectors, buckets `B` and `C`."""
    return f"""
      {head}
      Resources:
        B: {{Type: AWS::S3::Bucket, Properties: {{BucketName: acme-b}}}}
        C: {{Type: AWS::S3::Bucket}}
        T:
          Type: AWS::CloudTrail::Trail
          Properties:
            S3BucketName: acme-trail
            IsLogging: true
            IsMultiRegionTrail: true
            {more}
            {selectors}
        {rest}
    """


TRAILS = [
    Case("every object", trail("EventSelectors: [{DataResources: [{Type: 'AWS::S3::Object', Values: ['arn:aws:s3']}]}]"), "B S3L403 pass\nC S3L403 pass"),
    Case("every bucket", trail("EventSelectors: [{DataResources: [{Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::']}]}]"), "B S3L403 pass\nC S3L403 pass"),
    Case("every object, any partition", trail("EventSelectors: [{DataResources: [{Type: 'AWS::S3::Object', Values: [!Sub 'arn:${AWS::Partition}:s3']}]}]"), "B S3L403 pass\nC S3L403 pass"),
    Case("one bucket", trail("EventSelectors: [{DataResources: [{Type: 'AWS::S3::Object', Values: [!Sub '${B.Arn}/']}]}]"), "B S3L403 pass\nC S3L403 fail"),
    Case("one bucket by name", trail("EventSelectors: [{DataResources: [{Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::acme-b/']}]}]"), "B S3L403 pass\nC S3L403 fail"),
    Case("one prefix", trail("EventSelectors: [{DataResources: [{Type: 'AWS::S3::Object', Values: [!Sub '${B.Arn}/private/']}]}]"), "B S3L403 fail"),
    Case("reads and writes in two", trail("EventSelectors: [{ReadWriteType: ReadOnly, DataResources: [{Type: 'AWS::S3::Object', Values: ['arn:aws:s3']}]}, {ReadWriteType: WriteOnly, DataResources: [{Type: 'AWS::S3::Object', Values: ['arn:aws:s3']}]}]"), "B S3L403 pass"),
    Case("writes alone", trail("EventSelectors: [{ReadWriteType: WriteOnly, DataResources: [{Type: 'AWS::S3::Object', Values: ['arn:aws:s3']}]}]"), "B S3L403 fail"),
    Case("management alone", trail("EventSelectors: [{ReadWriteType: All, IncludeManagementEvents: true}]"), "B S3L403 fail"),
    Case("functions alone", trail("EventSelectors: [{DataResources: [{Type: 'AWS::Lambda::Function', Values: ['arn:aws:lambda']}]}]"), "B S3L403 fail"),
    Case("not logging", trail("EventSelectors: [{DataResources: [{Type: 'AWS::S3::Object', Values: ['arn:aws:s3']}]}]").replace("IsLogging: true", "IsLogging: 'false'"), "B S3L403 fail"),
    Case("advanced", trail("AdvancedEventSelectors: [{FieldSelectors: [{Field: eventCategory, Equals: [Data]}, {Field: resources.type, Equals: ['AWS::S3::Object']}]}]"), "B S3L403 pass"),
    Case("advanced, one bucket", trail("AdvancedEventSelectors: [{FieldSelectors: [{Field: eventCategory, Equals: [Data]}, {Field: resources.type, Equals: ['AWS::S3::Object']}, {Field: resources.ARN, StartsWith: [!Sub '${B.Arn}/']}]}]"), "B S3L403 pass\nC S3L403 fail"),
    Case("advanced, one bucket's own ARN", trail("AdvancedEventSelectors: [{FieldSelectors: [{Field: eventCategory, Equals: [Data]}, {Field: resources.type, Equals: ['AWS::S3::Object']}, {Field: resources.ARN, Equals: [!GetAtt B.Arn]}]}]"), "B S3L403 fail"),
    Case("advanced, all but one bucket", trail("AdvancedEventSelectors: [{FieldSelectors: [{Field: eventCategory, Equals: [Data]}, {Field: resources.type, Equals: ['AWS::S3::Object']}, {Field: resources.ARN, NotStartsWith: [!Sub '${B.Arn}/']}]}]"), "B S3L403 fail\nC S3L403 pass"),
    Case("advanced, writes", trail("AdvancedEventSelectors: [{FieldSelectors: [{Field: eventCategory, Equals: [Data]}, {Field: resources.type, Equals: ['AWS::S3::Object']}, {Field: readOnly, Equals: ['false']}]}]"), "B S3L403 fail"),
    Case("advanced, both in two", trail("AdvancedEventSelectors: [{FieldSelectors: [{Field: eventCategory, Equals: [Data]}, {Field: resources.type, Equals: ['AWS::S3::Object']}, {Field: readOnly, Equals: ['false']}]}, {FieldSelectors: [{Field: eventCategory, Equals: [Data]}, {Field: resources.type, Equals: ['AWS::S3::Object']}, {Field: readOnly, Equals: ['true']}]}]"), "B S3L403 pass"),
    Case("advanced, one event", trail("AdvancedEventSelectors: [{FieldSelectors: [{Field: eventCategory, Equals: [Data]}, {Field: resources.type, Equals: ['AWS::S3::Object']}, {Field: eventName, Equals: [DeleteObject]}]}]"), "B S3L403 fail"),
    Case("advanced, management", trail("AdvancedEventSelectors: [{FieldSelectors: [{Field: eventCategory, Equals: [Management]}]}]"), "B S3L403 fail"),
    Case("advanced, access points", trail("AdvancedEventSelectors: [{FieldSelectors: [{Field: eventCategory, Equals: [Data]}, {Field: resources.type, Equals: ['AWS::S3::AccessPoint']}]}]"), "B S3L403 fail"),
    Case("a selector by If", trail("EventSelectors: [!If [Prod, {DataResources: [{Type: 'AWS::S3::Object', Values: ['arn:aws:s3']}]}, !Ref 'AWS::NoValue']]", head=PROD), "B S3L403 fail"),
    Case("a selector by If, asked", trail("EventSelectors: [!If [Prod, {DataResources: [{Type: 'AWS::S3::Object', Values: ['arn:aws:s3']}]}, !Ref 'AWS::NoValue']]", head=ASKED), "B S3L403 unknown"),
    Case("a store", trail("", rest="E: {Type: AWS::CloudTrail::EventDataStore, Properties: {AdvancedEventSelectors: [{FieldSelectors: [{Field: eventCategory, Equals: [Data]}, {Field: resources.type, Equals: ['AWS::S3::Object']}]}]}}"), "B S3L403 pass"),
    Case("into a public bucket", trail("").replace("S3BucketName: acme-trail", "S3BucketName: !Ref B").replace("BucketName: acme-b}", "BucketName: acme-b, AccessControl: PublicRead, OwnershipControls: {Rules: [{ObjectOwnership: ObjectWriter}]}}"), "B S3L406 fail\nC S3L406 pass"),
    Case("into a bucket", trail("").replace("S3BucketName: acme-trail", "S3BucketName: acme-b"), "B S3L406 pass"),
]  # fmt: skip


def logs(target: str, *statements: str, head: str = "") -> str:
    """A bucket `B` that logs into `L`, which has these properties and a policy of these statements."""
    lines = "\n              - ".join(["", *statements])
    stated = (
        f"""
        P:
          Type: AWS::S3::BucketPolicy
          Properties:
            Bucket: !Ref L
            PolicyDocument:
              Statement:{lines}"""
        if statements
        else ""
    )
    return f"""
      {head}
      Resources:
        B: {{Type: AWS::S3::Bucket, Properties: {{LoggingConfiguration: {{DestinationBucketName: !Ref L, LogFilePrefix: b/}}}}}}
        L:
          Type: AWS::S3::Bucket
          Properties: {{{target}}}{stated}
    """


DELIVERY = "{Effect: Allow, Principal: {Service: logging.s3.amazonaws.com}, Action: 's3:PutObject', Resource: !Sub '${L.Arn}/*'}"
LOGS = [
    Case("nobody let in", logs(""), "L S3L405 fail\nB S3L402 pass\nL S3L402 pass\nB S3L405 pass"),
    Case("service let in", logs("", DELIVERY), "L S3L405 pass"),
    Case("service let in for its source", logs("", DELIVERY[:-1] + ", Condition: {ArnLike: {'aws:SourceArn': !GetAtt B.Arn}, StringEquals: {'aws:SourceAccount': !Ref 'AWS::AccountId'}}}"), "L S3L405 pass"),
    Case("service let in at the prefix", logs("", DELIVERY.replace("/*'", "/b/*'")), "L S3L405 pass"),
    Case("service let in elsewhere", logs("", DELIVERY.replace("/*'", "/other/*'")), "L S3L405 fail"),
    Case("service let in on the bucket", logs("", DELIVERY.replace("/*'", "'")), "L S3L405 fail"),
    Case("service denied", logs("", DELIVERY, "{Effect: Deny, Principal: '*', Action: 's3:PutObject', Resource: !Sub '${L.Arn}/*', Condition: {StringNotEquals: {'aws:SourceVpce': vpce-1}}}"), "L S3L405 fail"),
    Case("TLS beside", logs("", DELIVERY, "{Effect: Deny, Principal: '*', Action: 's3:*', Resource: [!GetAtt L.Arn, !Sub '${L.Arn}/*'], Condition: {Bool: {'aws:SecureTransport': 'false'}}}"), "L S3L405 pass"),
    Case("another service", logs("", DELIVERY.replace("logging.s3", "delivery.logs")), "L S3L405 fail"),
    Case("by ACL", logs("AccessControl: LogDeliveryWrite, OwnershipControls: {Rules: [{ObjectOwnership: ObjectWriter}]}"), "L S3L405 pass"),
    Case("by ACL, enforced", logs("AccessControl: LogDeliveryWrite, OwnershipControls: {Rules: [{ObjectOwnership: BucketOwnerEnforced}]}"), "L S3L405 fail"),
    Case("retained", logs("ObjectLockEnabled: true, ObjectLockConfiguration: {Rule: {DefaultRetention: {Mode: GOVERNANCE, Days: 1}}}", DELIVERY), "L S3L405 fail"),
    Case("KMS", logs("BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: 'aws:kms'}}]}", DELIVERY), "L S3L309 fail\nL S3L302 pass"),
    Case("SSE-S3", logs("BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: AES256}}]}", DELIVERY), "L S3L309 pass\nL S3L302 pass\nB S3L302 fail"),
    Case("into itself", bucket("LoggingConfiguration: {LogFilePrefix: logs/}"), "B S3L404 fail\nB S3L402 pass"),
    Case("into each other", """
      Resources:
        A: {Type: AWS::S3::Bucket, Properties: {BucketName: acme-a, LoggingConfiguration: {DestinationBucketName: acme-b}}}
        B: {Type: AWS::S3::Bucket, Properties: {BucketName: acme-b, LoggingConfiguration: {DestinationBucketName: acme-a}}}
    """, "A S3L404 fail\nB S3L404 fail"),
    Case("elsewhere", bucket("LoggingConfiguration: {DestinationBucketName: !ImportValue logs}"), "B S3L402 pass\nB S3L404 pass"),
    Case("logging gone", bucket("LoggingConfiguration: !If [Prod, {DestinationBucketName: logs}, !Ref 'AWS::NoValue']", head=PROD), "B S3L402 fail"),
]  # fmt: skip


def point(*properties: str, statement: str = "") -> str:
    """An access point `A` of a bucket."""
    lines = "\n            ".join(properties)
    stated = f"Policy: {{Statement: [{statement}]}}" if statement else ""
    return f"""
      Resources:
        B: {{Type: AWS::S3::Bucket}}
        A:
          Type: AWS::S3::AccessPoint
          Properties:
            Bucket: !Ref B
            Name: point
            {lines}
            {stated}
    """


ANYBODY = "{Effect: Allow, Principal: '*', Action: 's3:GetObject', Resource: !Sub 'arn:aws:s3:${AWS::Region}:${AWS::AccountId}:accesspoint/point/object/*'}"
POINTS = [
    Case("default", point(), "A S3L109 pass"),
    Case("default with a public policy", point(statement=ANYBODY), "A S3L109 pass"),
    Case("open without a policy", point(OPEN), "A S3L109 fail"),
    Case("open with a public policy", point(OPEN, statement=ANYBODY), "A S3L109 fail"),
    Case("closed with a public policy", point(BLOCK, statement=ANYBODY), "A S3L109 pass"),
    Case("in a VPC", point("VpcConfiguration: {VpcId: vpc-1}", statement=ANYBODY), "A S3L109 pass\nA S3L704 pass"),
    Case("on the internet", point(), "A S3L704 fail"),
]  # fmt: skip


MORE = [
    Case("a bucket by If, its policy too", """
      Parameters: {Make: {Type: String, AllowedValues: ['yes', 'no']}}
      Conditions: {Made: !Equals [!Ref Make, 'yes'], Kept: !Not [!Condition Made]}
      Resources:
        B: {Type: AWS::S3::Bucket, Condition: Made}
        P:
          Type: AWS::S3::BucketPolicy
          Condition: Kept
          Properties: {Bucket: !Ref B, PolicyDocument: {Statement: [{Effect: Allow, Principal: "*", Action: "s3:GetObject", Resource: "*"}]}}
    """, "B S3L103 pass"),
    Case("three rows of one parameter", """
      Parameters: {Env: {Type: String, AllowedValues: [dev, test, prod]}}
      Conditions: {Dev: !Equals [!Ref Env, dev], Test: !Equals [!Ref Env, test], Prod: !Equals [!Ref Env, prod]}
      Resources:
        B: {Type: AWS::S3::Bucket, Properties: {VersioningConfiguration: !If [Dev, {Status: Enabled}, !If [Test, {Status: Enabled}, !If [Prod, {Status: Enabled}, !Ref AWS::NoValue]]]}}
        C: {Type: AWS::S3::Bucket, Properties: {VersioningConfiguration: !If [Dev, {Status: Enabled}, !If [Test, {Status: Enabled}, !Ref AWS::NoValue]]}}
    """, "B S3L501 pass\nC S3L501 unknown"),
    Case("three policies of three rows", """
      Parameters: {Env: {Type: String, AllowedValues: [dev, test, prod]}}
      Conditions: {Dev: !Equals [!Ref Env, dev], Test: !Equals [!Ref Env, test], Prod: !Equals [!Ref Env, prod]}
      Resources:
        B: {Type: AWS::S3::Bucket}
        P: {Type: AWS::S3::BucketPolicy, Condition: Dev, Properties: {Bucket: !Ref B, PolicyDocument: {Statement: [%T]}}}
        Q: {Type: AWS::S3::BucketPolicy, Condition: Test, Properties: {Bucket: !Ref B, PolicyDocument: {Statement: [%T]}}}
        R: {Type: AWS::S3::BucketPolicy, Condition: Prod, Properties: {Bucket: !Ref B, PolicyDocument: {Statement: [%T]}}}
    """.replace("%T", TLS), "B S3L201 pass"),
    Case("two policies of three rows", """
      Parameters: {Env: {Type: String, AllowedValues: [dev, test, prod]}}
      Conditions: {Dev: !Equals [!Ref Env, dev], Prod: !Equals [!Ref Env, prod]}
      Resources:
        B: {Type: AWS::S3::Bucket}
        P: {Type: AWS::S3::BucketPolicy, Condition: Dev, Properties: {Bucket: !Ref B, PolicyDocument: {Statement: [%T]}}}
        R: {Type: AWS::S3::BucketPolicy, Condition: Prod, Properties: {Bucket: !Ref B, PolicyDocument: {Statement: [%T]}}}
    """.replace("%T", TLS), "B S3L201 unknown"),
    Case("any region but one", bucket("VersioningConfiguration: {Status: !If [Home, Enabled, Suspended]}", head="Conditions: {Home: !Equals [!Ref 'AWS::Region', eu-west-1]}"), "B S3L501 unknown"),
    Case("equal lists", bucket("VersioningConfiguration: {Status: !If [Same, Enabled, Suspended]}", head="Parameters: {A: {Type: CommaDelimitedList, Default: 'a,b'}}\n      Conditions: {Same: !Equals [!Join ['-', !Ref A], 'a-b']}"), "B S3L501 pass"),
    Case("numbers and texts", bucket("VersioningConfiguration: {Status: !If [Same, Enabled, Suspended]}", head="Parameters: {A: {Type: Number, Default: 1}}\n      Conditions: {Same: !Equals [!Ref A, '1']}"), "B S3L501 pass"),
    Case("booleans and texts", bucket("VersioningConfiguration: {Status: !If [Same, Enabled, Suspended]}", head="Parameters: {A: {Type: String, Default: true}}\n      Conditions: {Same: !Equals [!Ref A, 'true']}"), "B S3L501 pass"),
    Case("case matters", bucket("VersioningConfiguration: {Status: enabled}"), "B S3L501 fail"),
    Case("a list through If, whole", bucket("LifecycleConfiguration: {Rules: !If [Prod, [{Status: Enabled, ExpirationInDays: 1}], [{Status: Enabled, ExpirationInDays: 9}]]}", head=ASKED), "B S3L505 pass"),
    Case("rules on either side", bucket("LifecycleConfiguration: {Rules: [!If [Prod, {Status: Enabled, ExpirationInDays: 1}, {Status: Enabled, ExpirationInDays: 9}]]}", head=ASKED), "B S3L505 pass"),
    Case("encryption on either side", bucket("BucketEncryption: {ServerSideEncryptionConfiguration: [!If [Prod, {ServerSideEncryptionByDefault: {SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'}}, {ServerSideEncryptionByDefault: {SSEAlgorithm: AES256}}]]}", head=ASKED), "B S3L301 pass\nB S3L302 unknown"),
    Case("block on either side", bucket("PublicAccessBlockConfiguration: !If [Prod, {BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true}, {BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: 'true'}]", head=ASKED), "B S3L102 pass"),
    Case("ownership on either side", bucket("OwnershipControls: !If [Prod, {Rules: [{ObjectOwnership: ObjectWriter}]}, {Rules: [{ObjectOwnership: BucketOwnerPreferred}]}]", head=ASKED), "B S3L105 fail"),
    Case("logging on either side", bucket("LoggingConfiguration: !If [Prod, {DestinationBucketName: a-logs}, {DestinationBucketName: b-logs}]", head=ASKED), "B S3L402 pass"),
    Case("selectors on either side", trail("EventSelectors: [!If [Prod, {DataResources: [{Type: 'AWS::S3::Object', Values: ['arn:aws:s3']}]}, {DataResources: [{Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::']}]}]]", head=ASKED), "B S3L403 pass"),
    Case("values by If", trail("EventSelectors: [{DataResources: [{Type: 'AWS::S3::Object', Values: [!If [Prod, 'arn:aws:s3', 'arn:aws:s3:::other/']]}]}]", head=ASKED), "B S3L403 unknown"),
    Case("replication of a rule by If", bucket("VersioningConfiguration: {Status: Enabled}", "ReplicationConfiguration: !If [Prod, {Role: 'arn:aws:iam::111122223333:role/r', Rules: [{Status: Enabled, Destination: {Bucket: 'arn:aws:s3:::other'}}]}, !Ref 'AWS::NoValue']", head=PROD), "B S3L508 fail\nB S3L509 pass"),
    Case("statement as one map", policy(TLS).replace("Statement:\n              - ", "Statement:\n                "), "B S3L201 pass"),
    Case("statements by one If", policy("PLACE", head=ASKED).replace("Statement:\n              - PLACE", f"Statement: !If [Prod, [{TLS}], [{TLS}, {PUBLIC}]]"), "B S3L201 pass\nB S3L103 unknown"),
    Case("document by If", policy("PLACE", head=PROD).replace('PolicyDocument:\n              Version: "2012-10-17"\n              Statement:\n              - PLACE', f"PolicyDocument: !If [Prod, {{Statement: [{TLS}]}}, {{Statement: [{PUBLIC}]}}]"), "B S3L201 fail\nB S3L103 fail"),
    Case("principal as a list in Principal", policy("{Effect: Allow, Principal: {AWS: ['*']}, Action: ['s3:GetObject'], Resource: [!Sub '${B.Arn}/*']}"), "B S3L103 fail\nB S3L101 fail"),
    Case("NoValue in a list of principals", policy("{Effect: Allow, Principal: {AWS: [!If [Prod, '*', !Ref 'AWS::NoValue'], !Sub 'arn:aws:iam::${AWS::AccountId}:root']}, Action: 's3:GetObject', Resource: !Sub '${B.Arn}/*'}", head=PROD), "B S3L103 pass\nB S3L202 pass"),
    Case("ForEach in a statement list's resource", """
      Transform: AWS::LanguageExtensions
      Resources:
        Fn::ForEach::P:
          - N
          - [One, Two]
          - "B${N}": {Type: AWS::S3::Bucket}
            "P${N}":
              Type: AWS::S3::BucketPolicy
              Properties:
                Bucket: !Ref {"Fn::Sub": "B${N}"}
                PolicyDocument: {Statement: [{Effect: Allow, Principal: "*", Action: "s3:GetObject", Resource: !Sub ["${A}/*", {A: !GetAtt ["B${N}", Arn]}]}]}
    """, "BOne S3L103 fail\nBTwo S3L103 fail"),
    Case("a document as JSON text", policy("PLACE").replace('PolicyDocument:\n              Version: "2012-10-17"\n              Statement:\n              - PLACE', f"PolicyDocument: !ToJsonString {{Statement: [{TLS}]}}").replace("      Resources:", "      Transform: AWS::LanguageExtensions\n      Resources:", 1), "B S3L201 pass"),
    Case("a public policy on an existing bucket", """
      Resources:
        P:
          Type: AWS::S3::BucketPolicy
          Properties: {Bucket: acme-existing, PolicyDocument: {Statement: [{Effect: Allow, Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::acme-existing/*"}]}}
    """, "P S3L103 fail"),
    Case("a block without a policy", bucket(OPEN), "B S3L101 pass\nB S3L102 fail\nB S3L103 pass\nB S3L208 pass"),
    Case("no block, public policy", """
      Resources:
        B: {Type: AWS::S3::Bucket}
        P: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: !Ref B, PolicyDocument: {Statement: [%P]}}}
    """.replace("%P", PUBLIC), "B S3L101 unknown\nB S3L103 fail\nB S3L102 fail"),
    Case("account's block stated", policy(PUBLIC, rest="Other: {Type: 'Custom::AccountBlock', Properties: {ServiceToken: !Sub 'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:f'}}"), "B S3L101 fail"),
    Case("a custom resource that takes the bucket", policy(TLS, rest="Other: {Type: 'Custom::S3AutoDeleteObjects', Properties: {ServiceToken: x, BucketName: !Ref B}}"), "B S3L201 pass\nB S3L103 pass"),
    Case("an access point for another account", point(OPEN, statement="{Effect: Allow, Principal: {AWS: '444455556666'}, Action: 's3:GetObject', Resource: !Sub 'arn:aws:s3:${AWS::Region}:${AWS::AccountId}:accesspoint/point/object/*'}"), "A S3L109 fail"),
    Case("a key that rotates", "Resources: {K: {Type: AWS::KMS::Key, Properties: {EnableKeyRotation: 'true', KeyPolicy: {Statement: [{Effect: Allow, Principal: {AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:root'}, Action: 'kms:*', Resource: '*'}]}}}, B: {Type: AWS::S3::Bucket, Properties: {BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: 'aws:kms', KMSMasterKeyID: !Ref K}}]}}}}", "B S3L302 pass\nK S3L305 pass"),
    Case("a key that does not", "Resources: {K: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {Statement: []}}}, B: {Type: AWS::S3::Bucket, Properties: {BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: 'aws:kms', KMSMasterKeyID: !GetAtt K.Arn}}]}}}}", "B S3L302 pass\nK S3L305 fail"),
    Case("a key for everybody", "Resources: {K: {Type: AWS::KMS::Key, Properties: {EnableKeyRotation: true, KeyPolicy: {Statement: [{Effect: Allow, Principal: '*', Action: 'kms:*', Resource: '*'}]}}}, B: {Type: AWS::S3::Bucket, Properties: {BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: 'aws:kms', KMSMasterKeyID: !GetAtt K.Arn}}]}}}}", "K S3L305 fail"),
    Case("a key for S3's callers", "Resources: {K: {Type: AWS::KMS::Key, Properties: {EnableKeyRotation: true, KeyPolicy: {Statement: [{Effect: Allow, Principal: {AWS: '*'}, Action: 'kms:*', Resource: '*', Condition: {StringEquals: {'kms:CallerAccount': !Ref 'AWS::AccountId'}}}]}}}, B: {Type: AWS::S3::Bucket, Properties: {BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: 'aws:kms', KMSMasterKeyID: !GetAtt K.Arn}}]}}}}", "K S3L305 pass"),
    Case("a trail under the bucket's condition", """
      Parameters: {Env: {Type: String}}
      Conditions: {Prod: !Equals [!Ref Env, prod]}
      Resources:
        B: {Type: AWS::S3::Bucket, Condition: Prod}
        T: {Type: AWS::CloudTrail::Trail, Condition: Prod, Properties: {S3BucketName: t, IsLogging: true, EventSelectors: [{DataResources: [{Type: "AWS::S3::Object", Values: ["arn:aws:s3"]}]}]}}
    """, "B S3L403 pass"),
    Case("logs under a condition", """
      Parameters: {Env: {Type: String}}
      Conditions: {Prod: !Equals [!Ref Env, prod]}
      Resources:
        B: {Type: AWS::S3::Bucket, Properties: {LoggingConfiguration: !If [Prod, {DestinationBucketName: !Ref L}, !Ref "AWS::NoValue"]}}
        L: {Type: AWS::S3::Bucket, Condition: Prod, Properties: {AccessControl: LogDeliveryWrite, OwnershipControls: {Rules: [{ObjectOwnership: ObjectWriter}]}}}
    """, "B S3L402 unknown\nL S3L402 pass\nL S3L405 pass"),
    Case("role's policies by If", """
      Parameters: {Env: {Type: String, Default: dev}}
      Conditions: {Prod: !Equals [!Ref Env, prod]}
      Resources:
        R: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}, Policies: [!If [Prod, {PolicyName: p, PolicyDocument: {Statement: [{Effect: Allow, Action: "s3:*", Resource: "*"}]}}, !Ref "AWS::NoValue"]]}}
        Q: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}, ManagedPolicyArns: [!If [Prod, !Ref "AWS::NoValue", "arn:aws:iam::aws:policy/AmazonS3FullAccess"]]}}
    """, "R S3L701 pass\nQ S3L701 fail"),
]  # fmt: skip


CASES = [
    pytest.param(case, id=f"{kind}: {case.name}")
    for kind, cases in (
        ("values", VALUES),
        ("loops", LOOPS),
        ("policies", POLICIES),
        ("buckets", BUCKETS),
        ("identities", IDENTITIES),
        ("trails", TRAILS),
        ("logs", LOGS),
        ("points", POINTS),
        ("more", MORE),
    )
    for case in cases
]


def verdicts(case: Case) -> dict[tuple[str, str], str]:
    """The worst that each check says of each resource."""
    tree = MemoryTree({**case.files, case.path: dedent(case.template)})
    worst: dict[tuple[str, str], str] = {}
    for loaded in cloudformation.load(tree, case.path, Inputs(variables=case.given)):
        assert case.diagnostics or loaded.diagnostics == []
        judged, failures = run(graph.build(loaded, Context()), ALL, loaded.root)
        assert failures == []
        for resource in loaded.resources:
            worst |= {(resource.address, check.code): "pass" for check in ALL}
        for finding in judged:
            key, verdict = (finding.resource, finding.code), finding.verdict.value
            if (worst.get(key) != "fail" and verdict != "pass") or key not in worst:
                worst[key] = verdict
    return worst


@pytest.mark.parametrize("case", CASES)
def test_a_template(case: Case) -> None:
    found = verdicts(case)
    expected = [line.split() for line in case.expected.splitlines()]
    said = {f"{resource} {code}": found.get((resource, code), "absent") for resource, code, _ in expected}
    assert said == {f"{resource} {code}": verdict for resource, code, verdict in expected}


ANSWERS = {"a": frozenset({"x", "y", "z"}), "b": frozenset({"true", "false"}), "c": frozenset({"1", "another value"})}
GUARDS = st.sets(
    st.fixed_dictionaries(
        {}, optional={name: st.sampled_from(sorted(answers)) for name, answers in ANSWERS.items()}
    ).map(lambda chosen: frozenset(chosen.items()))
)


@given(GUARDS)
def test_guards_cover_what_every_choice_of_answers_finds_covered(guards: set[frozenset[tuple[str, str]]]) -> None:
    worlds = [frozenset(zip(ANSWERS, chosen, strict=True)) for chosen in product(*ANSWERS.values())]
    assert covers(guards, ANSWERS) is all(any(guard <= world for guard in guards) for world in worlds)


def test_answers_that_are_not_known_of_are_not_covered() -> None:
    two = [frozenset({("Env", "dev")}), frozenset({("Env", "prod")})]
    assert not covers(two, {})
    assert covers(two, {"Env": frozenset({"dev", "prod"})})
