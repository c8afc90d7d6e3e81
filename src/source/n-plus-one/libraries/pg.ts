import type { Step } from '../chain.ts';
import { memberOf } from '../nodes.ts';
import type { Library, QueryShape } from '../library.ts';
import { isSqlBatch, sqlCure, sqlShape, sqlText } from './sql.ts';

/** `pool.query('SELECT … WHERE id = $1', [id])` */
export const pg: Library = {
  name: 'pg',
  packages: /^(pg|pg-pool|pg-promise|@neondatabase\/serverless)$/,
  imported: (name) => {
    if (/^(Pool|Client|PoolClient|ClientBase)$/.test(name)) return 'class';
    return name === 'default' || name === '*' ? 'package' : undefined;
  },
  advance: (kind, { name, args, isNew }) => {
    if (kind === 'package') {
      if (isNew === true) return 'client';
      return /^(Pool|Client|PoolClient|ClientBase)$/.test(name) ? 'class' : undefined;
    }
    if (kind === 'class') return isNew === true ? 'client' : undefined;
    return kind === 'client' && name === 'connect' && args !== undefined ? 'client' : undefined;
  },
  query: (kind, steps) => (kind === 'client' ? shapeOf(steps) : undefined),
  guess: (name, steps) => {
    if (
      !/(^|[a-z])(pool|client|pg|db|conn|connection|query|database|postgres|queryRunner)$/i.test(
        name,
      )
    )
      return undefined;
    const [first] = steps;
    const isQuery = first?.name === 'query' || (first?.name === '' && name === 'query');
    const [given] = first?.args ?? [];
    const statement = given && (memberOf(given, 'text') ?? given);
    const text = statement && sqlText(statement);
    // Numbered parameters tell PostgreSQL from the others.
    const isOurs =
      text !== undefined &&
      /^\s*(SELECT|WITH|INSERT|UPDATE|DELETE)\b/i.test(text) &&
      /\$1/.test(text);
    return isQuery && isOurs ? sqlShape(first?.args ?? []) : undefined;
  },
  isBatch: isSqlBatch,
  cure: (call) => ({
    advice:
      call.access === 'write'
        ? 'Write all rows with one statement: INSERT … SELECT FROM unnest($1::…[], $2::…[]), or = ANY($1).'
        : call.hasParent
          ? 'Join the table to the query that is looped over, or ask once with = ANY($1) and look the rows up in the loop.'
          : 'Ask once with = ANY($1), and look the rows up in the loop.',
    code: sqlCure(call),
  }),
};

function shapeOf(steps: readonly Step[]): QueryShape | undefined {
  const [first] = steps;
  const isQuery = /^(query|one|oneOrNone|many|manyOrNone|any|none)$/.test(first?.name ?? '');
  return isQuery && first?.args !== undefined ? sqlShape(first.args) : undefined;
}
