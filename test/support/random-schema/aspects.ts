import { columns, type Maker, products, roles, splitLast, tables } from './piece.ts';

/** Things that can have a comment, an owner and rights, as statements call them. */
const named: readonly string[] = [
  ...tables.map((table) => `TABLE ${table}`),
  'VIEW v1',
  'VIEW v2',
  'MATERIALIZED VIEW mv1',
  'SEQUENCE s1',
  'FUNCTION f1',
  'FUNCTION f2',
  'FUNCTION g1',
  'TYPE e1',
  'TYPE comp1',
  'DOMAIN d1',
  'SCHEMA extra',
  'STATISTICS t1_st',
  'PUBLICATION pub1',
  'SERVER server1',
  'FOREIGN DATA WRAPPER fdw1',
];

const comments: Maker = {
  phase: 100,
  weight: 8,
  slots: [
    ...named,
    ...products(tables, columns).map((column) => `COLUMN ${column}`),
    'COLUMN v1.id',
    'INDEX t1_i1',
    'INDEX p1_i1',
    'CONSTRAINT t1_key ON t1',
    'CONSTRAINT t1_chk ON t1',
    'CONSTRAINT d1_positive ON DOMAIN d1',
    'TRIGGER tr1 ON t1',
    'EXTENSION pg_trgm',
    'RULE r1 ON t1',
  ],
  make: (slot, pick) =>
    `COMMENT ON ${slot} IS ${pick.of(["'one'", "'it''s two'", "E'back\\\\slash'"])}`,
};

const owners: Maker = {
  phase: 101,
  weight: 4,
  slots: named,
  make: (slot, pick) => `ALTER ${slot} OWNER TO ${pick.of(roles)}`,
};

const grants: Maker = {
  phase: 102,
  weight: 8,
  slots: [
    ...tables,
    'v1',
    'mv1',
    'SEQUENCE s1',
    'FUNCTION f1',
    'FUNCTION f2',
    'TYPE e1',
    'DOMAIN d1',
    'SCHEMA extra',
    'FOREIGN SERVER server1',
  ],
  make: (slot, pick) => {
    if (slot.startsWith('FUNCTION') && pick.chance(0.4))
      return `REVOKE EXECUTE ON ${slot} FROM PUBLIC`;
    const right =
      slot.includes(' ') && !slot.startsWith('"')
        ? 'ALL'
        : pick.of(['SELECT', 'INSERT, UPDATE', 'ALL', 'SELECT (id)', 'UPDATE (a, c)']);
    return `GRANT ${right} ON ${slot} TO ${pick.of([...roles, 'PUBLIC'])}${pick.maybe(0.15, ' WITH GRANT OPTION')}`;
  },
};

const defaultPrivileges: Maker = {
  phase: 103,
  weight: 1,
  slots: products(['TABLES', 'FUNCTIONS', 'TYPES'], ['app', 'extra']),
  make: (slot, pick) => {
    const [kind, schema] = splitLast(slot);
    return `ALTER DEFAULT PRIVILEGES${pick.maybe(0.7, ` IN SCHEMA ${schema}`)} GRANT ALL ON ${kind} TO ${pick.of(roles)}`;
  },
};

export const aspectMakers: readonly Maker[] = [comments, owners, grants, defaultPrivileges];
