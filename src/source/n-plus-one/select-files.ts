import { posix } from 'node:path';
import { type SourceText, stemOf } from './project.ts';

/** Whether a path is one of code that answers requests. */
export function isScanned(path: string, ignored: RegExp = ignoredByDefault): boolean {
  return /\.[cm]?[jt]sx?$/.test(path) && !/\.d\.[cm]?ts$/.test(path) && !ignored.test(path);
}

/** Code where one query more per row is nobody's trouble, or that is not one's own. */
const ignoredByDefault =
  /(^|\/)(node_modules|dist|build|coverage|migrations?|seed(s|er|ers)?|fixtures?|tests?|__tests__|__mocks__|e2e|specs?|scripts?|\.[^/]+)\/|(^|\/)seed\.[cm]?[jt]s$|[.-](test|spec|e2e|seed|bench)\.[cm]?[jt]sx?$|\.min\.js$/;

/**
 * The files that are worth parsing: those with a loop, those with a query, and the way between. Parsing is nearly all the
 * work, and most files of a project know nothing of its database.
 */
export function selectFiles(files: readonly SourceText[]): readonly SourceText[] {
  const asking = files.filter(({ text }) => queries.test(text)).map(({ path }) => stemOf(path));
  if (asking.length === 0) return [];
  const known = new Set(files.map(({ path }) => stemOf(path)));
  const imports = new Map(
    files.map((file) => [stemOf(file.path), importsOf(file).filter((each) => known.has(each))]),
  );
  const importing = spread(asking, importers(imports));
  const looping = files
    .filter(({ path, text }) => importing.has(stemOf(path)) && loops.test(text))
    .map(({ path }) => stemOf(path));
  const needed = spread(looping, imports);
  return files.filter(({ path, text }) => {
    const stem = stemOf(path);
    // Names and classes that clients are known by may stand in files without a query.
    return needed.has(stem) && (importing.has(stem) || packages.test(text));
  });
}

/** All that can be reached in a few steps. */
function spread(
  start: readonly string[],
  next: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const found = new Set(start);
  let edge: readonly string[] = start;
  for (let step = 0; step < STEPS_MAX && edge.length > 0; step += 1) {
    const more = new Set(
      edge.flatMap((each) => next.get(each) ?? []).filter((each) => !found.has(each)),
    );
    for (const each of more) found.add(each);
    edge = [...more];
  }
  return found;
}

/** How many files a loop may be away from its query. */
const STEPS_MAX = 4;

function importers(
  imports: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [from, targets] of imports) {
    for (const target of targets) {
      const known = found.get(target);
      if (known === undefined) found.set(target, [from]);
      else known.push(from);
    }
  }
  return found;
}

const packages =
  /['"](drizzle-orm|@prisma\/client|knex|kysely|typeorm|@nestjs\/typeorm|sequelize|sequelize-typescript|@sequelize\/core|pg|pg-pool|pg-promise)\b|generated\/prisma|@Entity/;

/** Shapes of queries and of what they are asked of: a cheap look that lets no query pass unseen. */
const queries = new RegExp(
  [
    packages.source,
    String.raw`\b(selectFrom|insertInto|updateTable|deleteFrom|createQueryBuilder|bulkCreate|whereIn|findByPk|findOneBy|findBy|findAll)\b`,
    String.raw`\b(find(Unique|First|Many|One)(OrThrow)?|count|aggregate|create(Many)?|update(Many)?|upsert|delete(Many)?)\(\s*\{`,
    String.raw`\.(\$queryRaw|\$executeRaw|select)\w*\s*[(<\x60]`,
    String.raw`(pool|client|pg|db|conn|connection|database|postgres)\.query\b|\bquery\(\s*['"\x60]`,
    String.raw`\b(knex|trx|db|tx|conn|database)\(\s*['"\x60]`,
  ].join('|'),
  'i',
);

const loops =
  /\b(for|while)\b|\b(map|forEach|filter|flatMap|reduce|reduceRight|some|every|find|findIndex|from|each\w*|\w+Series|\w+Limit|p(Map|Each|Filter)\w*|concurrent)\(/;

function importsOf({ path, text }: SourceText): readonly string[] {
  const folder = posix.dirname(path);
  return [...text.matchAll(/(?:from|require\(|import\()\s*['"](\.[^'"]*)['"]/g)].map(
    ([, specifier = '']) => stemOf(posix.join(folder, specifier)),
  );
}
