import type { CatalogObject, Fact } from '../../../postgres/catalog/catalog.ts';
import { sameFact, text } from '../facts.ts';
import type { Change, KindChanges } from '../kind-changes.ts';
import { replaceType } from '../replace-type.ts';
import { columnsOf, dependentTypes } from '../type-users.ts';

export const compositeTypes: KindChanges = {
  kind: 'composite type',
  designate: (type) => `TYPE ${nameOf(type)}`,
  create: (type) => [{ sql: creation(type) }],
  drop: (type) => [{ sql: `DROP TYPE ${nameOf(type)}` }],
  change(from, to, context) {
    const before = attributesOf(from);
    const after = attributesOf(to);
    const retyped = after.some((each) => {
      const former = find(before, each.name);
      return former !== undefined && !isSame(former, each);
    });
    // PostgreSQL does not change values that are stored in columns.
    const isStored = columnsOf([from, ...dependentTypes(from, context)], context).length > 0;
    if (!isInOrder(before, after) || (retyped && isStored)) {
      return replaceType(from, to, creation(to), context);
    }
    return alteration(from, to);
  },
};

interface Attribute {
  readonly name: string;
  readonly type: string;
  readonly collation: string | null;
}

function nameOf(type: CatalogObject): string {
  return `${text(type, 'schema')}.${text(type, 'name')}`;
}

function attributesOf(type: CatalogObject): readonly Attribute[] {
  const attributes = type.facts['attributes'];
  if (!Array.isArray(attributes)) return [];
  return attributes.map((attribute: Fact): Attribute => {
    const [name, kind, collation]: readonly Fact[] = Array.isArray(attribute) ? attribute : [];
    return {
      name: asText(name) ?? '',
      type: asText(kind) ?? '',
      collation: asText(collation),
    };
  });
}

function asText(fact: Fact | undefined): string | null {
  return typeof fact === 'string' ? fact : null;
}

function find(attributes: readonly Attribute[], name: string): Attribute | undefined {
  return attributes.find((attribute) => attribute.name === name);
}

function isSame(a: Attribute, b: Attribute): boolean {
  return sameFact({ ...a }, { ...b });
}

/** New attributes can only be last, and those that stay cannot be moved. */
function isInOrder(before: readonly Attribute[], after: readonly Attribute[]): boolean {
  const kept = before.filter(({ name }) => find(after, name) !== undefined);
  return kept.every(({ name }, place) => after[place]?.name === name);
}

function creation(type: CatalogObject): string {
  const lines = attributesOf(type).map((attribute) => `${attribute.name} ${typeOf(attribute)}`);
  return `CREATE TYPE ${nameOf(type)} AS (${lines.join(', ')})`;
}

function typeOf({ type, collation }: Attribute): string {
  return collation === null ? type : `${type} COLLATE ${collation}`;
}

function alteration(from: CatalogObject, to: CatalogObject): Change {
  const before = attributesOf(from);
  const after = attributesOf(to);
  const kept = after.flatMap((attribute) => {
    const former = find(before, attribute.name);
    return former === undefined || isSame(former, attribute) ? [] : [attribute];
  });
  const dropped = before.filter(({ name }) => find(after, name) === undefined);
  const added = after.filter(({ name }) => find(before, name) === undefined);
  const changes = [
    ...dropped.map(({ name }) => `DROP ATTRIBUTE ${name}`),
    ...kept.map((attribute) => `ALTER ATTRIBUTE ${attribute.name} TYPE ${typeOf(attribute)}`),
    ...added.map((attribute) => `ADD ATTRIBUTE ${attribute.name} ${typeOf(attribute)}`),
  ];
  const gentle = dropped.length + kept.length === 0;
  return {
    drafts: changes.map((change) => ({ sql: `ALTER TYPE ${nameOf(to)} ${change}` })),
    rebuilds: [{ of: from.id, when: (dependent) => namesAttributes(dependent, gentle) }],
  };
}

/** A table of the type has its columns by itself meanwhile. Expressions can name an attribute that goes or changes. */
function namesAttributes(dependent: CatalogObject, gentle: boolean): boolean {
  const { kind } = dependent;
  if (kind === 'typed table') return true;
  if (gentle) return false;
  if (kind === 'function' || kind === 'procedure') {
    return /\n(BEGIN ATOMIC|RETURN )/.test(text(dependent, 'definition'));
  }
  return expressions.has(kind);
}

const expressions: ReadonlySet<string> = new Set([
  'constraint',
  'default',
  'domain constraint',
  'index',
  'materialized view',
  'policy',
  'rule',
  'statistics',
  'view',
  // Comments on attributes.
  'comment',
]);
