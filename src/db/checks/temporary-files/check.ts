import { bytesText } from '../../../base/bytes.ts';
import { withSeparators } from '../../../report/number.ts';
import type { WorkloadStatement } from '../../workload/workload.ts';
import type { Check, Observation } from '../check.ts';
import { shortText } from '../statement-costs.ts';

/** A statement whose sorts or hash tables do not fit into memory. */
export const temporaryFiles: Check = {
  id: 'temporary-files',
  group: 'statements',
  needs: ['workload'],
  run: async (database) => {
    const { statements = [], countedDays = 1 } = database.workload ?? {};
    const days = Math.max(1, countedDays);
    const spilled = statements
      .filter(({ temporaryBytes = 0 }) => temporaryBytes / days >= BYTES_A_DAY_MIN)
      .toSorted((a, b) => (b.temporaryBytes ?? 0) - (a.temporaryBytes ?? 0))
      .slice(0, FINDINGS_MAX);
    if (spilled.length === 0) return [];
    const [setting] = await database.query<{ bytes: number }>(
      `SELECT setting::float8 * 1024 AS bytes FROM pg_settings WHERE name = 'work_mem'`,
    );
    return spilled.map((statement) => observe(statement, days, setting?.bytes ?? 0));
  },
};

const FINDINGS_MAX = 20;
const BYTES_A_DAY_MIN = 1024 ** 3;
const WARNING_BYTES_A_DAY = 100 * 1024 ** 3;
/** With more than this for one sort, a few sessions at once take all memory. */
const WORK_MEM_BYTES_MAX = 256 * 1024 ** 2;
/** What is sorted takes more room in memory than in a file. */
const MEMORY_PER_FILE = 2;

function observe(
  { id, text, calls, temporaryBytes = 0 }: WorkloadStatement,
  days: number,
  workMemBytes: number,
): Observation {
  const perCall = temporaryBytes / Math.max(1, calls);
  const perDay = temporaryBytes / days;
  const wanted = perCall * MEMORY_PER_FILE;
  return {
    subject: `statement ${id}`,
    severity: perDay >= WARNING_BYTES_A_DAY ? 'warning' : 'info',
    title: `${shortText(text)} wrote ${bytesText(temporaryBytes)} to temporary files, ${bytesText(perCall)} in each of ${withSeparators(calls)} calls`,
    fix:
      wanted <= WORK_MEM_BYTES_MAX
        ? `Give the role that runs it a work_mem of ${Math.ceil(Math.max(wanted, workMemBytes) / 1024 ** 2) + 1}MB, or an index that has the rows in order.`
        : 'Let it sort or group fewer rows: an index that has them in order, or a condition before the sort.',
    evidence: {
      statement: text,
      calls,
      temporary_bytes: temporaryBytes,
      temporary_bytes_per_call: Math.round(perCall),
      temporary_bytes_per_day: Math.round(perDay),
      work_mem_bytes: workMemBytes,
    },
  };
}
