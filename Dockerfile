# The dashboard beside the store it serves: mlmd-dashboard serve, as nobody in particular.
#   docker build --tag mlmd-dashboard . && docker run --publish 5000:5000 --volume mlmd:/data mlmd-dashboard
# Any base with glibc and one Python from 3.11 to 3.13 as python3, with venv, will do.
ARG BASE=python:3.11-slim-bookworm

FROM ${BASE} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /source
COPY requirements.lock requirements-build.lock ./
RUN python3 -m venv /opt/build \
    && /opt/build/bin/pip install --require-hashes --only-binary=:all: -r requirements-build.lock \
    && python3 -m venv --without-pip /opt/mlmd-dashboard \
    && /opt/build/bin/pip --python /opt/mlmd-dashboard/bin/python3 install \
        --require-hashes --only-binary=:all: -r requirements.lock
COPY . .
RUN /opt/build/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . \
    && /opt/build/bin/pip --python /opt/mlmd-dashboard/bin/python3 install \
        --no-deps --no-index /wheels/*.whl

FROM ${BASE}
RUN useradd --uid 10001 --no-create-home --home-dir /data dashboard \
    && install --directory --owner=dashboard --group=dashboard /data
COPY --from=build /opt/mlmd-dashboard /opt/mlmd-dashboard
ENV PATH=/opt/mlmd-dashboard/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    MLMD_DASHBOARD_STORE=sqlite:////data/metadata.db \
    MLMD_DASHBOARD_CATALOG=/data/catalog \
    MLMD_DASHBOARD_LISTEN=0.0.0.0:5000
# Numeric, so that a cluster can see that it is not root.
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 5000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["mlmd-dashboard", "healthy"]
ENTRYPOINT ["mlmd-dashboard"]
CMD ["serve"]
