import type { Target, TargetInput } from '../targets/target.ts';
import { isBuilt } from './manifest.ts';

/** Dockerfile and .dockerignore: dependencies in a layer of their own, no development packages, not as root. */
export function containerFiles(
  target: Target,
  { sourceDir }: TargetInput,
): Readonly<Record<string, string>> {
  return {
    Dockerfile: isBuilt(target) ? builtImage(sourceDir) : strippedImage(sourceDir),
    '.dockerignore': ['node_modules', 'dist', '.git', '.env', 'test', 'Dockerfile', ''].join('\n'),
  };
}

/** Node runs the sources themselves. */
function strippedImage(sourceDir: string): string {
  return `FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json* ./
RUN if [ -f package-lock.json ]; then npm ci --omit=dev; else npm install --omit=dev; fi

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY . .
${runtimeLines(`${sourceDir}server.ts`)}`;
}

/** The framework needs decorators compiled. */
function builtImage(sourceDir: string): string {
  return `FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json* ./
RUN if [ -f package-lock.json ]; then npm ci; else npm install; fi
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=build /app/package.json /app/openapi.gen.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
${runtimeLines(`dist/${sourceDir}server.js`)}`;
}

function runtimeLines(entry: string): string {
  return `USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s \\
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# The server handles SIGTERM itself, so it may be process 1.
CMD ["node", "${entry}"]
`;
}
