import type { Act, AlterType, Drop, Rename } from '../acts/act.ts';
import { isSameName } from '../acts/names.ts';
import { keepsRows } from '../acts/type-change.ts';
import type { Concern, Hazard } from '../hazard.ts';
import { partKey } from '../knowledge.ts';
import type { Scope } from '../scope.ts';

/** Programs that run while the migration does, and for a while after it, find something gone or changed. */
export const breaksClients: Hazard = {
  id: 'breaks-clients',
  judge: ({ acts }, scope) => acts.flatMap((act) => concernOf(act, scope) ?? []),
};

function concernOf(act: Act, scope: Scope): Concern | undefined {
  switch (act.kind) {
    case 'rename':
      return renamed(act, scope);
    case 'drop':
      return dropped(act, scope);
    case 'drop column':
      return {
        ...breaking(`${act.table}.${act.column}`, act.table),
        title: `Programs that still use ${act.table}.${act.column} fail once it is dropped`,
        fix: `Release code that does not name it (nor relies on SELECT *) first, and drop it in a later migration.`,
      };
    case 'alter type':
      return newType(act, scope);
    case 'drop not null':
      return {
        ...breaking(`${act.table}.${act.column}`, act.table),
        severity: 'info',
        title: `Programs that read ${act.table}.${act.column} may find NULL, which was impossible so far`,
        fix: 'Release code that expects NULL first.',
      };
    case 'add column': {
      const { table, column } = act;
      if (column.type.name !== 'json') return undefined;
      return {
        ...breaking(`${table}.${column.name}`, table),
        title: `A json column has no equality, so SELECT DISTINCT and UNION on all columns of ${table} fail`,
        fix: `ALTER TABLE ${table} ADD COLUMN ${column.name} jsonb.`,
      };
    }
    default:
      return undefined;
  }
}

function breaking(subject: string, table: string): Pick<Concern, 'subject' | 'severity' | 'table'> {
  return { subject, severity: 'warning', table };
}

function renamed({ what, name, part, to, schema }: Rename, scope: Scope): Concern | undefined {
  if (!used.has(what) || comesBack(name, what, scope)) return undefined;
  const old = part === undefined ? name : `${part} of ${name}`;
  const step = schema ? `moves to the schema ${to}` : `becomes ${to}`;
  const gentle =
    what === 'column' || what === 'value'
      ? 'Add the new one, keep both up to date with a trigger, release code that uses the new one, and drop the old one in a later migration.'
      : 'Leave a view under the old name in the same transaction, release code that uses the new one, and drop the view in a later migration.';
  return {
    ...breaking(part === undefined ? name : `${name}.${part}`, name),
    title: `Programs that use ${old} fail once it ${step}`,
    fix: gentle,
  };
}

function dropped({ what, name }: Drop, scope: Scope): Concern | undefined {
  if (!used.has(what) || what === 'type' || comesBack(name, what, scope)) return undefined;
  return {
    ...breaking(name, name),
    title: `Programs that still use the ${what} ${name} fail once it is dropped`,
    fix: 'Release code that does not use it first, and drop it in a later migration.',
  };
}

/** What programs name in their queries. */
const used: ReadonlySet<string> = new Set([
  'table',
  'view',
  'materialized view',
  'schema',
  'function',
  'type',
  'column',
  'value',
]);

/** Something of the same name stands in its place at the end of the migration. */
function comesBack(name: string, what: string, { after }: Scope): boolean {
  if (what === 'column' || what === 'value') return false;
  return after().some(
    (act) =>
      (act.kind === 'create' && isSameName(act.name, name)) ||
      (act.kind === 'create table' && what !== 'table' && isSameName(act.table, name)) ||
      (act.kind === 'rename' && act.part === undefined && act.to === lastOf(name)),
  );
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function newType({ table, column, type }: AlterType, { knowledge }: Scope): Concern | undefined {
  const from = knowledge.types.get(partKey(table, column));
  if (from !== undefined && keepsRows(from, type, true)) return undefined;
  return {
    ...breaking(`${table}.${column}`, table),
    title: `Programs that read or write ${table}.${column} meet another type, ${type.text}${from === undefined ? '' : ` instead of ${from.text}`}`,
    fix: 'Add a column of the new type, keep both up to date with a trigger, release code that uses the new one, and drop the old one in a later migration.',
  };
}
