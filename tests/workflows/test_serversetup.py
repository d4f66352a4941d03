"""The files of a server are written by one command: complete, the same each time, and good enough for the programs."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.county import County
from support.webserver import WebServer, certificate, needs_nginx

from portalkit.errors import UsageError
from portalkit.workflows.serversetup import Wanted, Written, write_server

OLD = "shichang/policy/2026/2026-03-01-yan.md"


def written(county: County, **more: object) -> tuple[Written, Path]:
    folder = county.root / "server"
    wanted = Wanted(folder, {"search": "unix:/run/portalkit-shili/search.sock"})
    return write_server(county.workspace(), replace(wanted, **more)), folder / "etc"  # type: ignore[arg-type]


def test_everything_that_a_server_needs_is_written_once(county: County) -> None:
    first, etc = written(county)
    names = sorted(path.relative_to(etc).as_posix() for path in etc.rglob("*") if path.is_file())
    assert names == [
        "logrotate.d/portalkit",
        "nginx/conf.d/00-portalkit.conf",
        "nginx/conf.d/portalkit-shili.conf",
        "nginx/portalkit/shili.former.map",
        "nginx/portalkit/shili.moved.map",
        "systemd/system/portalkit-shili-activate.path",
        "systemd/system/portalkit-shili-activate.service",
        "systemd/system/portalkit-shili-patrol.service",
        "systemd/system/portalkit-shili-patrol.timer",
        "systemd/system/portalkit-shili-search.service",
    ]
    assert len(first.changed) == len(names)
    assert any("www.shili.gov.cn" in note for note in first.notes)
    again, _ = written(county)
    assert again.changed == ()


def test_without_a_search_service_none_is_set_up(county: County) -> None:
    _, etc = written(county, given={})
    assert not list(etc.rglob("*search*"))
    assert "return 503;" in (etc / "nginx/conf.d/portalkit-shili.conf").read_text(encoding="utf-8")


def test_values_that_cannot_be_written_are_refused_before_anything_is(county: County) -> None:
    with pytest.raises(UsageError, match="--site"):
        written(county, given={"site": "/srv/a b; x"})
    assert not (county.root / "server").exists()


def test_a_former_column_with_a_path_leads_to_where_its_content_is(county: County) -> None:
    county.tenant(
        "nongyewang",
        (county.root / "tenants/shili/nongyewang.yaml")
        .read_text(encoding="utf-8")
        .replace("to: nongye/policy}", "to: nongye/policy, path: /zcfg/}"),
    )
    _, etc = written(county)
    config = (etc / "nginx/conf.d/portalkit-shili.conf").read_text(encoding="utf-8")
    assert "location ^~ /zcfg/ { return 301 https://www.shili.gov.cn/nongye/policy/; }" in config
    county.article("nongye/dynamics", "2026-11-01-a")
    county.build()
    _, etc = written(county)
    config = (etc / "nginx/conf.d/portalkit-shili.conf").read_text(encoding="utf-8")
    assert "location ^~ /zcfg/ { return 301 https://www.shili.gov.cn/nongye/; }" in config, (
        "an empty column has no page"
    )


def moved(county: County) -> str:
    _, etc = written(county)
    return (etc / "nginx/portalkit/shili.moved.map").read_text(encoding="utf-8")


def test_an_article_whose_file_was_moved_leads_to_its_new_address(county: County) -> None:
    old = county.article("shichang/policy/2026", "2026-03-01-yan")
    county.build()
    assert moved(county) == ""
    new = old.with_name("2026-03-01-shiyan.md")
    old.rename(new)
    county.sign(new)
    county.build()
    assert county.has("/shichang/policy/202603/shiyan.html")
    assert moved(county) == '"/shichang/policy/202603/yan.html" "/shichang/policy/202603/shiyan.html";\n'
    former = county.root / "server/etc/nginx/portalkit/shili.former.map"
    assert former.read_text("utf-8") == '"/shichang/policy/202603/shiyan.html" "/shichang/policy/202603/yan.html";\n'


def test_an_article_that_was_never_public_leaves_no_address(county: County) -> None:
    old = county.article("shichang/policy/2026", "2026-03-01-mimi", signed=False)
    county.build()
    new = old.with_name("2026-03-01-gongkai.md")
    old.rename(new)
    county.sign(new)
    county.build()
    assert county.has("/shichang/policy/202603/gongkai.html")
    assert moved(county) == ""


def test_an_article_that_was_withdrawn_leads_nowhere(county: County) -> None:
    old = county.article("shichang/policy/2026", "2026-03-01-yan")
    county.build()
    old.unlink()
    county.build()
    assert moved(county) == ""


def test_two_copies_of_a_text_leave_the_old_address_alone(county: County) -> None:
    old = county.article("shichang/policy/2026", "2026-03-01-yan")
    county.build()
    text = old.read_text(encoding="utf-8")
    old.unlink()
    for name in ("2026-03-01-a", "2026-03-01-b"):
        copy = old.with_name(f"{name}.md")
        copy.write_text(text, encoding="utf-8")
        county.sign(copy)
    county.build()
    assert moved(county) == ""


@needs_nginx
def test_nginx_accepts_what_was_written(county: County) -> None:
    server = WebServer(county.root / "nginx")
    ports = (18080, 18443)
    given = {"site": str(county.root / "site"), "certificates": str(server.root / "certificates")}
    _, etc = written(county, given=given, ports=ports)
    certificate(server.root / "certificates/www.shili.gov.cn", "www.shili.gov.cn")
    for file in sorted((etc / "nginx/conf.d").iterdir()):
        text = file.read_text(encoding="utf-8")
        text = text.replace("/etc/nginx/portalkit", str(etc / "nginx/portalkit")).replace(
            "/var/log/portalkit", str(server.root)
        )
        server.configure(file.stem, text)
    assert server.tested() == ""


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze: apt-get install systemd")
def test_systemd_accepts_the_units_and_calls_them_safe(county: County) -> None:
    _, etc = written(county)
    units = sorted((etc / "systemd/system").iterdir())
    done = subprocess.run(["systemd-analyze", "verify", *map(str, units)], capture_output=True, text=True, check=False)
    complaints = [line for line in done.stderr.splitlines() if "portalkit-" in line and "is not executable" not in line]
    assert complaints == []
    for unit in units:
        if unit.suffix == ".service":
            command = ["systemd-analyze", "security", "--offline=true", "--threshold=25", str(unit)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            assert done.returncode == 0, f"{unit.name}: {done.stdout[-200:]}"


def test_the_day_decides_whether_an_old_website_leads_to_its_notice(county: County) -> None:
    before = replace(county.workspace(), today=date(2026, 10, 1))
    write_server(before, Wanted(county.root / "server", {}))
    config = (county.root / "server/etc/nginx/conf.d/portalkit-shili.conf").read_text(encoding="utf-8")
    assert "location / { return 301 https://www.shili.gov.cn/; }" in config


@pytest.mark.skipif(
    not shutil.which("logrotate", path="/usr/sbin:/usr/bin"), reason="needs logrotate: apt-get install it"
)
def test_access_logs_are_kept_for_half_a_year(county: County) -> None:
    _, etc = written(county)
    file = etc / "logrotate.d/portalkit"
    program = shutil.which("logrotate", path="/usr/sbin:/usr/bin")
    assert program
    done = subprocess.run(
        [program, "--debug", "--state", str(county.root / "rotated"), str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "error" not in done.stderr.lower(), done.stderr
    rotated = re.search(r"(?m)^ +rotate (\d+)$", file.read_text(encoding="utf-8"))
    assert rotated
    assert int(rotated[1]) >= 183
