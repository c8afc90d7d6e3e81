import type { Fault } from '../../http/fault.ts';
import type { Observed } from './observer.ts';
import type { Segment } from './plan.ts';
import type { Snapshot } from './snapshot.ts';

/** What the crew says to a worker. It does one thing at a time; `stop` and `close` may come at any moment. */
export type Command =
  | { readonly kind: 'open'; readonly side: number; readonly users: number }
  | { readonly kind: 'run'; readonly segment: Segment }
  | { readonly kind: 'stop' }
  | { readonly kind: 'close' };

/** What a worker says. */
export type Report =
  /** It is ready for commands. */
  | { readonly kind: 'ready'; readonly operations: readonly (readonly string[])[] }
  | { readonly kind: 'opened'; readonly faults: readonly Fault[] }
  | { readonly kind: 'tick'; readonly snapshot: Snapshot }
  | {
      readonly kind: 'done';
      readonly snapshot: Snapshot;
      readonly observed: Observed | undefined;
    }
  /** The plan cannot be carried out: a script that does not load, a template that fails. */
  | { readonly kind: 'refused'; readonly message: string; readonly hint: string | undefined };
