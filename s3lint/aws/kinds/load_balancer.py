"""Load balancers: where their access, connection and health check logs go.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
"""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.aws.adapter import Builder
from s3lint.aws.kinds.service_delivery import DELIVERY, deliver
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.rows import row
from s3lint.aws.section import Section
from s3lint.aws.spellings import path
from s3lint.values.setting import Setting

# which of the two writes depends on the type of the load balancer; a Gateway Load Balancer has no such logs
_WRITERS = (("load-balancer-logs", "application"), ("network-load-balancer-logs", "network"))
_KIND = path("Type", "load_balancer_type")
_LOGS = DELIVERY.but(
    row("bucket", "", "bucket"), row("prefix", "", "prefix"), row("enabled", "", "enabled", absent=False)
)
_BLOCKS = tuple(path("", name) for name in ("access_logs", "connection_logs", "health_check_logs"))
_BUCKET, _PREFIX, _ENABLED = ".s3.bucket", ".s3.prefix", ".s3.enabled"


def _adapt(body: Section, builder: Builder) -> None:
    kind = body.setting(_KIND, default="application")
    stated = list(_of_blocks(body) if body.spelling.is_terraform else _of_attributes(body))
    for section, settings in stated:
        for role, word in _WRITERS:
            node = _LOGS.node(section, role=role, is_meant=kind.is_any(word), **settings)
            deliver(node, builder)


def _of_blocks(body: Section) -> Iterator[tuple[Section, dict[str, Setting]]]:
    for at in _BLOCKS:
        yield from ((section, {}) for section in body.sections(at)[0])


def _of_attributes(body: Section) -> Iterator[tuple[Section, dict[str, Setting]]]:
    """In a template they are attributes, each with its key: `access_logs.s3.bucket` beside `access_logs.s3.enabled`."""
    sections, _ = body.sections(path("LoadBalancerAttributes", ""))
    found = [(section, section.setting(path("Key")), section.setting(path("Value"))) for section in sections]
    named = {text: value for _, key, value in found if (text := key.text()) is not None}
    opened = next((key for _, key, _ in found if key.text() is None), None)  # an attribute that may be any of them
    for section, key, value in found:
        name = key.text()
        if name is None:
            yield section, {"bucket": value, "prefix": key, "enabled": key}
        elif name.endswith(_BUCKET):
            kind = name.removesuffix(_BUCKET)
            prefix = opened or named.get(kind + _PREFIX) or Setting("Value", None, body.where)
            enabled = opened or named.get(kind + _ENABLED) or Setting("Value", None, body.where, False)
            yield section, {"bucket": value, "prefix": prefix, "enabled": enabled}


_WHAT = "its type, and where its logs go"
TYPES = (
    ResourceType(
        cloudformation="AWS::ElasticLoadBalancingV2::LoadBalancer",
        terraform="aws_lb",
        adapt=_adapt,
        what=_WHAT,
        alone=False,
    ),
    ResourceType(terraform="aws_alb", adapt=_adapt, what=_WHAT, alone=False),
)
