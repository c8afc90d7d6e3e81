import type { Finding } from '../base/finding.ts';
import type { Framework } from './targets/target.ts';

export { frameworks } from './targets/target.ts';

/** What to generate, from what, and where. The command line's flags, with every default filled in. */
export interface ScaffoldRequest {
  /** Path, `http(s)` URL, or `-` for standard input. */
  readonly source: string;
  readonly framework: Framework;
  /** Folder of the routes as the user wrote it, relative to `ScaffoldIo.cwd`. */
  readonly output: string;
  /** Plan and compare, write nothing. */
  readonly dryRun: boolean;
  /** Overwrite generated files that were edited by hand. */
  readonly force: boolean;
  /** Refuse what cannot be generated faithfully (`SPEC_STRICT`) instead of warning about it. */
  readonly strict: boolean;
  readonly mock: boolean;
  readonly typesOnly: boolean;
  /** `tag:NAME`, `path:GLOB` or an operationId. Empty: all operations. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Follow `$ref`s to other hosts. */
  readonly allowRemote: boolean;
}

/** What the outside world lends to a run. */
export interface ScaffoldIo {
  /** All of standard input, once. Rejects with `INTERRUPTED` when the signal fires. */
  readonly stdin: () => Promise<string>;
  /** Fires at Ctrl-C: stop before the next file is written and throw `INTERRUPTED`. */
  readonly signal: AbortSignal;
  /** Absolute path that relative paths start from. */
  readonly cwd: string;
  /** Tells a person what takes the time; a short phrase without a full stop: `reading openapi.yaml`. */
  readonly progress: (message: string) => void;
}

export interface ScaffoldedOperation {
  /** Key in `Operations`; unique. */
  readonly id: string;
  /** As in the document, or derived where the document has none. */
  readonly operationId: string;
  readonly method: string;
  /** Path template as in the document: `/users/{id}`. */
  readonly path: string;
  /** File with the handler, relative to the root. */
  readonly file: string;
}

export type FileAction = 'created' | 'updated' | 'unchanged' | 'kept' | 'appended';

export interface ScaffoldedFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly kind: 'generated' | 'owned';
  /** What happened; in a dry run, what would happen. */
  readonly action: FileAction;
  /** Unified diff; in dry runs, for files that would change. */
  readonly diff?: string;
}

export interface ScaffoldResult {
  readonly operations: readonly ScaffoldedOperation[];
  readonly files: readonly ScaffoldedFile[];
  readonly findings: readonly Finding[];
  /** Operations that have a handler but are no longer in the document: their names. */
  readonly removed: readonly string[];
  /** Absolute path of the application's root. */
  readonly root: string;
  /** Folder of the routes relative to the root, with a trailing slash: `src/routes/`. */
  readonly routesDir: string;
}

/** The library function behind `trivet scaffold`: `scaffold` of `scaffold/index.ts`. */
export type Scaffold = (request: ScaffoldRequest, io: ScaffoldIo) => Promise<ScaffoldResult>;
