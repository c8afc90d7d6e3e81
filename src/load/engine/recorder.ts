import { performance } from 'node:perf_hooks';
import type { ConnectionWatcher, Exchange } from '../../http/exchange.ts';
import { type Fault, faultNames, faultOf } from '../../http/fault.ts';
import { Histogram } from '../../http/histogram.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Counts what one side of one worker does. Each request costs a few additions here; all that takes longer waits for
 * `snapshot`, which hands everything over and starts anew, so that memory does not grow with time.
 */
export class Recorder implements ConnectionWatcher {
  inFlight = 0;
  /** How many operations the tables have room for. */
  #operations = 0;
  readonly #series: (Series | undefined)[] = [];
  #statuses = new Float64Array();
  #unexpected = new Float64Array();
  #faults = new Float64Array();
  #ok = new Float64Array();
  #ended = new Float64Array();
  readonly #connect = new Histogram();
  readonly #tls = new Histogram();
  readonly #firstByte = new Histogram();
  readonly #sendLag = new Histogram();
  #scheduled = 0;
  #sent = 0;
  #bytesSent = 0;
  #bytesReceived = 0;
  #opened = 0;
  #closedIdle = 0;
  #startMs = 0;
  #fromMs = 0;
  #lastEndMs = 0;
  #utilization = performance.eventLoopUtilization();

  /** A request was given to a channel. */
  start(): void {
    this.#scheduled += 1;
    this.inFlight += 1;
  }

  /**
   * It ended. `dueMs` is when it should have been sent (NaN in the closed model), `fault` what the exchange ended with
   * or what its checks made of it.
   */
  end(operation: number, exchange: Exchange, fault: Fault, isOk: boolean, dueMs: number): void {
    const { status, startedMs, sentMs, firstByteMs, endedMs } = exchange;
    if (operation >= this.#operations) this.#grow(operation + 1);
    this.inFlight -= 1;
    this.#lastEndMs = endedMs;
    this.#bump(this.#ended, operation);
    this.#bytesReceived += exchange.bytesReceived;
    if (sentMs !== 0) {
      this.#sent += 1;
      this.#bytesSent += exchange.bytesSent;
      if (firstByteMs !== 0) this.#firstByte.record((firstByteMs - sentMs) * 1000);
    }
    if (isOk) this.#bump(this.#ok, operation);
    if (fault !== 0) this.#bump(this.#faults, operation * faultNames.length + fault);
    if (exchange.fault === 0) {
      this.#bump(this.#statuses, operation * statusesMax + status);
      if (fault === 0 && !isOk) this.#bump(this.#unexpected, operation * statusesMax + status);
      this.#time(operation, Math.floor(status / 100), endedMs - startedMs, endedMs - dueMs);
    } else if (timed.has(fault)) {
      this.#time(operation, 0, endedMs - startedMs, endedMs - dueMs);
    }
  }

  /** A request that was due and never given to a channel, because the run ended. */
  skip(operation: number, dueMs: number, nowMs: number): void {
    if (operation >= this.#operations) this.#grow(operation + 1);
    this.#scheduled += 1;
    this.#bump(this.#ended, operation);
    this.#bump(this.#faults, operation * faultNames.length + neverSent);
    this.#seriesOf(operation, 0).correct((nowMs - dueMs) * 1000);
  }

  /** How late the generator was itself. */
  lag(lagMs: number): void {
    this.#sendLag.record(lagMs * 1000);
  }

  onConnected(connectMs: number, tlsMs: number): void {
    this.#opened += 1;
    this.#connect.record(connectMs * 1000);
    if (tlsMs > 0) this.#tls.record(tlsMs * 1000);
  }

  onIdleClose(): void {
    this.#closedIdle += 1;
  }

  /** Hands over what was counted since the last call. */
  snapshot(toMs: number): Omit<Snapshot, 'names' | 'checks'> {
    const utilization = performance.eventLoopUtilization();
    const snapshot: Omit<Snapshot, 'names' | 'checks'> = {
      fromMs: this.#fromMs,
      toMs,
      lastEndMs: this.#lastEndMs - this.#startMs,
      series: this.#takeSeries(),
      phases: {
        connect: take(this.#connect),
        tls: take(this.#tls),
        firstByte: take(this.#firstByte),
        sendLag: take(this.#sendLag),
      },
      statuses: this.#takePairs(this.#statuses, statusesMax),
      unexpected: this.#takePairs(this.#unexpected, statusesMax),
      faults: this.#takePairs(this.#faults, faultNames.length),
      ok: takeCounts(this.#ok),
      ended: takeCounts(this.#ended),
      scheduled: this.#scheduled,
      sent: this.#sent,
      bytesSent: this.#bytesSent,
      bytesReceived: this.#bytesReceived,
      opened: this.#opened,
      closedIdle: this.#closedIdle,
      inFlight: this.inFlight,
      busyShare: performance.eventLoopUtilization(utilization, this.#utilization).utilization,
    };
    this.#scheduled = 0;
    this.#sent = 0;
    this.#bytesSent = 0;
    this.#bytesReceived = 0;
    this.#opened = 0;
    this.#closedIdle = 0;
    this.#fromMs = toMs;
    this.#utilization = utilization;
    return snapshot;
  }

  /** A new segment begins at this time. */
  restart(startMs: number): void {
    this.#startMs = startMs;
    this.#lastEndMs = startMs;
    this.#fromMs = 0;
    this.#utilization = performance.eventLoopUtilization();
  }

  #time(operation: number, statusClass: number, latencyMs: number, correctedMs: number): void {
    const series = this.#seriesOf(operation, statusClass);
    series.latency.record(latencyMs * 1000);
    // NaN where nothing was due.
    if (correctedMs >= 0) series.correct(correctedMs * 1000);
  }

  #seriesOf(operation: number, statusClass: number): Series {
    const index = operation * classes + statusClass;
    const known = this.#series[index];
    if (known !== undefined) return known;
    const series = new Series();
    this.#series[index] = series;
    return series;
  }

  #grow(operations: number): void {
    // Scenarios find their operations one by one.
    const room = operations === 1 ? 1 : Math.max(operations, this.#operations * 2);
    this.#statuses = longer(this.#statuses, room * statusesMax);
    this.#unexpected = longer(this.#unexpected, room * statusesMax);
    this.#faults = longer(this.#faults, room * faultNames.length);
    this.#ok = longer(this.#ok, room);
    this.#ended = longer(this.#ended, room);
    this.#operations = room;
  }

  #bump(counts: Float64Array, index: number): void {
    counts[index] = (counts[index] ?? 0) + 1;
  }

  #takeSeries(): Snapshot['series'] {
    return Array.from(this.#series).flatMap((series, index) => {
      if (series === undefined || series.isEmpty) return [];
      return {
        operation: Math.floor(index / classes),
        statusClass: index % classes,
        latency: take(series.latency),
        corrected: series.corrected && take(series.corrected),
      };
    });
  }

  /** Operation, number, count, and so on, of the counts that are not 0. */
  #takePairs(counts: Float64Array, width: number): readonly number[] {
    const pairs: number[] = [];
    for (let index = 0; index < this.#operations * width; index += 1) {
      const count = counts[index] ?? 0;
      if (count !== 0) pairs.push(Math.floor(index / width), index % width, count);
    }
    counts.fill(0);
    return pairs;
  }
}

class Series {
  readonly latency = new Histogram();
  corrected: Histogram | undefined;

  correct(latencyUs: number): void {
    this.corrected ??= new Histogram();
    this.corrected.record(latencyUs);
  }

  get isEmpty(): boolean {
    return this.latency.count === 0 && (this.corrected?.count ?? 0) === 0;
  }
}

function take(histogram: Histogram): ReturnType<Histogram['toSparse']> {
  const sparse = histogram.toSparse();
  histogram.reset();
  return sparse;
}

function longer(counts: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(length);
  grown.set(counts);
  return grown;
}

function takeCounts(counts: Float64Array): Float64Array {
  const taken = counts.slice();
  counts.fill(0);
  return taken;
}

/** No response, 1xx to 5xx. */
const classes = 6;
const statusesMax = 600;
const neverSent: Fault = faultOf('never sent');

/** Faults that say how long somebody waited at least: they belong into the distribution, or its tail would be cut off. */
const timed: ReadonlySet<Fault> = new Set(
  (
    [
      'connection timeout',
      'first byte timeout',
      'response timeout',
      'unfinished at the end',
    ] as const
  ).map(faultOf),
);
