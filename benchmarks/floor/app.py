"""The page, and one for a single record. Nothing is escaped by hand and nothing is left out.

gunicorn is told to serve `create("FILE")`, FILE being what `table.write` wrote.
"""

import sqlite3
import threading
from typing import Any, Final

from flask import Flask, abort, request

LIST: Final = """<!doctype html>
<html lang="en"><title>Artifacts</title>
<table><thead><tr><th>Name<th>Type<th>Version<th>Workspace<th>Run<th>Labels<th>Owner<th>Accuracy
<th>Created</tr></thead><tbody>
{% for row in rows %}<tr><th><a href="/artifacts/{{ row.id }}">{{ row.name }}</a></th>
<td>{{ row.type }}</td><td>{{ row.version }}</td>
<td><a href="/artifacts?workspace={{ row.workspace }}">{{ row.workspace }}</a></td>
<td>{{ row.run }}</td><td>{% for key in ("team", "stage", "region", "uid") -%}
<a href="/artifacts?{{ key }}={{ row[key] }}">{{ key }}={{ row[key] }}</a> {% endfor %}</td>
<td>{{ row.owner }}</td><td>{{ row.accuracy }}</td><td>{{ row.created }}</td></tr>
{% endfor %}</tbody></table>
"""
RECORD: Final = """<!doctype html>
<html lang="en"><title>{{ row.name }}</title>
<h1><a href="/artifacts/{{ row.id }}">{{ row.name }}</a></h1>
<dl>{% for key in row.keys() %}<dt>{{ key }}</dt><dd>{{ row[key] }}</dd>{% endfor %}</dl>
"""
FILTERS: Final = ("workspace", "team", "stage", "region", "type", "owner")


class Table:
    """The table in a file; every thread reads it through a connection of its own."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._here = threading.local()

    def rows(self, question: str, values: list[str | int]) -> list[sqlite3.Row]:
        """What SQL answers."""
        if not hasattr(self._here, "database"):
            database = sqlite3.connect(f"file:{self._file}?mode=ro", uri=True)
            database.row_factory = sqlite3.Row
            database.execute("PRAGMA mmap_size=4294967296")
            self._here.database = database
        found: list[sqlite3.Row] = self._here.database.execute(question, values).fetchall()
        return found


def create(file: str) -> Flask:
    """The application over the table in `file`."""
    app, table = Flask(__name__), Table(file)
    app.jinja_env.autoescape = True
    # Compiled once: render_template_string would do it for every page.
    page, record = app.jinja_env.from_string(LIST), app.jinja_env.from_string(RECORD)

    @app.get("/artifacts")
    def artifacts() -> str:
        clauses, values = narrowed(request.args)
        where = f"WHERE {' AND '.join(clauses)}" if clauses else ""
        question = f"SELECT * FROM artifacts {where} ORDER BY id DESC LIMIT 50"  # noqa: S608
        return page.render(rows=table.rows(question, values))

    @app.get("/artifacts/<int:number>")
    def artifact(number: int) -> str:
        found = table.rows("SELECT * FROM artifacts WHERE id = ?", [number])
        return record.render(row=found[0]) if found else abort(404)

    return app


def narrowed(arguments: Any) -> tuple[list[str], list[str | int]]:
    """The clauses that the page's parameters ask for, and what stands in them."""
    clauses: dict[str, str | int] = {
        f"{name} = ?": arguments[name] for name in FILTERS if name in arguments
    }
    if "name" in arguments:
        clauses["name LIKE ?"] = f"%{arguments['name']}%"
    return [*clauses], [*clauses.values()]
