"""The frozen settings of one process. How each option and environment variable maps: cli/."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """What the web process is told when it starts.

    `store` is the gRPC address (grpc://host:port or grpcs://host:port), `store_name` what pages
    call it, "" to call it by its address; `origin` names the place where it is kept, the same at
    each start; `catalog` is the folder of the search index that a follower keeps, "" where there is
    none; `prefix` is "" or starts with a slash and does not end
    in one; `uri_links` and `log_link` lead to consoles; times are seconds.
    """

    store: str = "grpc://127.0.0.1:8080"
    store_name: str = ""
    origin: str = ""
    catalog: str = ""
    prefix: str = ""
    frame_ancestors: str = "'self'"
    allowed_hosts: tuple[str, ...] = ()  # besides loopback names; "*" admits any
    uri_links: tuple[str, ...] = ()  # SCHEME=URL, as webapp/views/links.py reads them
    log_link: str = ""
    call_deadline: float = 5.0
    page_deadline: float = 12.0
