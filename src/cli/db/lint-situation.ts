import { sizeFinder } from '../../db/hazards/find-size.ts';
import { emptyKnowledge } from '../../db/hazards/knowledge.ts';
import type { LintContext } from '../../db/hazards/lint.ts';
import type { DbLintFlags } from '../commands/db-lint-flags.ts';

/** What is known of the database that migrations are for. It grows by what each of them does. */
export async function situationOf({
  connection,
  pg,
}: Pick<DbLintFlags, 'connection' | 'pg'>): Promise<LintContext> {
  const major = pg === undefined ? undefined : Number(pg);
  if (connection === undefined) return { major, knowledge: emptyKnowledge() };
  const [{ connect }, { readCatalog }, { knowledgeOf }, { tableSizes }] = await Promise.all([
    import('../../postgres/connect.ts'),
    import('../../postgres/catalog/read.ts'),
    import('../../db/hazards/catalog-knowledge.ts'),
    import('./table-sizes.ts'),
  ]);
  await using session = await connect(connection);
  const catalog = await readCatalog(session);
  return {
    major: major ?? session.major,
    knowledge: await knowledgeOf(catalog),
    sizeOf: sizeFinder(await tableSizes(session)),
  };
}
