"""Filters that show how one is written."""

from typing import Final

EXAMPLES: Final[dict[str, tuple[str, ...]]] = {
    "artifact": (
        "type:model label.team:fraud",
        "metric.accuracy:>0.9 created:>2026-10-01",
        'workspace:"demo workspace" -state:deleted',
        "(type:model OR type:metrics) owner:ana",
        "name:rank consumers:0",
        "label.stage:* param.layers:[2 TO 8]",
        "downstream_of:artifact/25",
    ),
    "execution": (
        "state:failed created:>2026-10-01",
        'workspace:"demo workspace" duration:>60',
        "(state:failed OR state:canceled) owner:ana",
        "name:train -has:output",
        "upstream_of:artifact/26",
    ),
    "workspace": (
        "name:demo",
        "label.team:fraud",
        "created:>2026-10-01",
    ),
}
# What the store can answer while there is no catalog.
LIVE: Final[dict[str, tuple[str, ...]]] = {
    "artifact": ("type:model", 'type:metrics workspace:"demo workspace"'),
    "execution": ("type:execution", 'workspace:"demo workspace"'),
    "workspace": ("type:workspace", 'workspace:"demo workspace"'),
}
