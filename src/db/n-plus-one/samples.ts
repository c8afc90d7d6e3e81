/** Counters of all statements at one moment; they only grow, until somebody resets them. */
export interface StatementSample {
  readonly counts: ReadonlyMap<string, StatementCount>;
}

export interface StatementCount {
  readonly calls: number;
  readonly rows: number;
}

/** What happened between samples. */
export interface Windows {
  readonly count: number;
  /** By statement, one figure per window. */
  readonly series: ReadonlyMap<string, StatementSeries>;
  /** Windows that are left out, because counters were reset in them. */
  readonly resets: number;
}

export interface StatementSeries {
  readonly calls: readonly number[];
  readonly rows: readonly number[];
}

/** Subtracts each sample from the next. Statements that never ran meanwhile are left out. */
export function windowsOf(samples: readonly StatementSample[]): Windows {
  const pairs = samples.slice(1).map((after, index) => ({ before: samples[index], after }));
  const whole = pairs.filter(({ before, after }) => !isReset(before, after));
  const series = new Map<string, { calls: number[]; rows: number[] }>();
  for (const [position, { before, after }] of whole.entries()) {
    for (const [id, { calls, rows }] of after.counts) {
      const last = before?.counts.get(id) ?? nothing;
      if (calls === last.calls) continue;
      const own = series.get(id) ?? { calls: zeros(whole.length), rows: zeros(whole.length) };
      own.calls[position] = calls - last.calls;
      own.rows[position] = rows - last.rows;
      series.set(id, own);
    }
  }
  return { count: whole.length, series, resets: pairs.length - whole.length };
}

const nothing: StatementCount = { calls: 0, rows: 0 };

const zeros = (length: number): number[] => Array.from({ length }, () => 0);

/** One that is gone made room for others: only what runs rarely. */
function isReset(before: StatementSample | undefined, { counts }: StatementSample): boolean {
  return [...counts].some(([id, { calls }]) => calls < (before?.counts.get(id)?.calls ?? 0));
}
