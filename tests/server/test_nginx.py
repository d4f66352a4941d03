"""The generated configuration in a real nginx: what readers, search engines and strangers get."""

from __future__ import annotations

import gzip
import socket
import ssl
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from support.webserver import Answer, WebServer, ask, certificate, free_port, needs_nginx, trusting

from portalkit.model import delivery
from portalkit.model.platform import PortalTree
from portalkit.server.nginx import former_table, moved_table, shared_config, site_config
from portalkit.server.plan import Machine, Moved, plan_for
from portalkit.tenancy.load import load

pytestmark = needs_nginx

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 21)
HOST = "www.shili.gov.cn"
OLD = "www.shilinongye.gov.cn"


def example() -> PortalTree:
    platform, findings = load(ROOT / "tenants", today=TODAY)
    assert platform, findings
    return platform.portals[0]


@dataclass
class Site:
    """A running server with a small tree."""

    server: WebServer
    http: int
    https: int
    tree: Path

    def get(self, path: str, *, host: str = HOST, method: str = "GET", **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return ask(self.https, path, host=host, method=method, headers=named)


def machine_for(server: WebServer, **more: object) -> Machine:
    fixed = Machine(
        site=str(server.root / "site"),
        tables=str(server.root / "tables"),
        certificates=str(server.root / "certificates"),
        logs=str(server.root / "logs"),
        http_port=free_port(),
        https_port=free_port(),
        ipv6=has_ipv6(),
        legacy_https=True,
    )
    return replace(fixed, **more)  # type: ignore[arg-type]


def has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
        return True
    except OSError:
        return False


READY = gzip.compress(b"this copy lay ready", mtime=0)
PAGE = "<!DOCTYPE html><title>示例</title><p>正文</p>".encode() * 50


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    root = tmp_path_factory.mktemp("nginx")
    server = WebServer(root)
    slot = root / "site" / "a"
    release = slot / "tree"
    files = {
        "index.html": PAGE,
        "404.html": b"<p>absent</p>",
        "news/index.html": b"<p>news</p>",
        "long/index.html": PAGE,
        "news/202603/new.html": b"<p>new</p>",
        "news/202603/gone.html": b"<p>should not be here any more</p>",
        "news/202603/gone/附件一.docx": b"PK",
        "static/css/site.0123abcd.css": b"p{}",
        "static/img/emblem.svg": b"<svg/>",
        "files/附件.docx": b"PK",
        ".well-known/security.txt": b"Contact: mailto:a@b.gov.cn\n",
        ".portalkit/secret.html": b"secret",
        "shell.php": b"<?php",
        "backup.sql": b"drop",
        "plain": b"no suffix",
        "empty/x.txt": b"x",
    }
    for name, raw in files.items():
        (release / name).parent.mkdir(parents=True, exist_ok=True)
        (release / name).write_bytes(raw)
    for name in ("index.html", "static/css/site.0123abcd.css"):
        (slot / "packed" / f"{name}.gz").parent.mkdir(parents=True, exist_ok=True)
        (slot / "packed" / f"{name}.gz").write_bytes(READY)
    for name in ("news/202603/gone.html", "news/202603/gone/附件一.docx"):
        (slot / "gone" / name).parent.mkdir(parents=True, exist_ok=True)
        (slot / "gone" / name).touch()
    (slot / "documents").mkdir()
    for name in delivery.DOCUMENTS:
        (slot / "documents" / name).write_text(f"{name}\n")
    (release / "leak.html").symlink_to("/etc/passwd")
    (root / "site" / "live").symlink_to("a")
    machine = machine_for(server)
    tree = example()
    plan = plan_for(tree, machine, today=TODAY)
    plan = replace(plan, old=(replace(plan.old[0], moved=(Moved("/zcfg/", "/nongye/policy/"),)),))
    for host in (HOST, OLD):
        certificate(root / "certificates" / host, host, "shili.gov.cn")
    server.configure("00-portalkit", shared_config(machine))
    server.configure("shili", site_config(plan))
    moved = {"/news/202603/old.html": "/news/202603/new.html"}
    (root / "tables" / "shili.moved.map").write_text(moved_table(moved))
    (root / "tables" / "shili.former.map").write_text(former_table(moved))
    assert server.tested() == ""
    with server.running(machine.http_port, machine.https_port):
        yield Site(server, machine.http_port, machine.https_port, release)


def test_a_page_comes_with_every_security_header(site: Site) -> None:
    answer = site.get("/")
    assert (answer.status, answer.body) == (200, PAGE)
    for name, value in delivery.SECURITY_HEADERS.items():
        assert answer.headers[name.lower()] == value
    assert answer.headers["strict-transport-security"] == delivery.STRICT_TRANSPORT
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["server"] == "nginx"


@pytest.mark.parametrize("path", ["/nope.html", "/news/202603/gone.html", "/search/api", "/news", "/shell.php"])
def test_an_answer_that_is_no_page_has_the_same_security_headers(site: Site, path: str) -> None:
    answer = site.get(path)
    assert answer.status != 200
    for name, value in delivery.SECURITY_HEADERS.items():
        assert answer.headers[name.lower()] == value


@pytest.mark.parametrize(
    "path",
    ["/", "/news/", "/news/202603/new.html", "/static/css/site.0123abcd.css", "/static/img/emblem.svg", "/empty/x.txt"],
)
def test_type_and_keeping_time_are_those_of_the_table(site: Site, path: str) -> None:
    answer = site.get(path)
    assert answer.status == 200
    assert answer.headers["cache-control"] == delivery.cache_control(path)
    file = f"{path}index.html" if path.endswith("/") else path
    assert answer.headers["content-type"] == delivery.content_type(file)


def test_only_a_fingerprinted_file_is_kept_for_ever(site: Site) -> None:
    assert "immutable" in site.get("/static/css/site.0123abcd.css").headers["cache-control"]
    assert "immutable" not in site.get("/static/img/emblem.svg").headers["cache-control"]


@pytest.mark.parametrize("asked", ["gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.8, *;q=0.1", "deflate,gzip;q=1.0"])
@pytest.mark.parametrize("path", ["/", "/static/css/site.0123abcd.css"])
def test_the_copy_that_lies_ready_goes_to_whoever_can_read_it(site: Site, path: str, asked: str) -> None:
    answer = site.get(path, Accept_Encoding=asked)
    assert (answer.headers["content-encoding"], answer.body) == ("gzip", READY)
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-type"] == delivery.content_type(path if path != "/" else "index.html")
    assert answer.headers["cache-control"] == delivery.cache_control(path)


@pytest.mark.parametrize("asked", ["", "identity", "br", "gzip;q=0", "gzip;q=0.0, br", "x-gzipped"])
def test_whoever_cannot_read_it_gets_the_page_itself(site: Site, asked: str) -> None:
    answer = site.get("/", Accept_Encoding=asked)
    assert "content-encoding" not in answer.headers
    assert answer.body == PAGE
    assert answer.headers["vary"] == "Accept-Encoding"


def test_a_page_without_a_ready_copy_is_compressed_on_the_way(site: Site) -> None:
    answer = site.get("/long/", Accept_Encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(answer.body) == PAGE


@pytest.mark.parametrize("name", delivery.DOCUMENTS)
def test_the_signed_documents_can_be_had_by_anybody(site: Site, name: str) -> None:
    answer = site.get(f"{delivery.DOCUMENTS_PATH}{name}")
    assert (answer.status, answer.body) == (200, f"{name}\n".encode())
    assert answer.headers["cache-control"] == delivery.PAGES_CACHE


def test_an_address_that_leads_nowhere_is_404_with_our_page_and_is_not_kept(site: Site) -> None:
    answer = site.get("/nope.html")
    assert (answer.status, answer.body) == (404, b"<p>absent</p>")
    assert answer.headers["cache-control"] == delivery.ABSENT_CACHE


def test_a_withdrawn_page_is_410_even_while_its_file_lies_there(site: Site) -> None:
    answer = site.get("/news/202603/gone.html")
    assert (answer.status, answer.body) == (410, b"<p>absent</p>")


def test_a_withdrawn_attachment_with_a_chinese_name_is_410(site: Site) -> None:
    assert site.get("/news/202603/gone/" + quote("附件一.docx")).status == 410


def test_a_moved_page_leads_to_its_new_place(site: Site) -> None:
    answer = site.get("/news/202603/old.html")
    assert (answer.status, answer.headers["location"]) == (301, "/news/202603/new.html")


def test_a_moved_page_that_a_rollback_brought_back_is_shown_where_it_is(site: Site) -> None:
    back = site.tree / "news" / "202603" / "old.html"
    back.write_bytes(b"<p>back</p>")
    try:
        answer = site.get("/news/202603/old.html")
    finally:
        back.unlink()
    assert (answer.status, answer.body) == (200, b"<p>back</p>")


@contextmanager
def only(site: Site, name: str) -> Iterator[None]:
    """Of the two places of a moved page, the one where it is; none for an empty name."""
    folder = site.tree / "news" / "202603"
    (folder / "new.html").rename(folder / "kept.html")
    try:
        if name:
            (folder / name).write_bytes(b"<p>here</p>")
        yield
    finally:
        (folder / "old.html").unlink(missing_ok=True)
        (folder / "kept.html").rename(folder / "new.html")


def test_after_a_rollback_the_new_address_of_a_moved_page_leads_to_the_old_one_for_the_time_being(site: Site) -> None:
    with only(site, "old.html"):
        answer = site.get("/news/202603/new.html")
        assert (answer.status, answer.headers["location"]) == (302, "/news/202603/old.html")
        assert "max-age=31536000" not in answer.headers["cache-control"]
        assert site.get("/news/202603/old.html").body == b"<p>here</p>"
    assert site.get("/news/202603/new.html").status == 200


def test_a_moved_page_that_is_nowhere_any_more_leads_nobody_in_a_circle(site: Site) -> None:
    with only(site, ""):
        assert site.get("/news/202603/new.html").status == 404


def test_a_folder_without_its_slash_leads_to_the_folder(site: Site) -> None:
    answer = site.get("/news")
    assert (answer.status, answer.headers["location"]) == (301, "/news/")


@pytest.mark.parametrize(
    "path",
    [
        "/.portalkit/secret.html", "/shell.php", "/shell.php/x.html", "/backup.sql", "/plain/", "/index.html.gz",
        "/leak.html", "/empty/", "/static/", "/404.html", "/%2e%2e/%2e%2e/etc/passwd", "/.git/HEAD", "/INDEX.HTML~",
        "/news/..%2f..%2fetc/passwd.html", "/.well-known/other.txt", "/.well-known/portalkit/../x",
        "//.portalkit//secret.html",
    ],
)  # fmt: skip
def test_what_is_hidden_or_no_part_of_a_portal_is_not_given_out(site: Site, path: str) -> None:
    answer = site.get(path)
    assert answer.status in (400, 404)
    assert b"secret" not in answer.body
    assert b"root:" not in answer.body


def test_a_file_without_a_suffix_is_never_given_out(site: Site) -> None:
    assert site.get("/plain").status == 301


def test_security_txt_is_the_one_file_below_a_dot(site: Site) -> None:
    assert site.get("/.well-known/security.txt").status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "PATCH"])
@pytest.mark.parametrize("path", ["/", "/search/api", "/news"])
def test_other_methods_than_get_and_head_are_refused(site: Site, method: str, path: str) -> None:
    answer = site.get(path, method=method)
    assert answer.status == 405
    if method not in ("TRACE",):
        assert answer.headers["allow"] == "GET, HEAD"


def test_head_has_the_headers_of_get_and_no_body(site: Site) -> None:
    answer = site.get("/", method="HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert "allow" not in answer.headers


def test_plain_http_leads_to_https_with_the_whole_address(site: Site) -> None:
    answer = ask(site.http, "/news/?a=1&b=%E4%B8%AD", host=HOST, tls=False)
    assert answer.status == 301
    assert answer.headers["location"] == f"https://{HOST}:{site.https}/news/?a=1&b=%E4%B8%AD"


def test_the_bare_domain_leads_to_the_portal(site: Site) -> None:
    answer = site.get("/news/", host="shili.gov.cn")
    assert (answer.status, answer.headers["location"]) == (301, f"https://{HOST}:{site.https}/news/")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "www.shili.gov.cn.evil.example"])
def test_an_unknown_host_gets_no_answer(site: Site, host: str) -> None:
    with pytest.raises(ConnectionError):
        ask(site.http, "/", host=host, tls=False)
    with pytest.raises((ssl.SSLError, ConnectionError)):  # the handshake is refused: not even a certificate
        ask(site.https, "/", host=host)


def test_an_unknown_host_inside_a_known_handshake_gets_no_page(site: Site) -> None:
    """TLS for our host, another one in the request."""
    answer = site.get("/", host=HOST)
    assert answer.status == 200
    raw = b"GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    context = trusting()
    with socket.create_connection(("127.0.0.1", site.https), timeout=5) as plain:
        with context.wrap_socket(plain, server_hostname=HOST) as secure:
            secure.sendall(raw)
            got = secure.recv(4096)
    assert b"200 OK" not in got[:20]


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/", "/nongyewang/"),
        ("/zcfg/2019/1.html", "/nongye/policy/"),
        ("/anything.jsp?id=1", "/migration/nongyewang.html"),
        ("/zcfg.html", "/migration/nongyewang.html"),
    ],
)
@pytest.mark.parametrize("tls", [True, False])
def test_readers_of_a_merged_website_are_led_to_where_its_columns_went(
    site: Site, path: str, to: str, *, tls: bool
) -> None:
    answer = ask(site.https if tls else site.http, path, host=OLD, tls=tls)
    assert (answer.status, answer.headers["location"]) == (301, f"https://{HOST}:{site.https}{to}")


@pytest.mark.parametrize("path", ["/news%0d%0aSet-Cookie:a=b", "/news%0a", "/a%0d%0a%0d%0a<script>", "/news%00"])
def test_no_header_can_be_slipped_in_through_an_address(site: Site, path: str) -> None:
    answer = site.get(path)
    assert answer.status in (400, 404)
    assert "set-cookie" not in answer.headers


def test_old_versions_of_tls_are_refused(site: Site) -> None:
    context = trusting()
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with socket.create_connection(("127.0.0.1", site.https), timeout=5) as plain, pytest.raises(ssl.SSLError):
        context.wrap_socket(plain, server_hostname=HOST)


@pytest.mark.skipif(not has_ipv6(), reason="needs IPv6 on the loopback device")
def test_the_portal_answers_over_ipv6(site: Site) -> None:
    assert ask(site.https, "/", host=HOST, address="::1").status == 200


def test_a_request_with_a_body_is_cut_off(site: Site) -> None:
    assert site.get("/", method="POST", Content_Length="100000").status in (405, 413)


def test_every_answer_of_the_whole_tree_is_the_file(site: Site) -> None:
    for path in site.tree.rglob("*"):
        name = path.relative_to(site.tree).as_posix()
        if path.is_file() and not path.is_symlink() and delivery.is_delivered(name) and name != delivery.NOT_FOUND:
            if "gone" in name:
                continue
            assert site.get(f"/{quote(name)}").body == path.read_bytes()
