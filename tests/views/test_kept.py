"""Parts of pages that are rendered once."""

import re

from webapp.views.jinja import Templates


def links(client, path, **headers):
    page = client.get(path, headers=headers).text
    way = page.partition('<nav class="nav" aria-label="Main">')[2].partition("</nav>")[0]
    return dict(re.findall(r'<a href="([^"]*)"(?: aria-current="(\w+)")?>', way))


def test_the_way_to_the_top_pages_tells_each_page_where_it_is(client):
    for _ in range(2):
        assert links(client, "/artifacts")["/artifacts"] == "page"
        assert links(client, "/artifacts")["/executions"] == ""
        assert links(client, "/compare")["/artifacts"] == "true"
        assert set(links(client, "/shortcuts").values()) == {""}


def test_each_prefix_has_its_own(client):
    for prefix in ("", "/a", "/b", "/a"):
        found = links(client, "/shortcuts", **{"X-Forwarded-Prefix": prefix})
        assert [*found] == [
            f"{prefix}/",
            *(f"{prefix}/{name}" for name in ("artifacts", "executions", "workspaces", "lineage")),
        ]


def test_they_are_rendered_once(client, monkeypatch):
    links(client, "/shortcuts")
    rendered = []
    load = Templates.get_template

    def loaded(self, name, *args, **given):
        rendered.append(name)
        return load(self, name, *args, **given)

    monkeypatch.setattr(Templates, "get_template", loaded)
    links(client, "/shortcuts")
    assert "base.html" in rendered
    assert "_nav.html" not in rendered
