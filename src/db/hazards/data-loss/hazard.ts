import type { Act, Drop } from '../acts/act.ts';
import { losesValues } from '../acts/type-change.ts';
import type { Concern, Hazard } from '../hazard.ts';
import { partKey } from '../knowledge.ts';
import type { Scope } from '../scope.ts';

/** Rows or values are gone for good. */
export const dataLoss: Hazard = {
  id: 'data-loss',
  blocking: true,
  judge({ acts }, scope) {
    const found = acts.flatMap((act) => concernOf(act, scope) ?? []);
    const { loses } = scope;
    return loses === undefined || found.length > 0
      ? found
      : [{ subject: loses, severity: 'error', title: `It loses ${loses}`, fix: MEANT }];
  },
};

const MEANT = 'Keep a copy, and say that the loss is meant with --allow data-loss.';

function concernOf(act: Act, scope: Scope): Concern | undefined {
  if (act.kind === 'drop') return dropped(act, scope);
  if (act.kind === 'drop column') {
    const { table, column } = act;
    return {
      ...lost(`${table}.${column}`, table, scope),
      title: `DROP COLUMN removes ${table}.${column} with all its values`,
      fix: `Release code that does not use ${column} any more and keep a copy of its values; then say that the loss is meant with --allow data-loss.`,
    };
  }
  if (act.kind === 'truncate') {
    const more = act.cascade ? ', and those of all tables that refer to it' : '';
    return {
      ...lost(act.table, act.table, scope),
      title: `TRUNCATE deletes all rows of ${act.table}${more}`,
      fix: act.cascade ? `Name all tables that are meant instead of CASCADE. ${MEANT}` : MEANT,
    };
  }
  if (act.kind === 'delete' && act.rows === 'all') {
    return {
      ...lost(act.table, act.table, scope),
      title: `DELETE without WHERE deletes all rows of ${act.table}`,
      fix: `Add the WHERE that is meant. ${MEANT}`,
    };
  }
  return act.kind === 'alter type' ? narrowed(act, scope) : undefined;
}

function lost(
  subject: string,
  table: string,
  { sizeOf }: Scope,
): Pick<Concern, 'subject' | 'severity' | 'table'> {
  // A table without a single page has nothing to lose.
  const isEmpty = sizeOf(table)?.sizeBytes === 0;
  return { subject, severity: isEmpty ? 'info' : 'error', table };
}

function dropped({ what, name, cascade }: Drop, scope: Scope): Concern | undefined {
  const removes = cascade ? { ...removed, ...removedWith } : removed;
  const rest = removes[what];
  if (rest === undefined) return undefined;
  const words = `DROP ${what.toUpperCase()}${name === '' ? '' : ` ${name}`}`;
  return {
    ...lost(name === '' ? what : name, name, scope),
    title: `${words}${what === 'table' || !cascade ? '' : ' CASCADE'} removes ${rest}`,
    fix:
      what === 'table'
        ? `Release code that does not use ${name} any more and keep a copy (ALTER TABLE ${name} RENAME TO …); then say that the loss is meant with --allow data-loss.`
        : MEANT,
  };
}

const removed: Readonly<Partial<Record<Drop['what'], string>>> = {
  table: 'the table with all its rows',
};

/** By CASCADE only; without it, the statement fails where there is something to lose. */
const removedWith: Readonly<Partial<Record<Drop['what'], string>>> = {
  schema: 'the schema with all its tables',
  database: 'the database with all that is in it',
  owned: 'all that the role owns',
  type: 'the type and every column that has it',
  domain: 'the domain and every column that has it',
  extension: 'the extension and every column that has a type of it',
};

function narrowed(act: Extract<Act, { kind: 'alter type' }>, scope: Scope): Concern | undefined {
  const { table, column, type } = act;
  const from = scope.knowledge.types.get(partKey(table, column));
  if (from === undefined || act.using !== undefined || !losesValues(from, type)) return undefined;
  return {
    ...lost(`${table}.${column}`, table, scope),
    title: `${table}.${column} goes from ${from.text} to ${type.text}, which rounds or cuts its values`,
    fix: `Keep the old column beside a new one of type ${type.text} until nobody needs what is lost. ${MEANT}`,
  };
}
