import type { Catalog, CatalogObject, Fact } from '../../postgres/catalog/catalog.ts';
import { emptyKnowledge, type Knowledge, learn } from './knowledge.ts';
import { parseStatement } from './parse.ts';

/** What a catalog tells of a schema: the same as the statements that would make it. */
export async function knowledgeOf({ objects }: Catalog): Promise<Knowledge> {
  const knowledge = emptyKnowledge();
  for (const sql of definitions([...objects.values()])) {
    const statement = await parseStatement(sql);
    // Newer servers know more than the grammar of today; what it cannot read remains unknown.
    if ('acts' in statement) for (const act of statement.acts) learn(knowledge, act);
  }
  return knowledge;
}

function definitions(objects: readonly CatalogObject[]): readonly string[] {
  const columns = new Map<string, string[]>();
  const others: string[] = [];
  for (const { kind, facts } of objects) {
    const table = textOf(facts['table']);
    const name = textOf(facts['name']);
    const definition = textOf(facts['definition']);
    if (kind === 'column') {
      const list = columns.get(table) ?? [];
      list.push(`${name} ${textOf(facts['type'])}${isHeld(facts['notNull']) ? ' NOT NULL' : ''}`);
      columns.set(table, list);
    } else if (kind === 'constraint' && facts['type'] === 'c') {
      others.push(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
    } else if (kind === 'index' || kind === 'function') others.push(definition);
  }
  const tables = [...columns].map(([table, list]) => `CREATE TABLE ${table} (${list.join(', ')})`);
  return [...tables, ...others];
}

function textOf(fact: Fact | undefined): string {
  return typeof fact === 'string' ? fact : '';
}

/** From version 18 on it can be there and not be valid. */
function isHeld(notNull: Fact | undefined): boolean {
  if (notNull === undefined || notNull === null || typeof notNull !== 'object') return false;
  return !('notValid' in notNull) || notNull.notValid !== true;
}
