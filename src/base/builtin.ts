import { createRequire } from 'node:module';

/**
 * A module of Node that takes tens of milliseconds to load, when it is needed first: most runs never need it. Types come
 * from `import type`.
 */
export function builtin<Module>(name: `node:${string}`): () => Module {
  let loaded: Module | undefined;
  return () => (loaded ??= load(name));
}

const load = createRequire(import.meta.url);
