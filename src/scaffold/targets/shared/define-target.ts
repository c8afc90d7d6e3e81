import type { PlannedFile } from '../../../emit/planned-file.ts';
import type { Target, TargetInput } from '../target.ts';
import { authFile } from './auth.ts';
import { configFile } from './config.ts';
import { loggerFile } from './logger.ts';
import { planned } from './planned.ts';
import { serverFile } from './server.ts';

/** What a framework has of its own; each text is that of one file. */
export interface TargetParts extends Omit<Target, 'generated' | 'routes' | 'application'> {
  /** `routes/handler.gen.ts` */
  readonly handlerTypes: (input: TargetInput) => string;
  /** `routes/adapter.gen.ts` */
  readonly adapter: () => string;
  /** `routes/index.gen.ts` */
  readonly wiring: (input: TargetInput) => string;
  /** Further generated files, by path below the sources. */
  readonly helpers?: Readonly<Record<string, string>>;
  readonly routes: (input: TargetInput) => readonly PlannedFile[];
  /** `app.ts` */
  readonly appFile: (input: TargetInput) => string;
  /** By path below the sources. */
  readonly middleware: (input: TargetInput) => Readonly<Record<string, string>>;
  /** `logger.ts`, where the framework has a logger of its own. */
  readonly logger?: string;
}

/** The files that the application of every framework consists of. */
export function defineTarget(parts: TargetParts): Target {
  const { handlerTypes, adapter, wiring, helpers, routes, appFile, middleware, logger, ...target } =
    parts;
  return {
    ...target,
    generated: (input) =>
      planned(input, 'generated', {
        'routes/handler.gen.ts': handlerTypes(input),
        'routes/adapter.gen.ts': adapter(),
        ...helpers,
        'routes/index.gen.ts': wiring(input),
      }),
    // The types of the handlers depend on auth.ts, so it comes with them.
    routes: (input) => [
      ...routes(input),
      ...planned(input, 'owned', { 'middleware/auth.ts': authFile(input) }),
    ],
    application: (input) =>
      planned(input, 'owned', {
        'app.ts': appFile(input),
        'server.ts': serverFile(),
        'config.ts': configFile(input),
        'logger.ts': logger ?? loggerFile(),
        ...middleware(input),
      }),
  };
}
