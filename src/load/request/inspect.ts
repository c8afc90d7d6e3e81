import type { Exchange, Keep } from '../../http/exchange.ts';
import { compileExtract, compilePattern, keepFor } from './extract.ts';
import { keptResponse, type KeptResponse } from './kept-response.ts';
import type { Session, StepSpec } from './source.ts';

/** How a step looks at its responses. */
export interface Inspection {
  /** What it must see of them. */
  readonly keep: Keep;
  /** Undefined where there is nothing to look at. */
  readonly inspect: ((exchange: Exchange, session: Session) => boolean) | undefined;
}

/**
 * Extraction and the check of the body. A value that is not there fails the check and is forgotten, so that no later
 * request is made with that of an earlier iteration.
 * @throws TrivetError `USAGE` for pointers and patterns that are none
 */
export function compileInspection({ extract, expectBody }: StepSpec): Inspection {
  const extracts = extract.map((spec) => ({ name: spec.name, take: compileExtract(spec) }));
  const holds = expectBody === undefined ? undefined : compileExpectation(expectBody);
  if (extracts.length === 0 && holds === undefined) return { keep: 'nothing', inspect: undefined };
  const needsBody = holds !== undefined || extract.some((spec) => keepFor(spec) === 'body');
  return {
    keep: needsBody ? 'body' : 'headers',
    inspect: (exchange, { values }) => {
      const response = keptResponse(exchange);
      let passed = holds === undefined || holds(response);
      for (const { name, take } of extracts) {
        const value = take(response);
        if (value === undefined) values.delete(name);
        else values.set(name, value);
        passed &&= value !== undefined;
      }
      return passed;
    },
  };
}

/** A text that the body must hold, or `/pattern/flags` that must match. */
function compileExpectation(expected: string): (response: KeptResponse) => boolean {
  const [, source, flags = ''] = /^\/(.+)\/([imsu]*)$/s.exec(expected) ?? [];
  if (source === undefined) return (response) => response.text().includes(expected);
  const pattern = compilePattern(source, flags);
  return (response) => pattern.test(response.text());
}
