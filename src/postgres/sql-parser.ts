import { setFlagsFromString } from 'node:v8';

export type SqlParser = typeof import('libpg-query');

let loading: Promise<SqlParser> | undefined;

/** PostgreSQL's own grammar, loaded when it is needed for the first time. */
export function sqlParser(): Promise<SqlParser> {
  loading ??= load();
  return loading;
}

/**
 * The grammar is one function of half a megabyte. V8 sees it at work and begins to optimise it in the background, which
 * takes seconds of a core, gains nothing, and is waited for when the process ends: so that is off while it is compiled.
 */
async function load(): Promise<SqlParser> {
  const parser = await import('libpg-query');
  for (const flag of tierUpFlags) setFlagsFromString(`--no-${flag}`);
  try {
    await parser.loadModule();
    parser.parseSync('SELECT');
  } finally {
    // PGlite is of the other kind.
    for (const flag of tierUpFlags) setFlagsFromString(`--${flag}`);
  }
  return parser;
}

const tierUpFlags = ['wasm-tier-up', 'wasm-dynamic-tiering'] as const;
