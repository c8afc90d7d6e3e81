import type {
  ClusterStmt,
  LockStmt,
  Node,
  RefreshMatViewStmt,
  ReindexStmt,
  VacuumStmt,
} from 'libpg-query';
import { lockModes } from '../../step.ts';
import type { Act } from './act.ts';
import { quoted, relationText } from './names.ts';

export function reindex({ relation, name, params }: ReindexStmt): readonly Act[] {
  const whole = name === undefined ? undefined : quoted(name);
  return [
    {
      kind: 'maintain',
      what: 'REINDEX',
      name: relation === undefined ? whole : relationText(relation),
      concurrently: hasOption(params, 'concurrently'),
    },
  ];
}

/** Only `VACUUM FULL` locks anybody out. */
export function vacuum({ options, rels = [] }: VacuumStmt): readonly Act[] {
  if (!hasOption(options, 'full')) return [];
  const names = rels.flatMap((node) =>
    'VacuumRelation' in node ? [relationText(node.VacuumRelation.relation)] : [],
  );
  const tables = names.length === 0 ? [undefined] : names;
  return tables.map((name) => ({
    kind: 'maintain',
    what: 'VACUUM FULL',
    name,
    concurrently: false,
  }));
}

export function cluster({ relation }: ClusterStmt): readonly Act[] {
  const name = relation === undefined ? undefined : relationText(relation);
  return [{ kind: 'maintain', what: 'CLUSTER', name, concurrently: false }];
}

export function refresh({
  relation,
  concurrent = false,
  skipData,
}: RefreshMatViewStmt): readonly Act[] {
  if (skipData === true) return [];
  const what = 'REFRESH MATERIALIZED VIEW';
  return [{ kind: 'maintain', what, name: relationText(relation), concurrently: concurrent }];
}

export function lockTable({ relations = [], mode = lockModes.length }: LockStmt): readonly Act[] {
  return relations.flatMap((node): readonly Act[] => {
    const name = lockModes[mode - 1];
    if (!('RangeVar' in node) || name === undefined) return [];
    return [{ kind: 'lock table', table: relationText(node.RangeVar), mode: name }];
  });
}

/** Options of utility statements: present, or present with a value that is not off. */
export function hasOption(options: readonly Node[] | undefined, name: string): boolean {
  return (options ?? []).some((node) => {
    if (!('DefElem' in node) || node.DefElem.defname !== name) return false;
    const value = JSON.stringify(node.DefElem.arg ?? '');
    return !/"(?:sval":"(?:off|false|0|no)"|ival":0|Integer":\{\}|boolval":\{\})/i.test(value);
  });
}
