"""The producers, asked in this order whether they wrote a record. A new one is a line here."""

from typing import Final

from webapp.metadata import Artifact, Execution
from webapp.producers import cmf, kfp_v1, kfp_v2, kubeflow_sdk, plain, tfx, watcher
from webapp.producers.producer import Producer

PRODUCERS: Final = (
    watcher.PRODUCER,
    kubeflow_sdk.PRODUCER,
    kfp_v2.PRODUCER,
    kfp_v1.PRODUCER,
    tfx.PRODUCER,
    cmf.PRODUCER,
    plain.PRODUCER,
)


def producer_of(record: Artifact | Execution) -> Producer:
    """The producer that wrote the record; stores mix producers, so each record is asked for."""
    return next(one for one in PRODUCERS if one.wrote(record))
