import type { PreparedRequest } from '../../http/exchange.ts';
import type { RequestMessage } from '../../http/message.ts';
import type { CompiledStep } from './compiled-step.ts';
import { compileMessage } from './compile-message.ts';
import { cookieStep, type CookiesOf } from './cookie-step.ts';
import { compileInspection } from './inspect.ts';
import type { PlannedRequest, StepSpec } from './source.ts';
import { blankContext, type TemplateContext } from './template-context.ts';

/** What a step is sent with and reported as. */
export interface StepOptions {
  /** Index into the operations of the report. */
  readonly operation: number;
  /** Index into the table of origins. */
  readonly origin: number;
  readonly prepare: (message: RequestMessage) => PreparedRequest;
  /** Value of `User-Agent` where a step has none. */
  readonly userAgent: string;
  /** Undefined where cookies are not kept. */
  readonly cookiesOf: CookiesOf | undefined;
}

/**
 * Compiles a step, and makes its request once, so that what is wrong with it is known before the run.
 * @throws TrivetError `USAGE`
 */
export function compileStep(step: StepSpec, options: StepOptions): CompiledStep {
  const { prepare, cookiesOf } = options;
  const { keep, inspect } = compileInspection(step);
  const sees = cookiesOf !== undefined && keep === 'nothing' ? 'headers' : keep;
  const message = compileMessage(step, options.userAgent, sees);
  const rest = {
    operation: options.operation,
    origin: options.origin,
    expected: expectedStatuses(step.expectStatus),
    inspect,
    thinkMs: step.thinkMs,
  };
  if (cookiesOf !== undefined) return cookieStep(message, rest, prepare, cookiesOf);
  const { variables, isConstant } = message;
  const plan = (context: TemplateContext): PlannedRequest => ({
    ...rest,
    request: prepare(message.render(context)),
  });
  const first = plan(blankContext);
  return isConstant
    ? { variables, constant: first, plan: () => first }
    : { variables, constant: undefined, plan };
}

/** 1 at each status that counts as success: those given, or all below 400. */
function expectedStatuses(statuses: readonly number[] | undefined): Uint8Array {
  const table = new Uint8Array(600);
  if (statuses === undefined) return table.fill(1, 100, 400);
  for (const status of statuses) table[status] = 1;
  return table;
}
