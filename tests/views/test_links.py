"""Every link of every kind of page over the sample, followed."""

import re
from collections import Counter, deque
from html import unescape
from urllib.parse import urljoin, urlsplit

# Pages of one kind are alike: so many of each are read.
OF_EACH = 3
LINK = re.compile(r'<(?:a|link)\b[^>]*?\shref="([^"#]+)"')
HERE = "http://localhost"


def links(address, page):
    """The addresses of this dashboard that a page leads to."""
    found = {urljoin(f"{HERE}{address}", unescape(one)) for one in LINK.findall(page)}
    return sorted(one.removeprefix(HERE) for one in found if one.startswith(f"{HERE}/"))


def test_every_link_of_every_kind_of_page_leads_somewhere(app):
    client, adapter = app.test_client(), app.url_map.bind("localhost")
    read: Counter[str] = Counter()
    broken = []
    waiting, known = deque(["/"]), {"/"}
    while waiting:
        address = waiting.popleft()
        endpoint, _ = adapter.match(urlsplit(address).path)
        if read[endpoint] == OF_EACH:
            continue
        read[endpoint] += 1
        answer = client.get(address, follow_redirects=True)
        if answer.status_code != 200:
            broken.append((answer.status_code, address))
        if answer.mimetype == "text/html":
            fresh = [one for one in links(address, answer.text) if one not in known]
            known.update(fresh)
            waiting.extend(fresh)
        answer.close()
    assert broken == []
    assert {"lists.artifacts", "artifacts.detail", "compare.index", "lineage.artifact"} <= set(read)
    assert {"go.named", "oembed.index", "api.index", "shortcuts.index"} <= set(read)
