"""The Metadata SDK: what notebooks and pipelines log with.

No HTTP and no Flask here, and nothing of the dashboard: this package runs wherever a model is
trained. It needs ml-metadata only.

    from kubeflow.metadata import metadata
"""
