import { faultNames } from '../http/fault.ts';
import { type CheckCount, sumChecks } from './scenario/checks.ts';
import { Histogram } from '../http/histogram.ts';
import type { Snapshot } from './engine/snapshot.ts';
import type {
  ClassName,
  ClassResult,
  Connections,
  OperationResult,
  Phases,
  RequestCounts,
} from './load-result.ts';

/** Adds up what the workers of one side report; the sums are exact, in whatever order snapshots arrive. */
export class Tally {
  readonly phases: Phases = {
    connect: new Histogram(),
    tls: new Histogram(),
    firstByte: new Histogram(),
    sendLag: new Histogram(),
  };
  readonly latency: Histogram = new Histogram();
  /** Empty in the closed model. */
  readonly corrected: Histogram = new Histogram();
  checks: readonly CheckCount[] = [];
  bytesSent = 0;
  bytesReceived = 0;
  /** Share of the time that the busiest worker was busy, over the whole time of its snapshots. */
  busyShare = 0;
  /** By name, in order: workers may know the same operations by other numbers. */
  readonly #operations = new Map<string, OperationTally>();
  /** By worker: what each of its numbers stands for. */
  readonly #names: (readonly string[])[] = [];
  readonly #planned: readonly string[];
  readonly #classes: Histogram[] = Array.from({ length: 6 }, () => new Histogram());
  readonly #busy: { busyMs: number; totalMs: number }[] = [];
  #scheduled = 0;
  #sent = 0;
  #opened = 0;
  #closedIdle = 0;

  constructor(operations: readonly string[]) {
    this.#planned = operations;
    for (const name of operations) this.#operations.set(name, new OperationTally());
  }

  add(snapshot: Snapshot, worker: number): void {
    const operations = this.#operationsOf(snapshot, worker);
    for (const { operation, statusClass, latency, corrected } of snapshot.series) {
      this.latency.addSparse(latency);
      this.#classes[statusClass]?.addSparse(latency);
      operations[operation]?.latency.addSparse(latency);
      if (corrected !== undefined) this.corrected.addSparse(corrected);
    }
    this.phases.firstByte.addSparse(snapshot.phases.firstByte);
    this.phases.sendLag.addSparse(snapshot.phases.sendLag);
    this.addConnections(snapshot);
    this.#addCounts(snapshot, operations);
    this.#addBusy(snapshot, worker);
  }

  /** Of a snapshot whose requests do not count: connections that were made while warming up are those of the run. */
  addConnections({ phases, opened, closedIdle }: Snapshot): void {
    this.phases.connect.addSparse(phases.connect);
    this.phases.tls.addSparse(phases.tls);
    this.#opened += opened;
    this.#closedIdle += closedIdle;
  }

  counts(durationMs: number, endedInTime: number): RequestCounts {
    const operations = [...this.#operations.values()];
    const total = operations.reduce((sum, { ended }) => sum + ended, 0);
    const ok = operations.reduce((sum, operation) => sum + operation.ok, 0);
    return {
      total,
      ok,
      failed: total - ok,
      perSecond: durationMs === 0 ? 0 : (endedInTime * 1000) / durationMs,
      scheduled: this.#scheduled,
      sent: this.#sent,
      unsent: this.#scheduled - this.#sent,
      unfinished: operations.reduce((sum, { faults }) => sum + (faults.get(unfinished) ?? 0), 0),
    };
  }

  get classes(): readonly ClassResult[] {
    return this.#classes.flatMap((latency, index) => {
      const name = classNames[index];
      return name === undefined || latency.count === 0 ? [] : [{ name, latency }];
    });
  }

  get operations(): readonly OperationResult[] {
    return Array.from(this.#operations, ([name, operation]) => ({
      name,
      total: operation.ended,
      ok: operation.ok,
      failed: operation.ended - operation.ok,
      latency: operation.latency,
      statuses: byNumber(operation.statuses),
      errors: operation.errors(),
    }));
  }

  get statuses(): readonly (readonly [status: number, count: number])[] {
    const sums = new Map<number, number>();
    for (const { statuses } of this.#operations.values()) addAll(sums, statuses);
    return byNumber(sums);
  }

  get errors(): readonly (readonly [name: string, count: number])[] {
    const sums = new Map<string, number>();
    for (const operation of this.#operations.values()) addAll(sums, operation.errors());
    return byCount(sums);
  }

  get connections(): Connections {
    return { opened: this.#opened, closedIdle: this.#closedIdle };
  }

  #operationsOf({ names }: Snapshot, worker: number): readonly OperationTally[] {
    if (names !== undefined) this.#names[worker] = names;
    return (this.#names[worker] ?? this.#planned).map((name) => {
      const known = this.#operations.get(name);
      if (known !== undefined) return known;
      const added = new OperationTally();
      this.#operations.set(name, added);
      return added;
    });
  }

  #addCounts(snapshot: Snapshot, operations: readonly OperationTally[]): void {
    if (snapshot.checks.length > 0) this.checks = sumChecks([this.checks, snapshot.checks]);
    this.bytesSent += snapshot.bytesSent;
    this.bytesReceived += snapshot.bytesReceived;
    this.#scheduled += snapshot.scheduled;
    this.#sent += snapshot.sent;
    for (const [operation, status, count] of inThrees(snapshot.statuses)) {
      bump(operations[operation]?.statuses, status, count);
    }
    for (const [operation, fault, count] of inThrees(snapshot.faults)) {
      bump(operations[operation]?.faults, fault, count);
    }
    for (const [operation, status, count] of inThrees(snapshot.unexpected)) {
      bump(operations[operation]?.unexpected, status, count);
    }
    for (const [place, operation] of operations.entries()) {
      operation.ok += snapshot.ok[place] ?? 0;
      operation.ended += snapshot.ended[place] ?? 0;
    }
  }

  #addBusy({ fromMs, toMs, busyShare }: Snapshot, worker: number): void {
    const busy = (this.#busy[worker] ??= { busyMs: 0, totalMs: 0 });
    busy.busyMs += busyShare * (toMs - fromMs);
    busy.totalMs += toMs - fromMs;
    const shares = this.#busy.map(({ busyMs, totalMs }) => (totalMs === 0 ? 0 : busyMs / totalMs));
    this.busyShare = Math.max(0, ...shares);
  }
}

class OperationTally {
  readonly latency = new Histogram();
  readonly statuses = new Map<number, number>();
  readonly faults = new Map<number, number>();
  /** Responses whose status was not an expected one. */
  readonly unexpected = new Map<number, number>();
  ok = 0;
  ended = 0;

  errors(): readonly (readonly [name: string, count: number])[] {
    const named = new Map<string, number>();
    for (const [fault, count] of this.faults) bump(named, faultNames[fault] ?? 'none', count);
    for (const [status, count] of this.unexpected) bump(named, `HTTP ${status}`, count);
    return byCount(named);
  }
}

const classNames: readonly ClassName[] = ['no response', '1xx', '2xx', '3xx', '4xx', '5xx'];
const unfinished: number = faultNames.indexOf('unfinished at the end');

function* inThrees(list: readonly number[]): Generator<[number, number, number]> {
  for (let place = 0; place < list.length; place += 3) {
    yield [list[place] ?? 0, list[place + 1] ?? 0, list[place + 2] ?? 0];
  }
}

function bump<Key>(counts: Map<Key, number> | undefined, key: Key, count: number): void {
  counts?.set(key, (counts.get(key) ?? 0) + count);
}

function addAll<Key>(sums: Map<Key, number>, counts: Iterable<readonly [Key, number]>): void {
  for (const [key, count] of counts) bump(sums, key, count);
}

function byNumber(counts: ReadonlyMap<number, number>): readonly (readonly [number, number])[] {
  return [...counts].toSorted(([a], [b]) => a - b);
}

function byCount(counts: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...counts].toSorted(([, a], [, b]) => b - a);
}
