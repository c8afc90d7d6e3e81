import { TrivetError } from '../../base/errors.ts';
import type { SchemaSource } from '../../db/compare/schema-source.ts';
import { connect } from '../../postgres/connect.ts';
import { readCatalog } from '../../postgres/catalog/read.ts';
import { loadScripts } from '../../postgres/script/load-script.ts';
import type { CliContext } from '../context.ts';
import { readSqlFiles } from './sql-files.ts';
import { tableSizes, type TableSizes } from './table-sizes.ts';

/** A schema and what people call it. */
export interface NamedSchema {
  readonly name: string;
  readonly schema: SchemaSource;
  readonly major: number;
  /** Who owns what nobody else does; unquoted. */
  readonly user: string;
  readonly sizes: TableSizes;
}

interface SourceFlags {
  readonly connection: string | undefined;
  readonly from: readonly string[] | undefined;
  readonly pg: string | undefined;
}

const MAJOR_DEFAULT = 18;

/** What is to be changed: a database, or schema files with `--from`. Throws `USAGE` where neither is named, or both are. */
export async function schemaFrom(flags: SourceFlags, context: CliContext): Promise<NamedSchema> {
  const { from, connection } = flags;
  if (from !== undefined && connection !== undefined) {
    throw new TrivetError('USAGE', '--from and --connection both say where to start from.', {
      hint: 'Give one of them.',
    });
  }
  if (from !== undefined) {
    const major = flags.pg === undefined ? MAJOR_DEFAULT : Number(flags.pg);
    return fromFiles(from, context, { major, user: 'postgres' });
  }
  const url = connection ?? process.env['DATABASE_URL'];
  if (url === undefined || url === '') {
    throw new TrivetError('USAGE', 'No database was named.', {
      hint: 'Give --connection postgres://…, set DATABASE_URL, or start from files with --from.',
    });
  }
  return fromDatabase(url);
}

/** The target, for the version and the user of the source. */
export async function schemaOf(
  operands: readonly string[],
  context: CliContext,
  source: NamedSchema,
): Promise<NamedSchema> {
  const [first = ''] = operands;
  const isDatabase = /^(?:postgres(?:ql)?:\/\/|pglite:)/i.test(first);
  if (!isDatabase) return fromFiles(operands, context, source);
  if (operands.length > 1) {
    throw new TrivetError('USAGE', 'A database is a target by itself.', {
      hint: 'Name one database, or files.',
    });
  }
  return fromDatabase(first);
}

async function fromDatabase(url: string): Promise<NamedSchema> {
  await using session = await connect(url);
  const catalog = await readCatalog(session);
  const [row] = await session.query<{ user: string }>('SELECT current_user AS user');
  return {
    name: url,
    schema: { catalog },
    major: session.major,
    user: row?.user ?? '',
    sizes: await tableSizes(session),
  };
}

async function fromFiles(
  operands: readonly string[],
  { cwd, stdin, signal }: CliContext,
  { major, user }: { readonly major: number; readonly user: string },
): Promise<NamedSchema> {
  const scripts = await readSqlFiles(operands, cwd, stdin);
  return {
    name: operands.join(', '),
    schema: {
      load: (session, ensureRoles) => loadScripts(session, scripts, { ensureRoles, signal }),
    },
    major,
    user,
    sizes: new Map(),
  };
}
