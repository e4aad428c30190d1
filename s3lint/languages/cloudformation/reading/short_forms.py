"""Short forms (`!Ref`, `!GetAtt`, …) as cfn-flip's own constructors make them: the one place that imports it."""

from __future__ import annotations

from typing import Any

from cfn_tools.yaml_loader import multi_constructor

from s3lint.languages.cloudformation.reading.events import MappingNode, ScalarNode, SequenceNode
from s3lint.languages.cloudformation.reading.nodes import Map, Node, Seq


class _Values:
    """What cfn-flip's constructors ask a loader for: the values, which are built already."""

    @staticmethod
    def construct_scalar(node: Any) -> Any:
        return node.value

    construct_sequence = construct_mapping = construct_scalar


def short_form(tag: str, value: Node, start: int, end: int) -> Map:
    """`!Tag value` as the long form. `!GetAtt` of a list or map is done here: cfn-flip loses tags inside it."""
    if tag == "!GetAtt" and type(value) is not str:
        long: dict[str, Any] = {"Fn::GetAtt": value}
    else:
        kind = ScalarNode if type(value) is str else SequenceNode if isinstance(value, Seq) else MappingNode
        long = multi_constructor(_Values, tag[1:], kind(tag, value))
    made = Map(start)
    made.end = end
    made.weight = getattr(value, "weight", 1) + 1
    for key in dict.keys(long):  # ODict's own keys() is thirty times slower
        argument = dict.__getitem__(long, key)
        if type(argument) is list:  # GetAtt's "A.B" split in two
            argument = _split_list(argument, start, end)
        made.put(key, argument, (start, start, end))
    return made


def _split_list(items: list[str], start: int, end: int) -> Seq:
    made = Seq(start)
    made.end = end
    for item in items:
        made.put(item, start, end)
    return made
