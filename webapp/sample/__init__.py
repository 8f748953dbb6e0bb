"""What demo logs: a tutorial's story and a lived-in set beside it. Only cli imports it.

Everything goes over gRPC as a notebook or a pipeline would send it. Each step is one call and is
logged once: a sample that was interrupted is completed, a complete one is left alone.
"""

from webapp.sample.log import log_sample

__all__ = ["log_sample"]
