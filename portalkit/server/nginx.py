"""The configuration of nginx for one portal, made from its plan; nothing of it is written by hand on the server."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from portalkit.model import delivery
from portalkit.server.plan import Machine, ServerPlan
from portalkit.server.tokens import Token, address, phrase, token


def shared_config(machine: Machine) -> str:
    """What all portals of a server have together; to be read before them."""
    return _template("portalkit.conf.j2").render(machine=machine)


def site_config(plan: ServerPlan) -> str:
    """The servers of one portal."""
    port = plan.machine.https_port
    return _template("site.conf.j2").render(
        portal=plan.portal,
        name=plan.name,
        machine=plan.machine,
        hosts=plan.hosts,
        old=plan.old,
        bare=plan.bare,
        domain=plan.domain,
        https_suffix=Token("" if port == 443 else f":{port}"),
        given_outside=delivery.GIVEN_OUTSIDE,
        suffixes=sorted(delivery.CONTENT_TYPES),
        changing=sorted(delivery.CHANGING),
        compressed_from=delivery.COMPRESSED_FROM,
        compressed_types=sorted({delivery.CONTENT_TYPES[one] for one in delivery.TEXTUAL} - {"text/html"}),
        documents=delivery.DOCUMENTS,
        documents_path=delivery.DOCUMENTS_PATH,
        content_types=sorted(delivery.CONTENT_TYPES.items()),
        security_headers=list(delivery.SECURITY_HEADERS.items()),
        strict_transport=delivery.STRICT_TRANSPORT,
        fingerprinted=delivery.FINGERPRINTED.pattern,
        files_cache=delivery.FILES_CACHE,
        pages_cache=delivery.PAGES_CACHE,
        forever_cache=delivery.FOREVER_CACHE,
        absent_cache=delivery.ABSENT_CACHE,
        search_path=delivery.SEARCH_PATH,
        not_found=delivery.NOT_FOUND,
    )


def moved_table(moved: Mapping[str, str]) -> str:
    """Old address → new address, as the ``map`` of nginx reads it; what cannot stand there is left out."""
    lines = ((address(old), address(quote(new))) for old, new in sorted(moved.items()))
    return "".join(f"{old} {new};\n" for old, new in lines if old and new)


def former_table(moved: Mapping[str, str]) -> str:
    """New address → old address. A path of other letters than these would be written in two ways, and is left out."""
    former = {new: old for old, new in sorted(moved.items()) if quote(old) == old and quote(new) == new}
    lines = ((address(new), address(old)) for new, old in sorted(former.items()))
    return "".join(f"{new} {old};\n" for new, old in lines if old and new)


def filled(template: str, values: Mapping[str, object]) -> str:
    """A template of this wing with its values, each of which is held to the grammar of configuration files."""
    return _template(template).render(values)


def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    # Not HTML: what is put in is held to the grammar of these files by `token`, through which every value goes.
    environment = Environment(
        loader=PackageLoader("portalkit.server"),
        undefined=StrictUndefined,
        finalize=token,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701
    )
    environment.filters["phrase"] = phrase
    environment.filters["raw"] = Token
    return environment
