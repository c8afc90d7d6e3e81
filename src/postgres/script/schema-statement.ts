/** What a statement is to somebody who loads a schema into an empty database. */
export type SchemaRole =
  /** Run once. */
  | 'definition'
  /** Run whenever a later statement of its file is: it decides what that one means. */
  | 'setting'
  /** Left out: about the server as a whole, or about transactions. */
  | 'outside'
  /** A statement that takes others back. */
  | 'undoing';

export function schemaRoleOf(sql: string): SchemaRole {
  return patterns.find(([, pattern]) => pattern.test(sql))?.[0] ?? 'definition';
}

const patterns: readonly (readonly [role: SchemaRole, pattern: RegExp])[] = [
  ['undoing', /^(rollback|abort)\b/i],
  ['outside', /^(begin|start\s+transaction|commit|end|savepoint|release|set\s+transaction)\b/i],
  ['setting', /^((set|reset)\b(?!\s+constraints)|select\s+(pg_catalog\.)?set_config\s*\()/i],
  [
    'outside',
    /^(create|alter|drop)\s+(database|role|user(?!\s+mapping)|group|tablespace|system)\b/i,
  ],
  ['outside', /^(comment|security\s+label.*)\s+on\s+(database|role|tablespace)\b/is],
  // A role given to a role; rights on something have an ON.
  ['outside', /^(grant|revoke)\b(?!.*\son\s)/is],
];

/**
 * The text to send. Transactions of the file are not kept, so what was meant for the rest of one holds for the rest of the
 * file; and every new database has a schema `public` already.
 */
export function loadableSql(sql: string): string {
  return sql
    .replace(/^set\s+local\b/i, 'SET')
    .replace(/^create\s+schema\s+("public"|public)$/i, 'CREATE SCHEMA IF NOT EXISTS public');
}
