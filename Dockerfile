# Soundalike in a container: no root, nothing writable but data/, models/ and /tmp. How to run it: docs/operations.md

FROM node:22-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY packages/discord-playground/package.json ./packages/discord-playground/
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY packages ./packages
COPY src ./src
RUN npm run build

FROM node:22-slim AS modules
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The playground is for development: the image has a token, so it needs no workspaces.
# ONNX Runtime comes with every platform's library, and with a browser's that Node never loads: 360 MB.
RUN npm ci --omit=dev --workspaces=false --no-audit --no-fund && \
    rm -rf node_modules/onnxruntime-web node_modules/onnxruntime-node/bin/napi-v*/darwin \
           node_modules/onnxruntime-node/bin/napi-v*/win32

FROM node:22-slim
# The last three make the C library give memory back; docs/reliability.md has the difference.
ENV NODE_ENV=production \
    METRICS_PORT=9464 \
    MALLOC_ARENA_MAX=2 \
    MALLOC_MMAP_THRESHOLD_=131072 \
    MALLOC_TRIM_THRESHOLD_=131072
WORKDIR /app
COPY --from=modules /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE ./
# Volumes take over the owner of the folders that they are mounted on.
RUN mkdir data models && chown node:node data models
USER node
VOLUME ["/app/data", "/app/models"]
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.METRICS_PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# The bot answers SIGTERM itself, and has ended within 10 seconds.
STOPSIGNAL SIGTERM
CMD ["node", "dist/main.js"]
