"""What the supervisor tells the web process."""

from webapp.serving.options import WebOptions
from webapp.settings import Settings


def test_every_setting_arrives():
    settings = Settings(
        store="grpc://a:1",
        prefix="/x",
        frame_ancestors="'self' https://b",
        allowed_hosts=("a", "b"),
        uri_links=("gs=https://c/{path}",),
        log_link="https://l/{pod}",
        call_deadline=1.5,
        page_deadline=2.5,
    )
    options = WebOptions(socket=5, settings=settings, workers=1, threads=3)
    assert WebOptions.from_json(options.to_json()) == options


def test_a_running_request_has_its_deadline_to_end():
    assert WebOptions(5, Settings(page_deadline=12)).grace == 15
