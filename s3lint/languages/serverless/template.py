"""The template that a service is deployed as: what the framework makes, with the service's own resources laid over it.

https://www.serverless.com/framework/docs/providers/aws/guide/resources
"""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.languages.cloudformation.reading import Map
from s3lint.languages.serverless import naming
from s3lint.languages.serverless.buckets import of_deployment, of_events
from s3lint.languages.serverless.located import Located, entries, entry, items, mapping_of, merged, rewritten
from s3lint.languages.serverless.roles import roles
from s3lint.languages.serverless.service import Service
from s3lint.record import Struct, field

_STORES = ("storage", "static-website", "single-page-app", "server-side-website")  # of serverless-lift
_TEXTS = frozenset({"Description", "AWSTemplateFormatVersion"})  # of a template, which hold no resources


class Template(Struct):
    """What a service is deployed as."""

    root: Map
    generated: dict[str, str]  # resources that are not spelled out: logical id -> type
    unknown: list[Located] = field(default_factory=list)  # parts that may hold more resources
    unread: list[Located] = field(default_factory=list)  # events that may make more buckets
    constructs: list[tuple[str, Located]] = field(default_factory=list)  # what plugins make buckets of


def template_of(service: Service) -> Template:
    """The template of a service in its stage."""
    functions, unknown = service.functions()
    resources: dict[str, Located] = {}
    for made in (of_deployment(service), roles(service, functions), of_events(service, functions)):
        for name, resource in made:
            _put(resources, name, resource)
    sections: dict[str, dict[str, Located]] = {"Resources": resources}
    plain: dict[str, Located] = {}
    extensions: list[Located] = []
    for part in service.parts("resources"):
        part = service.variables.whole(part)
        if part.node is not None and not isinstance(part.node, Map):
            unknown.append(part)
        for section, content in entries(part):
            if section == "extensions":
                extensions.append(content)
            elif isinstance(content.node, Map):
                for name, value in entries(content):
                    _put(sections.setdefault(section, {}), name, value)
            elif isinstance(content.node, str) and "${" in content.node and section not in _TEXTS:
                unknown.append(content)
            elif content.node is not None:
                plain[section] = content
    for content in extensions:
        _extend(resources, content)
    unknown += [resource for resource in resources.values() if isinstance(resource.node, str)]
    events = [listed for function in functions.values() if (listed := entry(function, "events")) is not None]
    unread = [listed for listed in events if isinstance(listed.node, str)]
    unread += [one for listed in events for one in items(listed) if isinstance(one.node, str) and "${" in one.node]
    root = _root(service, sections)
    for section, content in plain.items():
        root.put(section, rewritten(content.node, service.root), (service.root.start,) * 3)
    return Template(root, naming.generated(list(functions)), unknown, unread, list(_constructs(service)))


def _put(into: dict[str, Located], name: str, value: Located) -> None:
    into[name] = merged(into[name], value) if name in into else value


def _extend(resources: dict[str, Located], extensions: Located) -> None:
    """`extensions` change resources: properties are replaced, not merged."""
    for name, changes in entries(extensions):
        for attribute, value in entries(changes):
            if name not in resources:
                continue
            resource = resources[name]
            attributes = dict(entries(resource))
            if attribute in ("Properties", "Metadata") and attribute in attributes:
                value = _assigned(attributes[attribute], value)
            resources[name] = _assigned(resource, mapping_of(resource, {attribute: value}))


def _assigned(under: Located, over: Located) -> Located:
    return mapping_of(under, {**dict(entries(under)), **dict(entries(over))})


def _root(service: Service, sections: dict[str, dict[str, Located]]) -> Map:
    root = Map(service.root.start)
    root.end = service.root.end
    for section, parts in sections.items():
        place = service.root
        made = Map(place.start)
        made.end = place.end
        for name, value in parts.items():
            is_here = value.source is place.source
            if is_here:
                node = value.node
            elif section == "Resources" and not name.startswith("Fn::"):
                node = value.included()
            else:  # what is looked up by its name, or is no resource: wherever it is written
                node = rewritten(value.node, place)
            at = (value.key, value.start, value.end) if is_here else (place.start, place.start, place.start)
            made.put(name, node, at)
        root.put(section, made, (place.start, place.start, place.end))
    return root


def _constructs(service: Service) -> Iterator[tuple[str, Located]]:
    found = service.written("constructs")
    for name, construct in entries(found) if found is not None else ():
        kind = entry(construct, "type")
        if kind is not None and kind.node in _STORES:
            yield f"construct {name}", construct
