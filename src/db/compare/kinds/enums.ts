import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { literal, text, texts } from '../facts.ts';
import type { Draft, KindChanges } from '../kind-changes.ts';
import { replaceType } from '../replace-type.ts';

export const enums: KindChanges = {
  kind: 'enum',
  designate: (type) => `TYPE ${type.id.slice('enum '.length)}`,
  create: (type) => [{ sql: creation(type) }],
  drop: (type) => [{ sql: `DROP TYPE ${type.id.slice('enum '.length)}` }],
  change(from, to, context) {
    const before = texts(from, 'labels');
    const after = texts(to, 'labels');
    const kept = after.filter((label) => before.includes(label));
    // Labels can be added anywhere, but neither removed nor moved.
    if (kept.join('\0') !== before.join('\0')) return replaceType(from, to, creation(to), context);
    return { drafts: additions(to, before, after) };
  },
};

function creation(type: CatalogObject): string {
  const labels = texts(type, 'labels').map(literal);
  return `CREATE TYPE ${text(type, 'schema')}.${text(type, 'name')} AS ENUM (${labels.join(', ')})`;
}

/** A new label cannot be used before it is committed, so each is in a transaction of its own. */
function additions(
  type: CatalogObject,
  before: readonly string[],
  after: readonly string[],
): readonly Draft[] {
  const name = `${text(type, 'schema')}.${text(type, 'name')}`;
  return after.flatMap((label, place) => {
    if (before.includes(label)) return [];
    const next = after.slice(place + 1).find((each) => before.includes(each));
    const where = next === undefined ? '' : ` BEFORE ${literal(next)}`;
    return [{ sql: `ALTER TYPE ${name} ADD VALUE ${literal(label)}${where}`, alone: true }];
  });
}
