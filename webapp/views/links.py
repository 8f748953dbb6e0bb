"""What a page may link to outside of itself: http, and what the settings have a console for. Pure.

Every URI of a store is hostile. A console's host is the pattern's own; what comes from the store
fills only what stands behind it, escaped.
"""

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlsplit

from msgspec import Struct

from webapp.errors import SettingError
from webapp.settings import Settings

SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*")
FIELD: Final = re.compile(r"\{([^{}]*)\}")
URI_FIELDS: Final = ("bucket", "path", "uri")
LOG_FIELDS: Final = ("namespace", "pod")
DOTS: Final = frozenset({".", ".."})
OPEN: Final = frozenset({"http", "https"})


class Links(Struct, frozen=True):
    """The links of one process: a pattern for each scheme, and one for the logs of pods."""

    consoles: Mapping[str, str] = {}
    logs: str = ""

    @classmethod
    def of(cls, settings: Settings) -> "Links":
        """The links that the settings ask for; SettingError for a pattern that cannot be used."""
        consoles = dict(map(console, settings.uri_links))
        return cls(consoles, log_pattern(settings.log_link))

    def to(self, uri: str) -> str | None:
        """Where a browser may go for the URI, None for a scheme that nobody configured.

        >>> links = Links({"gs": "https://console.example.org/{bucket}/{path}"})
        >>> links.to("gs://data/a b?c"), links.to("https://example.org/a")
        (None, 'https://example.org/a')
        >>> links.to("gs://data/a?c"), links.to("s3://data/a"), links.to("javascript:alert(1)")
        ('https://console.example.org/data/a%3Fc', None, None)
        """
        scheme, separator, rest = uri.partition("://")
        bucket, _, path = rest.partition("/")
        if not separator or not bucket or any(character <= " " for character in uri):
            return None
        pattern = self.consoles.get(scheme.lower())
        if pattern is None:
            return uri if _is_open(uri) else None
        # Dots would climb out of the console's own path.
        if "@" in bucket or not DOTS.isdisjoint((bucket, *path.split("/"))):
            return None
        return _filled(pattern, {"bucket": bucket, "path": path, "uri": uri})

    def to_log(self, namespace: str, pod: str) -> str | None:
        """Where the log of the pod is, None where nobody configured it or too little is known."""
        known = {"namespace": namespace, "pod": pod}
        needed = FIELD.findall(self.logs)
        if not self.logs or not pod or not all(known[name] for name in needed):
            return None
        return _filled(self.logs, known)


def console(text: str) -> tuple[str, str]:
    """The scheme and the pattern in `SCHEME=URL`; SettingError for anything else.

    >>> console("gs=https://console.example.org/{bucket}/{path}")
    ('gs', 'https://console.example.org/{bucket}/{path}')
    """
    scheme, _, pattern = text.partition("=")
    expected = (
        "SCHEME=URL is right, with {bucket}, {path} or {uri} behind the host, "
        "as gs=https://console.example.org/{bucket}/{path}"
    )
    if not SCHEME.fullmatch(scheme) or not _is_pattern(pattern, URI_FIELDS):
        raise SettingError("--uri-link", text, expected)
    return scheme, pattern


def log_pattern(text: str) -> str:
    """The pattern in `text`, "" for none; SettingError if it cannot be used."""
    expected = (
        "a URL is right, with {namespace} and {pod} behind the host, "
        "as https://logs.example.org/{namespace}/{pod}"
    )
    if text and not _is_pattern(text, LOG_FIELDS):
        raise SettingError("--log-link", text, expected)
    return text


def _is_pattern(text: str, fields: tuple[str, ...]) -> bool:
    names = FIELD.findall(text)
    plain = FIELD.sub("x", text)
    known = bool(names) and set(names) <= set(fields)
    # A host that a store may fill in would be any host.
    host = re.split(r"[/?#]", text.partition("://")[2], maxsplit=1)[0]
    return known and "{" not in plain and "{" not in host and _is_open(plain)


def _is_open(uri: str) -> bool:
    try:
        parts = urlsplit(uri)
    except ValueError:
        return False
    return parts.scheme in OPEN and bool(parts.netloc)


def _filled(pattern: str, known: Mapping[str, str]) -> str:
    return FIELD.sub(lambda at: quote(known[at[1]], safe="/" if at[1] == "path" else ""), pattern)
