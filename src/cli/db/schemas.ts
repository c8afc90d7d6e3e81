import { TrivetError } from '../../base/errors.ts';
import { unquoted } from '../../db/compare/roles.ts';
import type { SchemaSource } from '../../db/compare/schema-source.ts';
import { isSnapshot, readSnapshot } from '../../db/snapshot/read-snapshot.ts';
import { connect } from '../../postgres/connect.ts';
import { readCatalog } from '../../postgres/catalog/read.ts';
import { loadScripts } from '../../postgres/script/load-script.ts';
import type { CliContext } from '../context.ts';
import { currentUser } from './current-user.ts';
import { readSqlFiles, type SqlFile } from './sql-files.ts';
import { tableSizes, type TableSizes } from './table-sizes.ts';

/** A schema and what people call it. */
export interface NamedSchema {
  readonly name: string;
  readonly schema: SchemaSource;
  /** Where a database or a snapshot is from; schema files do not say. */
  readonly origin: Origin | undefined;
  readonly sizes: Promise<TableSizes>;
}

export interface Origin {
  readonly major: number;
  /** Who owns what nobody else does; unquoted. */
  readonly user: string;
}

interface SourceFlags {
  readonly connection: string | undefined;
  readonly from: readonly string[] | undefined;
}

/** What is to be changed: a database (the setting's, if nothing else says which), or files with `--from`. Throws `USAGE` where neither is named, or both are. */
export async function schemaFrom(
  flags: SourceFlags,
  setting: string | undefined,
  context: CliContext,
): Promise<NamedSchema> {
  const { from, connection } = flags;
  if (from !== undefined && connection !== undefined) {
    throw new TrivetError('USAGE', '--from and --connection both say where to start from.', {
      hint: 'Give one of them.',
    });
  }
  if (from !== undefined) return fromFiles(from, context);
  const url = connection ?? (process.env['DATABASE_URL'] || setting);
  if (url === undefined || url === '') {
    throw new TrivetError('USAGE', 'No database was named.', {
      hint: 'Give --connection postgres://…, set DATABASE_URL, or start from files with --from.',
    });
  }
  return fromDatabase(url);
}

/** What is wanted: files, a snapshot, or a database. */
export async function schemaOf(
  operands: readonly string[],
  context: CliContext,
): Promise<NamedSchema> {
  const [first = ''] = operands;
  const isDatabase = /^(?:postgres(?:ql)?:\/\/|pglite:)/i.test(first);
  if (!isDatabase) return fromFiles(operands, context);
  if (operands.length > 1) throw notAlone('A database', 'Name one database, or files.');
  return fromDatabase(first);
}

/** What takes time is on its way when this returns, and goes on while a shadow starts and is filled. */
async function fromDatabase(url: string): Promise<NamedSchema> {
  const session = await connect(url);
  const user = currentUser(session);
  const catalog = user.then(() => readCatalog(session));
  const sizes = catalog
    .then(() => tableSizes(session))
    .finally(() => session[Symbol.asyncDispose]());
  // Whoever waits for one of them hears of what fails; nobody may come to that.
  for (const each of [catalog, sizes]) each.catch(() => {});
  const origin = { major: session.major, user: await user };
  return { name: url, schema: { catalog }, origin, sizes };
}

async function fromFiles(
  operands: readonly string[],
  { cwd, stdin, signal }: CliContext,
): Promise<NamedSchema> {
  const files = await readSqlFiles(operands, cwd, stdin);
  const snapshot = files.find(looksLikeSnapshot);
  if (snapshot !== undefined) {
    if (files.length > 1) throw notAlone(`The snapshot ${snapshot.name}`, 'Name nothing else.');
    return fromSnapshot(snapshot);
  }
  return {
    name: operands.join(', '),
    schema: {
      load: (session, ensureRoles) => loadScripts(session, files, { ensureRoles, signal }),
    },
    origin: undefined,
    sizes: Promise.resolve(new Map()),
  };
}

function looksLikeSnapshot({ name, text }: SqlFile): boolean {
  return /\.json$/i.test(name) || isSnapshot(text);
}

function fromSnapshot({ name, text }: SqlFile): NamedSchema {
  const catalog = readSnapshot(text, name);
  const origin = { major: catalog.major, user: unquoted(catalog.user) };
  return { name, schema: { catalog }, origin, sizes: Promise.resolve(new Map()) };
}

function notAlone(what: string, hint: string): TrivetError {
  return new TrivetError('USAGE', `${what} is a schema by itself.`, { hint });
}
