import type { Exchange } from '../../http/exchange.ts';
import { ObservationLog, type Observations } from '../rate-limit/observation-log.ts';

/** The head of a response, kept because of what it may say about limits. */
export interface HeaderSample {
  /** When it arrived, in milliseconds since the start of the segment. */
  readonly atMs: number;
  readonly status: number;
  /** Status line and fields in latin1. */
  readonly headers: string;
}

/** What a worker saw of a limit. */
export interface Observed {
  readonly observations: Observations;
  readonly samples: readonly HeaderSample[];
}

/** Logs when which status came, and some of the heads: the first ones of each status, then one now and then. */
export class Observer {
  #log = new ObservationLog();
  #samples: HeaderSample[] = [];
  #startMs = 0;
  #nextMs = 0;
  readonly #seen = new Map<number, number>();

  /** A segment begins at this time; what was noted before is forgotten. */
  restart(startMs: number): void {
    this.#log = new ObservationLog();
    this.#samples = [];
    this.#seen.clear();
    this.#startMs = startMs;
    this.#nextMs = 0;
  }

  note({ status, fault, startedMs, endedMs, headers }: Exchange): void {
    if (fault !== 0) return;
    const atMs = endedMs - this.#startMs;
    this.#log.push(startedMs - this.#startMs, atMs, status);
    const seen = this.#seen.get(status) ?? 0;
    if (headers === undefined || (seen >= firstSamples && atMs < this.#nextMs)) return;
    if (this.#samples.length >= samplesMax) return;
    this.#seen.set(status, seen + 1);
    this.#nextMs = atMs + sampleEveryMs;
    this.#samples.push({ atMs, status, headers });
  }

  get observed(): Observed {
    const { count, sentMs, endedMs, statuses, ...rest } = this.#log.observations;
    const observations = {
      ...rest,
      count,
      // The arrays have room for more; what crosses threads is copied.
      sentMs: sentMs.slice(0, count),
      endedMs: endedMs.slice(0, count),
      statuses: statuses.slice(0, count),
    };
    return { observations, samples: this.#samples };
  }
}

const firstSamples = 20;
const sampleEveryMs = 100;
const samplesMax = 5000;
