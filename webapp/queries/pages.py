"""The queries of all pages but lists; views have them from `later`."""

from webapp.queries.artifact import artifact_page
from webapp.queries.artifact_record import artifact_record
from webapp.queries.compare.chart import FORMS, Wish, chart_page
from webapp.queries.compare.page import compare_page, comparison
from webapp.queries.compare.queried import asked_by
from webapp.queries.compare.twin import chart_rows, chart_twin, compare_rows, compare_twin
from webapp.queries.context import context_page, context_record, is_workspace
from webapp.queries.execution import execution_page, execution_record
from webapp.queries.lineage.between import between_page
from webapp.queries.lineage.diff import Compared, diff_page
from webapp.queries.lineage.exported import download, exported
from webapp.queries.lineage.page import lineage_page
from webapp.queries.lineage.shared import shared_page
from webapp.queries.lineage.starts import lineage_starts, start_named
from webapp.queries.overview.sourced import overview
from webapp.queries.resolve.go import resolve
from webapp.queries.resolve.named import Name, artifacts_named
from webapp.queries.resolve.suggest import Suggestion, suggestions
from webapp.queries.runs import run_page
from webapp.queries.twins import (
    artifact_twin,
    context_twin,
    execution_twin,
    type_twin,
    workspace_twin,
)
from webapp.queries.types import type_of, type_page
from webapp.queries.workspace import workspace_page, workspace_record

__all__ = [
    "FORMS",
    "Compared",
    "Name",
    "Suggestion",
    "Wish",
    "artifact_page",
    "artifact_record",
    "artifact_twin",
    "artifacts_named",
    "asked_by",
    "between_page",
    "chart_page",
    "chart_rows",
    "chart_twin",
    "compare_page",
    "compare_rows",
    "compare_twin",
    "comparison",
    "context_page",
    "context_record",
    "context_twin",
    "diff_page",
    "download",
    "execution_page",
    "execution_record",
    "execution_twin",
    "exported",
    "is_workspace",
    "lineage_page",
    "lineage_starts",
    "overview",
    "resolve",
    "run_page",
    "shared_page",
    "start_named",
    "suggestions",
    "type_of",
    "type_page",
    "type_twin",
    "workspace_page",
    "workspace_record",
    "workspace_twin",
]
