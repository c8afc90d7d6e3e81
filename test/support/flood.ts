import { ObservationLog } from '../../src/load/rate-limit/observation-log.ts';
import { seededRandom } from '../../src/base/random.ts';
import type { Limiter } from './rate-limiters.ts';

export interface FloodOptions {
  readonly limiter: Limiter;
  readonly connections: number;
  readonly durationMs: number;
  /** Mean time from sending to the answer of a refusal; single ones vary from a fifth of it to many times. */
  readonly latencyMs: number;
  /** What an admitted request takes on top. */
  readonly workMs: number;
  readonly seed: number;
  readonly refusal?: number;
}

/** A closed loop against a limiter in simulated time: what a client would have observed. */
export function flood(options: FloodOptions): ObservationLog {
  const { limiter, connections, durationMs, latencyMs, workMs, seed, refusal = 429 } = options;
  const random = seededRandom(seed);
  const log = new ObservationLog();
  const events = new Queue();
  const delayMs = (meanMs: number): number => meanMs * (0.2 - 0.8 * Math.log(1 - random()));
  const send = (sentMs: number): void => {
    if (sentMs < durationMs)
      events.push({ atMs: sentMs + delayMs(latencyMs / 2), sentMs, status: 0 });
  };
  for (let user = 0; user < connections; user += 1) send(random() * latencyMs);
  for (let event = events.pop(); event !== undefined; event = events.pop()) {
    const { atMs, sentMs, status } = event;
    if (status !== 0) {
      log.push(sentMs, atMs, status);
      send(atMs + 0.01);
      continue;
    }
    const admitted = limiter(atMs);
    const tookMs = delayMs(latencyMs / 2) + (admitted && workMs > 0 ? delayMs(workMs) : 0);
    events.push({ atMs: atMs + tookMs, sentMs, status: admitted ? 200 : refusal });
  }
  return log;
}

interface Event {
  readonly atMs: number;
  readonly sentMs: number;
  /** 0 where the server decides; else the client gets the answer. */
  readonly status: number;
}

/** Events by time: a binary heap. */
class Queue {
  readonly #heap: Event[] = [];

  push(event: Event): void {
    const heap = this.#heap;
    let at = heap.push(event) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || above.atMs <= event.atMs) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = event;
  }

  pop(): Event | undefined {
    const heap = this.#heap;
    const [top] = heap;
    const last = heap.pop();
    if (heap.length === 0 || last === undefined) return top;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const smaller = timeAt(heap, left + 1) < timeAt(heap, left) ? left + 1 : left;
      const child = heap[smaller];
      if (child === undefined || child.atMs >= last.atMs) break;
      heap[at] = child;
      at = smaller;
    }
    heap[at] = last;
    return top;
  }
}

function timeAt(heap: readonly Event[], index: number): number {
  return heap[index]?.atMs ?? Number.POSITIVE_INFINITY;
}
