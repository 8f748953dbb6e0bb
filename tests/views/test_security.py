"""Headers, hosts and prefixes."""

import pytest

from webapp.app import create_app
from webapp.settings import Settings


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:5000", "127.0.0.1:5000", "[::1]:5000", "10.0.0.3"]
)
def test_own_hosts_are_admitted(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:5000", "localhost.evil.example", ""]
)
def test_a_strange_host_is_refused_and_told_how_to_be_admitted(client, host):
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert "--allowed-host" in answer.text


def test_probes_bring_any_host(client):
    assert client.get("/healthz/liveness", headers={"Host": "pod"}).status_code == 200


@pytest.mark.parametrize("name", ["ml.example", "ML.Example"])
def test_a_configured_host_is_admitted(connection, name):
    client = create_app(Settings(allowed_hosts=(name,)), connection).test_client()
    assert client.get("/", headers={"Host": "Ml.example"}).status_code == 200


NO_HOSTS = ("a..b", ".", ".a", "a" * 64, f"a.{'b' * 64}.c:5000")
NO_HOSTS_EITHER = ("a b", 'a"b', "a,b", "a:b", "[::1", "ä")


@pytest.mark.parametrize("path", ["/", "/healthz/liveness", "/artifacts/1.json", "/nowhere"])
def test_a_host_that_is_none_is_refused_in_few_words(connection, caplog, path):
    client = create_app(Settings(allowed_hosts=("*",)), connection).test_client()
    for host in (*NO_HOSTS, *NO_HOSTS_EITHER):
        answer = client.get(path, headers={"Host": host})
        assert (answer.status_code, answer.mimetype) == (400, "text/plain"), host
        assert answer.text == "The Host header names no host.\n"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not caplog.records


def test_an_odd_host_is_one_yet(connection):
    client = create_app(Settings(allowed_hosts=("*",)), connection).test_client()
    for host in ("a.example.", "a" * 63, "A-1.b:80", "[fe80::1]", "a:"):
        assert client.get("/", headers={"Host": host}).status_code == 200, host


def test_the_policy_allows_nothing_but_our_own(client):
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'self'" in policy


@pytest.mark.parametrize("path", ["/metadata/artifacts", "/artifacts"])
def test_with_a_prefix_routes_answer_with_and_without_it_and_links_carry_it(connection, path):
    client = create_app(Settings(prefix="/metadata"), connection).test_client()
    answer = client.get(path)
    assert answer.status_code == 200
    assert 'href="/metadata/executions' in answer.text
    assert 'href="/executions' not in answer.text


def test_a_proxy_names_the_prefix(client):
    answer = client.get("/artifacts", headers={"X-Forwarded-Prefix": "/metadata/"})
    assert 'href="/metadata/executions' in answer.text


@pytest.mark.parametrize("told", ["//evil.example", "https://evil.example", '/"><script>', "evil"])
def test_a_prefix_that_would_lead_elsewhere_is_ignored(client, told):
    answer = client.get("/artifacts", headers={"X-Forwarded-Prefix": told})
    assert 'href="/executions' in answer.text
    assert "evil" not in answer.text
    assert "<script>" not in answer.text


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_no_route_writes(client, method):
    for rule in client.application.url_map.iter_rules():
        assert rule.methods <= {"GET", "HEAD", "OPTIONS"}
    assert getattr(client, method)("/artifacts").status_code == 405
