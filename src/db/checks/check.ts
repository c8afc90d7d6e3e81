import type { Finding, Severity } from '../../base/finding.ts';
import type { Workload } from '../workload/workload.ts';
import type { ScanCounters } from './scan-counters.ts';

/** What checks see of a database. All of it is read only, and takes no lock that anybody would notice. */
export interface AnalyzedDatabase {
  readonly major: number;
  query<Row extends object>(sql: string): Promise<readonly Row[]>;
  /** Undefined where statements are not counted. */
  readonly workload: Workload | undefined;
  /** Where a stretch of time was watched: what tables were read by its beginning. */
  readonly watched?: WatchedScans;
  /** For how many days at least counters of tables and indexes have been counting; 0 where nothing is known. */
  countedDays(): Promise<number>;
}

export interface WatchedScans {
  readonly before: ScanCounters;
  readonly days: number;
}

/** What a check needs besides the catalog, which everybody may read. What is missing costs that check and no other. */
export type CheckNeed =
  /** Statements, with their times: the extension pg_stat_statements. */
  | 'workload'
  /** Values of columns: `pg_stats` shows only what the role may read. */
  | 'column statistics'
  /** What other roles' sessions do: pg_monitor, or pg_read_all_stats. */
  | 'activity';

/** One thing that can be wrong with a database. Its folder has the name of its id, and the page for `trivet explain <id>`. */
export interface Check {
  readonly id: string;
  readonly group: CheckGroup;
  /** A matter of taste: only said when it is asked for. */
  readonly pedantic?: true;
  readonly needs?: readonly CheckNeed[];
  run(database: AnalyzedDatabase): Promise<readonly Observation[]>;
}

export type CheckGroup =
  | 'indexes'
  | 'statements'
  | 'storage'
  | 'schema'
  | 'security'
  | 'activity'
  | 'settings';

/** Something that a check found. */
export interface Observation {
  /** What it is about, the same in every run: `public.orders`, `index public.orders_user_id_idx`. */
  readonly subject: string;
  /** By what it costs (time, room, days until it breaks), not by taste. */
  readonly severity: Severity;
  /** One sentence with the names and the figures, without its full stop. */
  readonly title: string;
  /** What to do next, one sentence in the imperative. */
  readonly fix: string;
  /** The same as a statement, where one does it; it goes into the suggested migrations. */
  readonly sql?: string;
  readonly evidence?: Finding['evidence'];
}

export function findingOf({ id }: Check, observation: Observation): Finding {
  const { subject, severity, title, fix, evidence } = observation;
  const finding = { id, severity, title: `${title}.`, fix, key: `${id} ${subject}` };
  return evidence === undefined ? finding : { ...finding, evidence };
}
