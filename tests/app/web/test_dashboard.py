"""The worker serves the built dashboard beside its API: to browsers only, under a strict policy, and nothing else."""

from __future__ import annotations

import gzip
import http.client
import json
from contextlib import closing
from pathlib import Path

import pytest

from tests.app.web.conftest import NewWorker
from tests.workers import Reply, Worker

HTML = {"Accept": "text/html,*/*;q=0.8"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dashboard as the build leaves it, next to a file that is nobody's business."""
    base = tmp_path_factory.mktemp("site")
    (base / "secret.txt").write_text("not for you")
    out = base / "out"
    (out / "overview").mkdir(parents=True)
    (out / "_next" / "static").mkdir(parents=True)
    for name in ("index.html", "404.html", "overview/index.html"):
        (out / name).write_text(f"<!doctype html><title>{name}</title>")
    script = out / "_next" / "static" / "a1.js"
    script.write_text("let a = 1;" * 200)
    Path(f"{script}.gz").write_bytes(gzip.compress(script.read_bytes()))
    (out / "icon.svg").write_text("<svg/>")
    (out / "link").symlink_to(base / "secret.txt")
    hashes = {"scripts": ["'sha256-abc='"], "styles": ["'sha256-def='"]}
    pages = dict.fromkeys(("index.html", "404.html", "overview/index.html"), hashes)
    (out / ".pages.json").write_text(json.dumps(pages))
    return out


@pytest.fixture(scope="module")
def worker(new_worker: NewWorker, folder: Path) -> Worker:
    """A worker that was told where the dashboard is."""
    return new_worker(RINGFENCE_DASHBOARD=str(folder)).start()


def raw(worker: Worker, path: str, method: str = "GET", **headers: str) -> Reply:
    """An answer as it is: no redirects followed, the path sent as it stands."""
    with closing(http.client.HTTPConnection("127.0.0.1", worker.port, timeout=30)) as connection:
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        with connection.getresponse() as reply:
            return Reply(reply.status, dict(reply.headers), reply.read())


def test_a_browser_gets_the_dashboard_and_a_program_its_message(worker: Worker) -> None:
    page = worker.get("/", **HTML)
    assert (page.status, page.body) == (200, b"<!doctype html><title>index.html</title>")
    assert "Accept" in page.headers["Vary"]
    assert set(worker.get("/", Accept="application/json").json) == {"message"}
    assert set(worker.get("/").json) == {"message"}


def test_pages_come_under_a_policy_that_knows_their_own_scripts_only(worker: Worker) -> None:
    reply = worker.get("/overview/", **HTML)
    policy = dict(part.split(" ", 1) for part in reply.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self' 'sha256-abc='"
    assert policy["style-src"] == "'self' 'sha256-def='"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in reply.headers["Content-Security-Policy"]
    assert reply.headers["X-Content-Type-Options"] == "nosniff"


def test_an_address_without_its_slash_leads_to_the_page_and_keeps_the_query(worker: Worker) -> None:
    reply = raw(worker, "/overview?zone=UTC")
    assert (reply.status, reply.headers["Location"]) == (307, "/overview/?zone=UTC")


def test_head_is_answered_without_a_body(worker: Worker) -> None:
    for path in ("/", "/overview/", "/_next/static/a1.js"):
        reply = raw(worker, path, "HEAD", **HTML)
        assert (reply.status, reply.body) == (200, b"")


def test_what_changes_its_name_is_kept_for_ever_and_pages_are_asked_for_again(worker: Worker) -> None:
    script = worker.get("/_next/static/a1.js")
    assert script.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    page = worker.get("/overview/", **HTML)
    assert page.headers["Cache-Control"] == "no-cache"
    again = raw(worker, "/overview/", If_None_Match=page.headers["Etag"], **HTML)
    assert again.status == 304


def test_files_are_sent_packed_to_those_who_take_it(worker: Worker) -> None:
    packed = raw(worker, "/_next/static/a1.js", Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == raw(worker, "/_next/static/a1.js").body


def test_an_unknown_page_is_the_dashboards_for_browsers_and_a_problem_for_programs(worker: Worker) -> None:
    page = worker.get("/nowhere/", **HTML)
    assert (page.status, page.body) == (404, b"<!doctype html><title>404.html</title>")
    problem = worker.get("/nowhere/")
    assert (problem.status, problem.type) == (404, "application/problem+json")
    for path in ("/api/nowhere", "/ws/nowhere"):
        assert worker.get(path, **HTML).type == "application/problem+json"


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/overview/../../secret.txt", "/link",
        "/.pages.json", "//etc/passwd", "/_next/static/%00", "/..\\secret.txt", "/overview/%2e%2e/.pages.json",
    ],
)  # fmt: skip
def test_nothing_but_its_files_is_served(worker: Worker, path: str) -> None:
    reply = raw(worker, path)
    assert reply.status == 404
    assert b"not for you" not in reply.body


def test_other_methods_are_refused_as_before(worker: Worker) -> None:
    assert raw(worker, "/overview/", "POST").status == 404
    assert raw(worker, "/", "DELETE").status == 405


def test_requests_for_its_files_are_measured_as_one_route(worker: Worker) -> None:
    worker.get("/overview/", **HTML)
    assert b'route="dashboard"' in worker.get("/metrics").body


def test_without_a_build_the_page_says_how_to_make_one(new_worker: NewWorker, tmp_path: Path) -> None:
    page = new_worker(RINGFENCE_DASHBOARD=str(tmp_path)).start().get("/", **HTML)
    assert page.status == 200
    assert b"make dashboard" in page.body
    assert b"/api/openapi.json" in page.body
