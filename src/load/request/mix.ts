import { TrivetError } from '../../base/errors.ts';
import { derivedSeed, seededRandom } from '../../base/random.ts';
import type { PreparedRequest } from '../../http/exchange.ts';
import type { RequestMessage } from '../../http/message.ts';
import { createDraw, type Draw } from './alias.ts';
import { compileSpec, type CompiledSpec } from './compile-spec.ts';
import type { StepOptions } from './compile-step.ts';
import type { DataTable } from './data.ts';
import { operationName, operationsOf } from './operations.ts';
import { originIndex, type OriginTable } from './origins.ts';
import type { PlannedRequest, RequestSource, RequestSpec, StepSpec } from './source.ts';
import { createUsers } from './users.ts';
import { compileUrl } from './url.ts';

export interface RequestSourceOptions {
  readonly seed: number;
  /** Number of this worker, from 0. */
  readonly worker: number;
  readonly workers: number;
  /** Bytes of a message: `prepareHttp1`, or that of HTTP/2. */
  readonly prepare: (message: RequestMessage) => PreparedRequest;
  /** `trivet/1.2.3`, for requests that have no `User-Agent` of their own. */
  readonly userAgent: string;
  /** What `originsOf` found in the same specs. */
  readonly origins: OriginTable;
  readonly data: DataTable | undefined;
  /** Whether virtual users keep cookies; undefined: where a spec has several steps. */
  readonly cookies: boolean | undefined;
}

/**
 * The requests of one worker: the same ones in the same order for the same seed and worker, whichever users ask for them.
 * Where nothing has to be filled in, each spec is one step and no cookies are kept, `next` allocates nothing and returns
 * the same objects again and again.
 * @throws TrivetError `USAGE` for all that is wrong with a spec, and where there is none to be sent
 */
export function createRequestSource(
  specs: readonly RequestSpec[],
  options: RequestSourceOptions,
): RequestSource {
  checkWeights(specs);
  const keepsCookies = options.cookies ?? specs.some(({ steps }) => steps.length > 1);
  const users = createUsers({ ...options, keepsCookies });
  const stepOptions = stepOptionsOf(specs, options);
  const compiled = specs
    .filter(({ weight, steps }) => weight > 0 && steps.length > 0)
    .map((spec) =>
      compileSpec(spec, options.data, (step) => ({
        ...stepOptions(spec, step),
        cookiesOf: users.cookiesOf,
      })),
    );
  const random = seededRandom(derivedSeed(options.seed, options.worker * 2));
  const draw = createDraw(
    compiled.map(({ weight }) => weight),
    random,
  );
  const constants = compiled.map(constantOf).filter((planned) => planned !== undefined);
  return constants.length === compiled.length
    ? constantSource(constants, draw)
    : users.source(compiled, draw);
}

function checkWeights(specs: readonly RequestSpec[]): void {
  const wrong = specs.find(({ weight }) => !Number.isFinite(weight) || weight < 0);
  if (wrong !== undefined) {
    throw new TrivetError('USAGE', `${wrong.name} has the weight ${wrong.weight}.`, {
      hint: 'Use numbers from 0, where 0 leaves a request out.',
    });
  }
  if (specs.some(({ weight, steps }) => weight > 0 && steps.length > 0)) return;
  throw new TrivetError('USAGE', 'There is no request to be sent.', {
    hint: 'Give a URL, or check what is left out.',
  });
}

type StepOptionsOf = (spec: RequestSpec, step: StepSpec) => Omit<StepOptions, 'cookiesOf'>;

function stepOptionsOf(
  specs: readonly RequestSpec[],
  { prepare, userAgent, origins }: RequestSourceOptions,
): StepOptionsOf {
  const operations = new Map(operationsOf(specs).map((name, index) => [name, index]));
  return (spec, step) => {
    const origin = originIndex(origins, compileUrl(step.url).address);
    if (origin === -1) throw new Error(`no origin was opened for ${step.url}`);
    return {
      operation: operations.get(operationName(spec, step, specs)) ?? 0,
      origin,
      prepare,
      userAgent,
    };
  };
}

function constantOf({ steps }: CompiledSpec): PlannedRequest | undefined {
  return steps.length === 1 ? steps[0]?.constant : undefined;
}

/** The hot path: nothing is looked up and nothing is made. */
function constantSource(constants: readonly PlannedRequest[], draw: Draw): RequestSource {
  const [first] = constants;
  if (first === undefined) throw new Error('a source without requests');
  const next = constants.length === 1 ? () => first : () => constants[draw()] ?? first;
  return { next, goesOn: () => false, follow: (_session, _exchange, message) => message };
}
