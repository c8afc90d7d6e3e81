import { type Maker, parents, ordinary, plain, products, splitLast, tables } from './piece.ts';
import type { Pick } from './pick.ts';
import { anyCondition } from './values.ts';

/** For defaults, checks, indexes and generated columns. */
const functions: Maker = {
  phase: 15,
  weight: 14,
  base: 0.85,
  slots: ['f1', 'f2', 'f3', 'f4'],
  make: (name, pick) => {
    const strict = pick.maybe(0.2, ' STRICT');
    const heads: Readonly<Record<string, string>> = {
      f1: `f1(${pick.of(['x', 'x', 'y'])} ${pick.of(['int', 'int', 'bigint'])}${pick.maybe(0.2, ', more int DEFAULT 1')}) RETURNS int LANGUAGE sql IMMUTABLE${strict} ${pick.of(["AS 'SELECT $1::int'", "AS 'SELECT $1::int + 1'", 'RETURN $1::int'])}`,
      f2: `f2() RETURNS ${pick.of(['text', 'text', 'varchar'])} LANGUAGE ${pick.of(['sql', 'plpgsql'])} STABLE AS $x$${pick.of(['', ' '])}`,
      f3: `f3(int) RETURNS boolean LANGUAGE sql IMMUTABLE${strict} ${pick.of(["AS 'SELECT $1 > 0'", "AS 'SELECT $1 >= 0'", 'RETURN $1 > 0'])}`,
      f4: `f4(v text) RETURNS text LANGUAGE ${pick.of(["sql IMMUTABLE AS 'SELECT lower(v)'", "sql IMMUTABLE AS 'SELECT upper(v)'", "plpgsql IMMUTABLE AS 'BEGIN RETURN v; END'"])}`,
    };
    const head = heads[name] ?? '';
    if (name !== 'f2') return `CREATE FUNCTION ${head}`;
    return `CREATE FUNCTION ${head}${head.includes('plpgsql') ? "BEGIN RETURN 'p'; END" : "SELECT 's'"}$x$`;
  },
};

/** With tables, types and views in their signatures and bodies. */
const users: Maker = {
  phase: 80,
  weight: 8,
  slots: ['g1', 'g2', 'extra.g3', 'proc1'],
  make: (name, pick) => {
    if (name === 'proc1')
      return `CREATE PROCEDURE proc1(${pick.of(['x int', 'INOUT x int', 'x e1'])}) LANGUAGE plpgsql AS 'BEGIN NULL; END'`;
    return `CREATE FUNCTION ${name}${pick.of([
      "(r t1) RETURNS int LANGUAGE sql AS 'SELECT r.id'",
      "() RETURNS SETOF t1 LANGUAGE sql AS 'SELECT * FROM app.t1'",
      '() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(a) FROM t1; END',
      '() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM v1; END',
      "(x e1 DEFAULT 'one') RETURNS d1 LANGUAGE sql AS 'SELECT 1'",
      "() RETURNS TABLE (id int, b text) LANGUAGE sql STABLE AS 'SELECT 1, NULL::text'",
      "(comp1, VARIADIC int[]) RETURNS comp1 LANGUAGE sql AS 'SELECT $1'",
      '(x t2) RETURNS int LANGUAGE sql RETURN x.a',
    ])}${pick.maybe(0, '')}`;
  },
};

const aggregates: Maker = {
  phase: 81,
  weight: 2,
  slots: ['agg1'],
  make: (name, pick) =>
    `CREATE AGGREGATE ${name}(${pick.of(['int', 'bigint'])}) (SFUNC = ${pick.of(['int8pl', 'int48pl'])}, STYPE = int8${pick.maybe(0.5, ", INITCOND = '0'")})`,
};

const operators: readonly Maker[] = [
  {
    phase: 24,
    weight: 3,
    slots: ['=='],
    make: (name, pick) =>
      `CREATE OPERATOR ${name} (LEFTARG = int, RIGHTARG = int, FUNCTION = ${pick.of(['int4eq', 'int4ne'])}${pick.maybe(0.5, `, COMMUTATOR = ==`)}${pick.maybe(0.3, ', RESTRICT = eqsel')})`,
  },
  {
    phase: 25,
    weight: 2,
    slots: ['class1'],
    make: (name, pick) =>
      `CREATE OPERATOR CLASS ${name} FOR TYPE int USING btree AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 ${pick.of(['=', '=='])}, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(int, int)`,
  },
  {
    phase: 26,
    weight: 2,
    slots: ['(e1 AS int)', '(comp1 AS int)', '(d1 AS text)'],
    make: (name, pick) => `CREATE CAST ${name} WITH INOUT${pick.of(['', ' AS ASSIGNMENT'])}`,
  },
];

const triggerFunctions: Maker = {
  phase: 16,
  weight: 4,
  base: 0.6,
  slots: ['tf1', 'tf2'],
  make: (name, pick) =>
    `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN ${pick.of(['RETURN NEW', 'RETURN NULL', 'PERFORM 1; RETURN NEW'])}; END'`,
};

const triggers: Maker = {
  phase: 90,
  weight: 7,
  slots: products([...ordinary, ...parents, 'p1a', 'v1'], ['tr1', 'tr2']),
  make: (slot, pick) => {
    const [table, name] = splitLast(slot);
    const tf = pick.of(['tf1', 'tf2']);
    return table === 'v1'
      ? `CREATE TRIGGER ${name} INSTEAD OF INSERT ON v1 FOR EACH ROW EXECUTE FUNCTION ${tf}()`
      : `CREATE ${triggerEnd(name, table, pick)} EXECUTE FUNCTION ${tf}(${pick.maybe(0.2, "'arg'")})`;
  },
};

function triggerEnd(name: string, table: string, pick: Pick): string {
  return pick.of([
    `TRIGGER ${name} BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW`,
    `TRIGGER ${name} AFTER UPDATE OF ${pick.of(['a', 'c'])} ON ${table} FOR EACH ROW WHEN (NEW.${pick.of(['a', 'id', 'c'])} IS NOT NULL)`,
    `TRIGGER ${name} AFTER DELETE ON ${table} REFERENCING OLD TABLE AS gone FOR EACH STATEMENT`,
    `CONSTRAINT TRIGGER ${name} AFTER INSERT ON ${table} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW`,
    `TRIGGER ${name} BEFORE TRUNCATE ON ${table}`,
  ]);
}

const triggerStates: Maker = {
  phase: 91,
  weight: 2,
  slots: products([...ordinary, 'p1'], ['tr1']),
  make: (slot, pick) =>
    `ALTER TABLE ${splitLast(slot)[0]} ${pick.of(['DISABLE', 'ENABLE ALWAYS', 'ENABLE REPLICA'])} TRIGGER tr1`,
};

const rules: Maker = {
  phase: 92,
  weight: 3,
  slots: products(['t1', 't2', 'v1', 'v2'], ['r1']),
  make: (slot, pick) => {
    const [table, name] = splitLast(slot);
    return `CREATE RULE ${name} AS ON ${pick.of(['DELETE', 'UPDATE'])} TO ${table}${pick.maybe(0.3, ' WHERE old.id > 5')} DO ${pick.of(['INSTEAD NOTHING', 'ALSO NOTHING', 'ALSO DELETE FROM t3 WHERE t3.id = old.id'])}`;
  },
};

const policies: Maker = {
  phase: 93,
  weight: 4,
  slots: products(tables, ['pol1']),
  make: (slot, pick) => {
    const [table, name] = splitLast(slot);
    return `CREATE POLICY ${plain(table)}_${name} ON ${table}${pick.maybe(0.3, ' AS RESTRICTIVE')} FOR ${pick.of(['ALL', 'SELECT', 'UPDATE'])} TO ${pick.of(['reader', 'PUBLIC', 'writer, reader'])} USING (${pick.of([anyCondition(pick), 'id IN (SELECT id FROM t2)', 'EXISTS (SELECT FROM v1)'])})`;
  },
};

export const routineMakers: readonly Maker[] = [
  functions,
  users,
  aggregates,
  ...operators,
  triggerFunctions,
  triggers,
  triggerStates,
  rules,
  policies,
];
