"""serverless.yml: the `resources` of the Serverless Framework as a template."""

from __future__ import annotations

from s3lint.languages.cloudformation.evaluate.world import World
from s3lint.languages.cloudformation.reading import Map, Seq
from s3lint.source import Source

_VARIABLE = "Serverless Framework variable"


def template_of(root: Map, source: Source, world: World) -> Map:
    """The template that `resources` (a map, or a list of maps) make up. What comes from other files is noted."""
    made = Map(root.at["resources"][1])
    made.end = root.at["resources"][2]
    resources = root["resources"]
    parts = list(resources) if isinstance(resources, Seq) else [resources]
    places = list(resources.at) if isinstance(resources, Seq) else [root.at["resources"][1:]]
    for part, place in zip(parts, places, strict=True):
        if isinstance(part, Map):
            _merge(made, part, source, world)
        elif part is not None:
            world.miss(
                _VARIABLE,
                str(part)[:80],
                source.span(*place),
                "is a Serverless Framework variable, which s3lint does not evaluate",
            )
    if "Resources" not in made:
        made.put("Resources", Map(made.start), (made.start, made.start, made.end))
    return made


def _merge(made: Map, part: Map, source: Source, world: World) -> None:
    for section, content in part.items():
        if not isinstance(content, Map):
            if content is not None and section in ("Resources", "Conditions", "Outputs", "Mappings", "Parameters"):
                place = source.span(*part.at[section][1:])
                why = "is a Serverless Framework variable, which s3lint does not evaluate"
                world.miss(_VARIABLE, f"resources.{section}", place, why)
            continue
        if section not in made:
            empty = Map(content.start)
            empty.end = content.end
            made.put(section, empty, part.at[section])
        for key, value in content.items():
            made[section].put(key, value, content.at[key])
