import { advance } from '../../src/db/compare/advance.ts';
import { buildSchema } from '../../src/db/compare/build.ts';
import { catalogDifferences } from '../../src/db/compare/catalog-differences.ts';
import { planChanges } from '../../src/db/compare/plan.ts';
import { StepFailure } from '../../src/db/prove/observe.ts';
import type { Catalog } from '../../src/postgres/catalog/catalog.ts';
import { readCatalog } from '../../src/postgres/catalog/read.ts';
import type { Session } from '../../src/postgres/session.ts';
import type { Shadow } from '../../src/postgres/shadow/shadow.ts';
import type { RandomSchemas } from './random-schema.ts';

/** What a pair of schemas showed to be wrong. */
export interface PairFailure {
  /** The same for pairs that fail for one reason. */
  readonly cause: string;
  readonly detail: string;
}

export interface PairResult {
  /** What the server took of both. */
  readonly schemas: RandomSchemas;
  readonly failure?: PairFailure;
}

/**
 * Whether the way from one schema to another leads there, the way back leads back, a schema is the same as itself, a schema
 * can be built from its catalog, and tables that both have are the same tables after as before.
 */
export async function provePair(
  shadow: Shadow,
  given: RandomSchemas,
  options: { readonly build: boolean },
): Promise<PairResult> {
  await using before = await shadow.createDatabase();
  await using after = await shadow.createDatabase();
  const schemas = {
    source: await load(before.session, given.source),
    target: await load(after.session, given.target),
  };
  try {
    const source = await readCatalog(before.session);
    const target = await readCatalog(after.session);
    equal(
      'not the same as itself',
      planChanges(target, target).map(({ sql }) => sql),
    );
    await ways(before.session, source, target);
    if (options.build) await build(shadow, source);
    return { schemas };
  } catch (error) {
    return { schemas, failure: failureOf(error) };
  }
}

async function build(shadow: Shadow, source: Catalog): Promise<void> {
  await using built = await shadow.createDatabase();
  const reached = await buildSchema(built.session, source).catch(at('build'));
  equal('build', differences(reached, source));
}

async function ways(session: Session, source: Catalog, target: Catalog): Promise<void> {
  const tables = await tablesOf(session);
  const up = await advance(session, source, target).catch(at('up'));
  equal('up', differences(up.reached, target));
  equal(
    'made again',
    [...(await tablesOf(session))].flatMap(([key, oid]) =>
      (tables.get(key) ?? oid) === oid ? [] : [key],
    ),
  );
  const down = await advance(session, up.reached, source).catch(at('down'));
  equal('down', differences(down.reached, source));
}

class Wrong extends Error {
  readonly failure: PairFailure;

  constructor(failure: PairFailure) {
    super(failure.cause);
    this.failure = failure;
  }
}

function equal(what: string, found: readonly string[]): void {
  if (found.length === 0) return;
  const kinds = found.map((each) => each.split('\n')[0]?.split(/ (?=[^ ]*\.|on |")/)[0] ?? '');
  throw new Wrong({
    cause: `${what}: ${[...new Set(kinds)].toSorted().join(', ')}`,
    detail: found.join('\n'),
  });
}

function at(way: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof StepFailure)) throw error;
    const names = error.message.replaceAll(/"[^"]*"|\b(app|extra)\.\w+/g, '…');
    throw new Wrong({
      cause: `${way} refused: ${names}`,
      detail: `${error.step.sql}\n${error.message}`,
    });
  };
}

function failureOf(error: unknown): PairFailure {
  if (error instanceof Wrong) return error.failure;
  const message = error instanceof Error ? error.message : String(error);
  return {
    cause: message.replaceAll(/"[^"]*"|\b(app|extra)\.\w+/g, '…'),
    detail:
      error instanceof Error
        ? `${'step' in error ? JSON.stringify(error.step) : ''} ${error.stack}`
        : message,
  };
}

function differences(reached: Catalog, wanted: Catalog): readonly string[] {
  return catalogDifferences(reached, wanted).map(
    (id) =>
      `${id}\n  is      ${JSON.stringify(reached.objects.get(id)?.facts)}\n  should  ${JSON.stringify(wanted.objects.get(id)?.facts)}`,
  );
}

/** Runs what the server takes. */
async function load(session: Session, statements: readonly string[]): Promise<readonly string[]> {
  await session.execute(
    'CREATE SCHEMA app; SET search_path = app, extra, public; SET check_function_bodies = off; SET client_min_messages = error',
  );
  const taken: string[] = [];
  for (const sql of statements) {
    try {
      // Each by itself, in order.
      // oxlint-disable-next-line no-await-in-loop
      await session.execute(sql);
      taken.push(sql);
    } catch {
      // Left out.
    }
  }
  await session.reset();
  return taken;
}

/** Tables by name and kind, with what tells one from another of the same name. */
async function tablesOf(session: Session): Promise<ReadonlyMap<string, number>> {
  const rows = await session.query<{ key: string; oid: number }>(
    `SELECT c.oid::regclass::text || ' ' || c.relkind::text || coalesce(pg_get_partkeydef(c.oid), '') AS key, c.oid::int8::float8 AS oid
     FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.oid >= 16384 AND c.relnamespace NOT IN ('pg_catalog'::regnamespace, 'pg_toast'::regnamespace)`,
  );
  return new Map(rows.map(({ key, oid }) => [key, oid]));
}
