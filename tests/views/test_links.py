"""What a page links to outside of the dashboard."""

import kfp_v2_store
import pytest

from webapp.app import create_app
from webapp.errors import SettingError
from webapp.settings import Settings
from webapp.views.links import Links, console, log_pattern

CONSOLES = (
    "gs=https://console.example.org/browser/{bucket}/{path}",
    "s3=https://s3.example.org/?bucket={bucket}&prefix={path}",
    "minio=https://minio.example.org/get?uri={uri}",
)
LINKS = Links.of(
    Settings(uri_links=CONSOLES, log_link="https://logs.example.org/{namespace}/{pod}")
)


@pytest.mark.parametrize(
    ("uri", "link"),
    [
        ("gs://data/a/b.csv", "https://console.example.org/browser/data/a/b.csv"),
        ("GS://data/a", "https://console.example.org/browser/data/a"),
        ("s3://data/a&b=c#d", "https://s3.example.org/?bucket=data&prefix=a%26b%3Dc%23d"),
        ("minio://m/k", "https://minio.example.org/get?uri=minio%3A%2F%2Fm%2Fk"),
        ("gs://data", "https://console.example.org/browser/data/"),
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("http://example.org", "http://example.org"),
    ],
)
def test_a_known_scheme_leads_to_its_console(uri, link):
    assert LINKS.to(uri) == link


@pytest.mark.parametrize(
    "uri",
    [
        "javascript:alert(1)",
        "javascript://x/%0aalert(1)",
        "JAVASCRIPT:alert(1)",
        " https://example.org",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "//example.org",
        "https:",
        "http://[half",
        "",
        "hdfs://name/a",
        "file:///etc/passwd",
        "gs://data/a b",
        "gs://user:secret@data/a",
        "gs://data/../../login",
        "gs:///a",
        "/srv/data",
        "C:\\data",
    ],
)
def test_nothing_else_is_a_link(uri):
    assert LINKS.to(uri) is None


def test_a_log_needs_all_that_its_pattern_names():
    assert LINKS.to_log("ml", "train/1") == "https://logs.example.org/ml/train%2F1"
    assert LINKS.to_log("", "train-1") is None
    assert LINKS.to_log("ml", "") is None
    assert Links().to_log("ml", "train-1") is None


@pytest.mark.parametrize(
    "text",
    [
        *(
            "gs",
            "gs=",
            "=https://x/{path}",
            "gs=https://x/",
            "gs=ftp://x/{path}",
            "gs=https:///{path}",
        ),
        *("gs=https://{bucket}/{path}", "gs=https://{bucket}.x/{path}", "gs=https://x/{key}"),
        *("gs=https://x/{path", "gs=https://x/{}", "g s=https://x/{path}"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_refused_by_name(text):
    with pytest.raises(SettingError, match="--uri-link"):
        console(text)


def test_a_log_pattern_that_cannot_be_used_is_refused_by_name():
    for text in ("logs.example.org/{pod}", "https://{pod}/", "https://x/{uid}", "https://x/"):
        with pytest.raises(SettingError, match="--log-link"):
            log_pattern(text)


def test_pages_carry_the_links(connection, mlmd):
    logged = kfp_v2_store.log(mlmd)
    model = f"/artifacts/{logged.artifacts[0, 'model-1']}"
    pod = f"/executions/{logged.executions[0, 'train-1']}"
    log = "https://logs.example.org/{namespace}/{pod}"
    client = create_app(Settings(uri_links=CONSOLES, log_link=log), connection).test_client()
    console_link = 'href="https://minio.example.org/get?uri=minio%3A%2F%2Fmlpipeline'
    assert console_link in client.get(model).text
    assert console_link in client.get(pod).text
    assert client.get(pod).text.count('href="https://logs.example.org/ml/digits-0-train-1"') == 2
    plain = create_app(Settings(), connection).test_client()
    for page in (model, pod):
        assert "example.org/" not in plain.get(page).text.replace("registry.example.org/", "")
    assert "digits-0-train-1" in plain.get(pod).text
