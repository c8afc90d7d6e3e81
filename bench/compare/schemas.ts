/** One statement or a few for each table: eight columns, a key, a foreign key, two indexes, a default, a check; some views. */
export function liveSchema(tables: number): readonly string[] {
  return Array.from({ length: tables }, (_, table) => tableSql(table));
}

/** The same after an ordinary change: a column, an index and a type here and there, a table more and one less. */
export function changedSchema(tables: number): readonly string[] {
  const changed: string[] = liveSchema(tables).slice(0, -1);
  changed[3] += "ALTER TABLE table_3 ADD COLUMN note text NOT NULL DEFAULT '';";
  changed[5] += 'CREATE INDEX table_5_total ON table_5 (total);';
  changed[10] = (changed[10] ?? '').replace('title varchar(80)', 'title text');
  changed[20] += 'ALTER TABLE table_20 ALTER COLUMN parent_id SET NOT NULL;';
  changed.push('CREATE TABLE added (id bigint PRIMARY KEY, table_id bigint REFERENCES table_1);');
  return changed;
}

/** The same after a change to every table: a column, an index and a NOT NULL more. */
export function schemaChangedAllOver(tables: number): readonly string[] {
  return liveSchema(tables).map(
    (sql, table) => `${sql}
    ALTER TABLE table_${table} ADD COLUMN note text;
    CREATE INDEX table_${table}_total ON table_${table} (total);
    ALTER TABLE table_${table} ALTER COLUMN parent_id SET NOT NULL;`,
  );
}

function tableSql(table: number): string {
  const name = `table_${table}`;
  const parent = `table_${Math.floor(table / 2)}`;
  const view =
    table % 10 === 0
      ? `CREATE VIEW view_${table} AS SELECT id, title FROM ${name} WHERE state = 'open';`
      : '';
  return `CREATE TABLE ${name} (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      parent_id bigint REFERENCES ${parent},
      title varchar(80) NOT NULL,
      state text NOT NULL DEFAULT 'open',
      total numeric(12, 2),
      tags text[],
      data jsonb,
      created_at timestamptz NOT NULL,
      CONSTRAINT ${name}_total CHECK (total >= 0));
    CREATE INDEX ${name}_parent ON ${name} (parent_id);
    CREATE INDEX ${name}_state ON ${name} (state, created_at DESC);
    ${view}`;
}
