import type { JsonValue } from '../base/json.ts';
import type { OpenApiFindingId } from './findings.ts';
import type { Tokens } from './pointer.ts';
import type { Positions } from './positions.ts';

/** Something wrong with a text. */
export interface Fault {
  readonly id: OpenApiFindingId;
  readonly offset: number;
  /** One sentence. */
  readonly title: string;
  /** What to do about it, one sentence. */
  readonly fix: string;
  /** Where in the value, if the fault is in one. */
  readonly tokens?: Tokens;
}

/** What comes of a JSON or YAML text. `value` is absent where the faults left nothing to work on. */
export interface ParsedText {
  readonly value?: JsonValue;
  readonly positions: Positions;
  readonly faults: readonly Fault[];
}

export const nowhere: Positions = { offsetOf: () => 0 };
