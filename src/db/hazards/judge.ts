import type { Finding, Severity } from '../../base/finding.ts';
import type { Observation } from '../step.ts';
import { isSameName } from './acts/names.ts';
import type { Concern, Hazard } from './hazard.ts';
import type { Statement } from './parse.ts';
import type { Scope, TableSize } from './scope.ts';

/** All that is to be said about one statement. */
export function judge(
  statement: Statement,
  scope: Scope,
  hazards: readonly Hazard[],
): readonly Finding[] {
  const { observation } = scope;
  const expected = hazards.flatMap((hazard) =>
    hazard
      .judge(statement, scope)
      .filter(({ table }) => table === undefined || !scope.isNew(table))
      .map((concern) => ({ hazard, concern })),
  );
  if (observation === undefined) return expected.map((one) => finding(one, scope));
  const confirmed = expected.flatMap((one) => confirm(one, observation));
  const said = [
    ...confirmed.flatMap(({ hazard, concern: { table, others = [] } }) =>
      hazard.seen === undefined || table === undefined ? [] : [table, ...others],
    ),
    // It gives a table a new file, and takes no time over it.
    ...statement.acts.flatMap((act) => (act.kind === 'truncate' ? [act.table] : [])),
  ];
  return [...confirmed, ...unforeseen(said, observation, scope, hazards)].map((one) =>
    finding(one, scope),
  );
}

interface Judged {
  readonly hazard: Hazard;
  readonly concern: Concern;
}

/** Of what can be seen, only what was seen; and then there is no doubt about it any more. */
function confirm({ hazard, concern }: Judged, observation: Observation): readonly Judged[] {
  const { table, doubt: _doubt, ...sure } = concern;
  if (hazard.seen === undefined || table === undefined) return [{ hazard, concern }];
  const isSeen = hazard.seen(observation).some((name) => isSameName(name, table));
  return isSeen
    ? [{ hazard, concern: { ...sure, table, evidence: { ...sure.evidence, ...seen } } }]
    : [];
}

const seen = { basis: 'seen on a shadow' };

/** What happened to a table although nothing in the statement let expect anything of the kind. */
function unforeseen(
  said: readonly string[],
  observation: Observation,
  { isNew }: Scope,
  hazards: readonly Hazard[],
): readonly Judged[] {
  const told = [...said];
  const found: Judged[] = [];
  for (const hazard of hazards) {
    const { unforeseen: say } = hazard;
    if (hazard.seen === undefined || say === undefined) continue;
    for (const table of hazard.seen(observation)) {
      if (isNew(table) || told.some((other) => isSameName(other, table))) continue;
      told.push(table);
      const concern = say(table);
      found.push({ hazard, concern: { ...concern, evidence: { ...concern.evidence, ...seen } } });
    }
  }
  return found;
}

function finding({ hazard, concern }: Judged, { sizeOf }: Scope): Finding {
  const { subject, title, doubt, fix, table, lock, evidence } = concern;
  const size = table === undefined ? undefined : sizeOf(table);
  const severity = hazard.growsWithTable === true && isSmall(size) ? 'info' : severityOf(concern);
  return {
    id: hazard.id,
    severity,
    title: `${title}${doubt === undefined ? '' : `, ${doubt}`}.`,
    fix,
    evidence: {
      ...(table !== undefined && { table }),
      ...(lock !== undefined && { lock }),
      ...(size !== undefined && { rows: size.rows, size_bytes: size.sizeBytes }),
      ...evidence,
    },
    key: `${hazard.id} ${subject}`,
  };
}

function severityOf({ severity, doubt }: Concern): Severity {
  return doubt !== undefined && severity === 'error' ? 'warning' : severity;
}

/** Smaller tables are read or written anew in a moment. */
const SMALL_ROWS = 10_000;
const SMALL_BYTES = 8 * 1024 * 1024;

function isSmall(size: TableSize | undefined): boolean {
  if (size === undefined) return false;
  return size.sizeBytes < SMALL_BYTES || (size.rows >= 0 && size.rows < SMALL_ROWS);
}
