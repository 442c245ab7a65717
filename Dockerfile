# Container image of Soundalike. The bot does not run as root and can write only to data/, models/ and /tmp.
# docs/operations.md explains how to run the image.

FROM node:22-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY packages/discord-playground/package.json ./packages/discord-playground/
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY packages ./packages
COPY scripts ./scripts
COPY src ./src
RUN npm run build

FROM node:22-slim AS modules
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The image needs no workspaces, because the playground is only for development.
# Removes 360 MB: ONNX Runtime ships libraries for all platforms, and a browser build that Node.js never loads.
RUN npm ci --omit=dev --workspaces=false --no-audit --no-fund && \
    rm -rf node_modules/onnxruntime-web node_modules/onnxruntime-node/bin/napi-v*/darwin \
           node_modules/onnxruntime-node/bin/napi-v*/win32

FROM node:22-slim
# The three MALLOC_ variables make glibc return free memory. docs/reliability.md gives the measured effect.
ENV NODE_ENV=production \
    METRICS_PORT=9464 \
    MALLOC_ARENA_MAX=2 \
    MALLOC_MMAP_THRESHOLD_=131072 \
    MALLOC_TRIM_THRESHOLD_=131072
WORKDIR /app
COPY --from=modules /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE THIRD_PARTY.md ./
COPY licenses ./licenses
COPY deploy/health-check.js ./deploy/
# A new volume takes over the owner of the folder at its mount point.
RUN mkdir data models && chown node:node data models
USER node
VOLUME ["/app/data", "/app/models"]
# Healthy means that the bot answers members. While Discord is away, the bot is unhealthy, and need not be restarted.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["node", "deploy/health-check.js"]
# The bot handles SIGTERM and exits within 10 seconds.
STOPSIGNAL SIGTERM
CMD ["node", "dist/main.js"]
