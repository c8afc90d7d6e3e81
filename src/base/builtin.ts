import { createRequire } from 'node:module';

/** Modules of Node that take milliseconds to load, and that most runs never need. */
interface Builtins {
  readonly 'node:tls': typeof import('node:tls');
  readonly 'node:worker_threads': typeof import('node:worker_threads');
  readonly 'node:zlib': typeof import('node:zlib');
}

/** Such a module, loaded when it is called for the first time. */
export function builtin<Name extends keyof Builtins>(name: Name): () => Builtins[Name] {
  let loaded: Builtins[Name] | undefined;
  return () => (loaded ??= load(name));
}

const load = createRequire(import.meta.url);
