import type { MigrateResult } from '../migrate.ts';
import type { Migration } from '../migration.ts';
import type { RollbackResult } from '../rollback.ts';
import { needsAttention, type Status, type StatusEntry } from '../status.ts';
import type { Applied, Partial } from '../run/run-jobs.ts';

type Document = Readonly<Record<string, unknown>>;

/** For programs: schemas/migrate-1.json. */
export function migrateDocument({
  applied,
  pending,
  interrupted,
  partial,
}: MigrateResult): Document {
  return {
    schema: 'trivet.migrate/1',
    applied: applied.map(appliedDocument),
    pending,
    interrupted,
    partial: partialDocument(partial),
  };
}

/** For programs: schemas/rollback-1.json. */
export function rollbackDocument({
  rolledBack,
  pending,
  interrupted,
  partial,
}: RollbackResult): Document {
  return {
    schema: 'trivet.rollback/1',
    rolled_back: rolledBack.map(appliedDocument),
    pending,
    interrupted,
    partial: partialDocument(partial),
  };
}

export function baselineDocument(names: readonly string[]): Document {
  return { schema: 'trivet.migrate/1', baseline: names };
}

/** What would run. */
export function sqlDocument(schema: string, migrations: readonly Migration[]): Document {
  return {
    schema,
    planned: migrations.map(({ name, path, checksum, parts }) => ({
      name,
      path,
      checksum,
      parts: parts.map(({ transactional, statements }) => ({
        transactional,
        statements: statements.map(({ sql }) => sql),
      })),
    })),
  };
}

function appliedDocument({ name, path, parts, elapsedMs }: Applied): Document {
  return { name, path, parts, elapsed_ms: Math.round(elapsedMs) };
}

function partialDocument(partial: Partial | undefined): Document | null {
  if (partial === undefined) return null;
  return { name: partial.name, parts_done: partial.partsDone, parts: partial.parts };
}

/** For programs: schemas/status-1.json. */
export function statusDocument(status: Status): Document {
  return {
    schema: 'trivet.status/1',
    needs_attention: needsAttention(status),
    running: status.running ?? null,
    foreign: status.foreign,
    left: status.left,
    migrations: status.entries.map((entry) => entryDocument(entry)),
  };
}

function entryDocument({ name, state, file, record, foreign, ...entry }: StatusEntry): Document {
  return {
    name,
    state,
    path: file?.path ?? record?.path ?? null,
    applied_by: foreign?.tool ?? (record === undefined ? null : 'trivet'),
    applied_at: foreign?.applied ?? record?.finished ?? null,
    baseline: record?.baseline ?? false,
    edited: entry.edited,
    out_of_order: entry.outOfOrder,
    missing: entry.missing,
    failed: foreign?.failed ?? false,
    parts_done: entry.partsDone ?? null,
  };
}
