# The briefing assistant as an image. See docs/operate.md; compose.yaml has the run options.
#
# The weights are not in it: they are fetched into the volume /weights by `python -m rag fetch`, or
# put there by hand. Build behind a package mirror: --build-arg PIP_INDEX_URL=…,
# --build-arg TORCH_CPU_INDEX=… .

FROM python:3.11-slim-bookworm AS built

ARG PIP_INDEX_URL
ARG TORCH_CPU_INDEX
ENV PIP_NO_CACHE_DIR=1
WORKDIR /app
RUN python -m venv .venv
COPY requirements.lock requirements-gpu.lock ./
COPY setup setup
RUN .venv/bin/python setup/install.py

FROM python:3.11-slim-bookworm

# llama.cpp and torch compute in several threads with it.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libgomp1 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --home-dir /tmp briefing \
    && install -d -o briefing -g briefing /data /weights

WORKDIR /app
COPY --from=built /app/.venv .venv
COPY app.py NOTICE.md ./
COPY index index
COPY rag rag
COPY prompts prompts
COPY seeds /sources
# The program's folder is never written to, so its byte code is made here.
RUN .venv/bin/python -m compileall -q app.py index rag

ENV PATH=/app/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOME=/tmp \
    XDG_CACHE_HOME=/weights \
    BRIEFING_SOURCES=/sources \
    BRIEFING_DATA=/data \
    BRIEFING_HOST=0.0.0.0 \
    BRIEFING_LOG=json

USER 10001:10001
VOLUME ["/data", "/weights"]
EXPOSE 7860
# Healthy once questions can be answered; the model may still be loading.
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ.get('BRIEFING_PORT', '7860') + '/ready', timeout=4)"]
# Answers that run when it is stopped are ended in BRIEFING_SHUTDOWN_SECONDS (30).
STOPSIGNAL SIGTERM
CMD ["python", "app.py"]
