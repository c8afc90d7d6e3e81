import { quoted, unquoted } from '../kinds/not-null-name.ts';
import type { Draft } from '../kind-changes.ts';
import type { Backfill } from './backfill.ts';
import { dollarTag, valueOf } from './fill-sql.ts';

/**
 * A trigger that gives rows their value which programs write that do not know the column yet. It is there before the first
 * batch, so that no row gets in between: making it waits for all who are writing.
 */
export function newRowsFilled({ table, name, expression }: Backfill): readonly Draft[] {
  const trigger = triggerName(name);
  const fn = functionName(table, name);
  const tag = dollarTag(expression);
  return [
    {
      // As the one who migrates reads the names in the expression, whoever writes the row.
      sql: `CREATE FUNCTION ${fn}() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS ${tag}
#variable_conflict use_column
BEGIN
  NEW.${name} := (SELECT ${valueOf(expression, 'SELECT NEW.*', table)});
  RETURN NEW;
END
${tag}`,
    },
    {
      sql: `CREATE TRIGGER ${trigger} BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW WHEN (NEW.${name} IS NULL) EXECUTE FUNCTION ${fn}()`,
    },
  ];
}

/** From then on programs have to give the value. */
export function newRowsLeft({ table, name }: Backfill): readonly Draft[] {
  return [
    { sql: `DROP TRIGGER ${triggerName(name)} ON ${table}` },
    { sql: `DROP FUNCTION ${functionName(table, name)}()` },
  ];
}

/** Triggers run in the order of their names: this one last, when the others have had their say on the row. */
function triggerName(column: string): string {
  return quoted(`zz_backfill_${unquoted(column)}`.slice(0, NAME_CHARACTERS_MAX));
}

function functionName(table: string, column: string): string {
  const [, schema = '', name = ''] = /^((?:"(?:[^"]|"")*"|[^."]*)\.)(.*)$/.exec(table) ?? [];
  const plain = `zz_backfill_${unquoted(name)}_${unquoted(column)}`;
  return `${schema}${quoted(plain.slice(0, NAME_CHARACTERS_MAX))}`;
}

const NAME_CHARACTERS_MAX = 63;
