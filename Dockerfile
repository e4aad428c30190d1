# s3lint with dependencies of known hashes, and git for `--new-since` and `diff`. Nothing runs as root.
# A mounted repository belongs to another user, so git is told to read it; s3lint starts no hook or helper of it.
# docker run --rm --volume "$PWD:/work:ro" IMAGE check --no-cache

FROM python:3.13-slim-trixie@sha256:9d2e5553305c7c7b0097999bb17187c69b921ccd6bc9d40e4bb5ebe652c00285 AS build
COPY requirements/runtime.txt requirements/build.txt /source/requirements/
RUN python -I -m venv /opt/s3lint
RUN /opt/s3lint/bin/python -I -m pip install --no-cache-dir --quiet --require-hashes --only-binary :all: \
      -r /source/requirements/runtime.txt -r /source/requirements/build.txt
COPY pyproject.toml README.md LICENSE MANIFEST.in /source/
COPY s3lint /source/s3lint
RUN /opt/s3lint/bin/python -I -m pip install --no-cache-dir --quiet --no-deps --no-index --no-build-isolation /source
RUN /opt/s3lint/bin/python -I -m pip uninstall --quiet --yes build pyproject-hooks packaging setuptools pip

FROM python:3.13-slim-trixie@sha256:9d2e5553305c7c7b0097999bb17187c69b921ccd6bc9d40e4bb5ebe652c00285
RUN apt-get update \
 && apt-get install --yes --no-install-recommends git \
 && rm -rf /var/lib/apt/lists/* \
 && git config --system --add safe.directory '*' \
 && useradd --uid 10001 --create-home s3lint
COPY --from=build /opt/s3lint /opt/s3lint
ENV PATH=/opt/s3lint/bin:$PATH
USER 10001
WORKDIR /work
ENTRYPOINT ["/opt/s3lint/bin/s3lint"]
CMD ["check"]
