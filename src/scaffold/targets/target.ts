import type { PlannedFile } from '../../emit/planned-file.ts';
import type { ApiModel, Operation } from '../../api/model.ts';

/** All frameworks that there is a target for, in the order in which help lists them. */
export const frameworks = ['express', 'fastify', 'koa', 'hono', 'nestjs'] as const;

export type Framework = (typeof frameworks)[number];

/** Operations that share one routes file: those of one tag, or of one first path segment. */
export interface Group {
  /** File name without ending, safe on every file system, unique when case is ignored: `users`. */
  readonly file: string;
  /** Unique TypeScript identifiers derived from it: `users` for namespaces, `Users` for classes. */
  readonly variable: string;
  readonly typeName: string;
  /** Tag or segment as in the document. */
  readonly title: string;
  readonly operations: readonly Operation[];
}

/** Everything that a target needs to know to write an application. */
export interface TargetInput {
  readonly model: ApiModel;
  readonly groups: readonly Group[];
  /** Folder of the sources relative to the root, with a trailing slash, or empty: `src/`. */
  readonly sourceDir: string;
  /** npm name of the application, derived from the title: `user-service-api`. */
  readonly packageName: string;
  /** Answer from examples instead of 501. */
  readonly mock: boolean;
  /** For `mock`: the value that an operation answers with, proven against its schema; `undefined`: no body. */
  readonly mockOf: (operation: Operation) => MockAnswer | undefined;
}

export interface MockAnswer {
  readonly status: number;
  /** Media type, never a range. Absent where the response has no body. */
  readonly type?: string;
  /** TypeScript source of the body. */
  readonly source?: string;
  /** TypeScript source of an object with the header fields that the response requires. */
  readonly headers?: string;
}

/** A framework that trivet writes servers for. Added by adding its folder below `targets/`, its name above, and a line in `targets/index.ts`. */
export interface Target {
  readonly name: Framework;
  /** As its users write it: `Express`. */
  readonly title: string;
  /** Run-time packages of the application with exact versions, without what all targets share. */
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  /** npm scripts that differ from the common ones (`start`, `dev`, `build`). */
  readonly scripts: Readonly<Record<string, string>>;
  /** tsconfig compiler options that differ from the common ones. */
  readonly compilerOptions?: Readonly<Record<string, unknown>>;
  /** Files generated on every run besides the common ones: the wiring of operations to routes. */
  generated(input: TargetInput): readonly PlannedFile[];
  /** The routes files with one handler per operation: owned by the user. */
  routes(input: TargetInput): readonly PlannedFile[];
  /** The rest of a production-ready application, where the output is not a package yet: owned. */
  application(input: TargetInput): readonly PlannedFile[];
}
