import type { Backfill } from './backfill.ts';

/** Few enough that nobody notices how long their locks last, many enough that a commit for each batch costs little. */
const BATCH_ROWS = 1000;

/**
 * A block that fills a column batch by batch, along the key, each batch in a transaction of its own. Where it goes on after
 * an interruption follows from the rows: those that have a value are left alone. `trivet db migrate` and psql run the same
 * text; what they may set for it (`trivet.max_lag`) has a default.
 *
 * A batch waits for rows that others hold only for a moment, since it holds rows itself, and is tried again. After it, the
 * block waits for standbys, and rests when rows take three times as long as they did.
 */
export function fillSql(backfill: Backfill): string {
  const { table, name, expression, key } = backfill;
  const columns = key.join(', ');
  const first = variables('batch_first', key);
  const last = variables('batch_last', key);
  const row = `(${columns})`;
  const what = literal(`${table}.${name}`);
  const tag = dollarTag(expression);
  const types = key.map((column) => `${table}.${column}%TYPE`);
  return `DO ${tag}
-- trivet:backfill ${table}.${name}
-- Each batch is a transaction of its own. Stopped at any point, this can be run again, and goes on where it was.
#variable_conflict use_column
DECLARE
  ${declarations(first, types)}
  ${declarations(last, types)}
  batch_size bigint;
  batch_filled bigint;
  batch_empty bigint;
  batch_began timestamptz;
  batch_seconds float8;
  rows_passed bigint := 0;
  rows_total bigint := (SELECT greatest(sum(reltuples), 0) FROM pg_class WHERE relkind = 'r' AND oid IN (SELECT ${literal(table)}::regclass UNION SELECT relid FROM pg_partition_tree(${literal(table)})));
  row_seconds float8;
  waits integer := 0;
  told timestamptz := clock_timestamp();
  lag_max interval := coalesce(nullif(current_setting('trivet.max_lag', true), ''), '30 s')::interval;
BEGIN
  -- New rows get the same value, from a trigger that reads the expression like this.
  PERFORM ${valueOf(expression, `SELECT * FROM ${table} LIMIT 0`, table)};
  SELECT ${columns} INTO ${first.join(', ')} FROM ${table} ORDER BY ${columns} LIMIT 1;
  LOOP
    batch_began := clock_timestamp();
    batch_filled := -1;
    PERFORM set_config('lock_timeout', '50ms', true);
    SELECT ${columns}, place INTO ${last.join(', ')}, batch_size FROM (
      SELECT ${columns}, row_number() OVER (ORDER BY ${columns}) AS place FROM ${table}
      WHERE ${row} >= (${first.join(', ')}) ORDER BY ${columns} LIMIT ${BATCH_ROWS}
    ) AS batch ORDER BY place DESC LIMIT 1;
    BEGIN
      WITH filled AS (
        UPDATE ${table} SET ${name} = (
          ${expression}
        ) WHERE ${row} >= (${first.join(', ')}) AND ${row} <= (${last.join(', ')}) AND ${name} IS NULL
        RETURNING ${name} IS NULL AS is_empty
      )
      SELECT count(*), count(*) FILTER (WHERE is_empty) INTO batch_filled, batch_empty FROM filled;
    EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
      waits := waits + 1;
      IF waits > 300 THEN RAISE; END IF;
    END;
    IF batch_empty > 0 THEN
      RAISE EXCEPTION '% is NULL in % of the rows from % to %', ${what}, batch_empty, ${printed(first)}, ${printed(last)}
        USING ERRCODE = 'not_null_violation', HINT = 'Give an expression that has a value for every row.';
    END IF;
    COMMIT;
    IF batch_filled < 0 THEN
      RAISE NOTICE '%: % of about % rows, waiting for rows that others hold', ${what}, rows_passed, rows_total;
      PERFORM pg_sleep(0.2);
      CONTINUE;
    END IF;
    waits := 0;
    rows_passed := rows_passed + coalesce(batch_size, 0);
    batch_seconds := extract(epoch FROM clock_timestamp() - batch_began);
    IF clock_timestamp() - told > interval '1 s' THEN
      told := clock_timestamp();
      RAISE NOTICE '%: % of about % rows', ${what}, rows_passed, rows_total;
    END IF;
    SELECT ${columns} INTO ${first.join(', ')} FROM ${table} WHERE ${row} > (${last.join(', ')}) ORDER BY ${columns} LIMIT 1;
    EXIT WHEN NOT FOUND;
    -- The lag stays what it was until the standby reports again; what it has replayed is known sooner.
    WHILE EXISTS (
      SELECT FROM pg_stat_replication
      WHERE greatest(write_lag, flush_lag, replay_lag) > lag_max AND replay_lsn < pg_current_wal_lsn()
    ) LOOP
      waits := waits + 1;
      IF waits > 600 THEN
        RAISE EXCEPTION 'a standby has been more than % behind for ten minutes', lag_max
          USING HINT = 'Run this again later: it goes on where it was.';
      END IF;
      RAISE NOTICE '%: % of about % rows, waiting for a standby', ${what}, rows_passed, rows_total;
      COMMIT;
      PERFORM pg_sleep(1);
    END LOOP;
    waits := 0;
    IF batch_filled > 0 THEN
      -- What is slow for long becomes usual.
      row_seconds := least(1.01 * row_seconds, batch_seconds / batch_filled);
      IF batch_seconds / batch_filled > 3 * row_seconds THEN
        COMMIT;
        PERFORM pg_sleep(least(batch_seconds, 5));
      END IF;
    END IF;
  END LOOP;
END
${tag}`;
}

/** The expression with the columns of one row, which need not be in a table. */
export function valueOf(expression: string, row: string, table: string): string {
  return `(
    ${expression}
  ) FROM (${row}) AS ${table.replace(/^("(?:[^"]|"")*"|[^."]*)\./, '')}`;
}

/** Delimits a text that may hold dollars itself. */
export function dollarTag(text: string): string {
  let tag = '$backfill$';
  for (let number = 1; text.includes(tag); number += 1) tag = `$backfill${number}$`;
  return tag;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function variables(name: string, key: readonly string[]): readonly string[] {
  return key.map((_, place) => `${name}_${place + 1}`);
}

function declarations(names: readonly string[], types: readonly string[]): string {
  return names.map((each, place) => `${each} ${types[place] ?? ''};`).join('\n  ');
}

function printed(names: readonly string[]): string {
  return names.length === 1 ? names.join('') : `concat_ws(', ', ${names.join(', ')})`;
}
