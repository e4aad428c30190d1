"""Where what a graph holds is: in which account, and in which region."""

from __future__ import annotations

from s3lint.aws.places import Coordinate, Places, may_be_meant_as_one, partition_of, same
from s3lint.aws.spellings import path, spelling_of
from s3lint.values import Configuration, Fact, Identity, Resource, Value, dig, no
from s3lint.values.place import is_called

_OWN_REGION = path("", "region")  # in which region a resource is, since v6 of the AWS provider, if not the provider's


class Whereabouts:
    """The accounts and regions of one configuration's resources.

    `account_id` is the account that the code is deployed to, where the configuration of s3lint says it.
    """

    def __init__(self, configuration: Configuration, account_id: str | None) -> None:
        self._resources = {resource.address: resource for resource in configuration.resources}
        self._others = configuration.made_by
        self._stated = configuration.places
        self._places = Places(configuration.places, self._made_by, account_id)

    def _made_by(self, address: str) -> tuple[str, Value | None] | None:
        resource = self._resources.get(address)
        return self._others.get(address) if resource is None else (resource.provider, _own_region(resource))

    def account(self, resource: Resource) -> Coordinate:
        """The account that a resource is in."""
        return self._places.account(resource.provider)

    def account_of(self, address: str) -> Coordinate | None:
        """The account of what has an address, resource of this graph or not; None where that is not known."""
        made = self._made_by(address)
        return None if made is None else self._places.account(made[0])

    def region(self, resource: Resource) -> Coordinate:
        """The region that a resource is in."""
        return self._places.region(resource.provider, _own_region(resource))

    def partition(self, resource: Resource) -> str | None:
        """The partition that a resource is in, where that is known."""
        return partition_of(self.region(resource).text)

    def share_account(self, one: Resource, other: Resource) -> Fact:
        """Whether two resources are in one account."""
        return same(self.account(one), self.account(other))

    def share_region(self, one: Resource, other: Resource) -> Fact:
        """Whether two resources are in one region."""
        return same(self.region(one), self.region(other))

    def go_to_one_account(self, one: Resource, other: Resource) -> Fact:
        """The same, where AWS refuses two: what the code leaves to whoever deploys it is then one."""
        return may_be_meant_as_one(self.account(one), self.account(other))

    def go_to_one_region(self, one: Resource, other: Resource) -> Fact:
        """The same of regions."""
        return may_be_meant_as_one(self.region(one), self.region(other))

    def is_in(self, resource: Resource, alias: str) -> Fact:
        """Whether a resource is in the account of a provider configuration, that of the usual one without an alias."""
        names = [name for name in self._stated if is_called(name, alias)] if alias else [self._places.usual]
        found = no()
        for name in names:
            found = found | same(self.account(resource), self._places.account(name))
        return found

    def named_account(self, identity: Identity) -> Coordinate | None:
        """The account whose number an attribute or variable is; None where it is none that is known to be one."""
        return self._places.named_account(identity)

    def named_region(self, identity: Identity) -> Coordinate | None:
        """The region whose name an attribute is; None where it is none that is known to be one."""
        return self._places.named_region(identity)

    def region_of(self, arn: Value) -> Coordinate | None:
        """The region in an ARN, or of the resource whose attribute it is; None where nothing tells it."""
        return self._places.region_of(arn)

    def default_tags(self, resource: Resource) -> Value | None:
        """The tags that a resource has because its provider gives them to all."""
        place = self._stated.get(resource.provider)
        return None if place is None else place.tags


def _own_region(resource: Resource) -> Value | None:
    steps = spelling_of(resource.type).steps(_OWN_REGION)
    return dig(resource.body, *steps[0]) if steps else None
