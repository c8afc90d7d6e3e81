import { TrivetError } from '../../base/errors.ts';
import type { Catalog, CatalogObject } from '../../postgres/catalog/catalog.ts';
import type { Step } from '../step.ts';
import { text } from './facts.ts';
import { changesOf } from './kinds/index.ts';

/** Something that has another name in the target: `public.users` → `public.people`, `public.users.mail` → `public.users.email`. */
export interface Rename {
  readonly from: string;
  readonly to: string;
}

/** `old=new`; names without a schema are in `public`. Throws `USAGE`. */
export function parseRename(argument: string): Rename {
  const [from, to, ...more] = argument.split('=').map((name) => name.trim());
  if (from === undefined || to === undefined || from === '' || to === '' || more.length > 0) {
    throw new TrivetError('USAGE', `--rename ${argument}: this is not old=new`, {
      hint: 'Write --rename users=people for a table, --rename users.mail=users.email for a column.',
    });
  }
  return { from, to };
}

/** The way back. */
export function takenBack({ from, to }: Rename): Rename {
  const old = lastName(from);
  return { from: `${from.slice(0, from.length - old.length)}${lastName(to)}`, to: old };
}

/** One step for each rename. Throws `USAGE` where the schema has nothing of the old name. */
export function renameSteps(source: Catalog, renames: readonly Rename[]): readonly Step[] {
  return renames.map((rename): Step => {
    const object = find(source, rename.from);
    return { sql: renaming(object, lastName(rename.to)), transactional: true, transaction: 0 };
  });
}

function lastName(name: string): string {
  return /("(?:[^"]|"")*"|[^."]+)$/.exec(name)?.[0] ?? name;
}

const renamed = [
  'table',
  'view',
  'materialized view',
  'sequence',
  'index',
  'enum',
  'domain',
  'composite type',
];

function find(source: Catalog, name: string): CatalogObject {
  const names = [name, `public.${name}`];
  for (const each of names) {
    for (const kind of [...renamed, 'column']) {
      const object = source.objects.get(`${kind} ${each}`);
      if (object !== undefined) return object;
    }
  }
  throw new TrivetError(
    'USAGE',
    `--rename ${name}=…: the schema has no table, column, view, type, index or sequence ${name}`,
    {
      hint: 'Give the old name with its schema, and a column with its table.',
    },
  );
}

function renaming(object: CatalogObject, name: string): string {
  if (object.kind === 'column') {
    return `ALTER TABLE ${text(object, 'table')} RENAME COLUMN ${text(object, 'name')} TO ${name}`;
  }
  const designate = changesOf(object.kind).designate;
  return `ALTER ${designate?.(object) ?? ''} RENAME TO ${name}`;
}
