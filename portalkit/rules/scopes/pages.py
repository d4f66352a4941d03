"""What is asked of each page of the output. In code order."""

from __future__ import annotations

from portalkit.rules.identity.id001_identity import identity
from portalkit.rules.identity.id002_demonstration import demonstration
from portalkit.rules.layout.pg001_outline import outline
from portalkit.rules.layout.pg002_article import article
from portalkit.rules.lifecycle.lc002_notice_missing import notice_missing
from portalkit.rules.links.lk005_broken_link import broken_link
from portalkit.rules.links.lk006_missing_resource import missing_resource
from portalkit.rules.links.lk007_missing_theme_file import missing_theme_file
from portalkit.rules.rule import Rule
from portalkit.rules.tags.tg001_site_tags import site_tags
from portalkit.rules.tags.tg002_page_tags import page_tags
from portalkit.rules.tampering.tp003_script import script
from portalkit.rules.tampering.tp004_hidden_link import hidden_link
from portalkit.rules.tampering.tp005_foreign_load import foreign_load

RULES: tuple[Rule, ...] = (
    identity,
    demonstration,
    notice_missing,
    broken_link,
    missing_resource,
    missing_theme_file,
    outline,
    article,
    site_tags,
    page_tags,
    script,
    hidden_link,
    foreign_load,
)
