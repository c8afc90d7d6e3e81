import { code } from '../../../emit/code.ts';

/** Pieces of code that the applications of all frameworks have in common, each to stand at the margin. */

/** In `app.ts`: what the application is made from. */
export const appParts: string = code`
  export interface AppParts {
    readonly config: Config;
    readonly logger: Logger;
    /** False once the server is shutting down. */
    readonly isReady: () => boolean;
  }`;

/** In `app.ts`: what `startApp` resolves to. */
export const runningApp: string = code`
  export interface RunningApp {
    readonly url: string;
    /** Stops accepting requests, lets those under way finish, and resolves when all connections are closed. */
    close(): Promise<void>;
  }`;

/** In `routes/adapter.gen.ts`: members of `RouteOptions`. */
export const routeOptions: string = code`
  /** One for each security scheme: see \`middleware/auth.ts\`. */
  readonly verifiers: AppVerifiers;
  /** Larger bodies are answered 413. */
  readonly bodyLimitBytes: number;
  /** Name the operation in its answers, and compare them with the document. */
  readonly development: boolean;`;

/** In `middleware/security-headers.ts`: answers are data and one page without scripts, so nothing else is allowed. */
export const helmetOptions: string = code`
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  xFrameOptions: { action: 'deny' },`;

/** In `middleware/system.ts`: the documentation page, made once from the document beside the sources. */
export const loadDocs: string = code`
  async function loadDocs(): Promise<DocsPage> {
    return docsPage(JSON.parse(await readFile(documentUrl, 'utf8')) as object);
  }`;
