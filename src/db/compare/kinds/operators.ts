import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { differ, flag, text } from '../facts.ts';
import type { KindChanges, PlanContext } from '../kind-changes.ts';

export const operators: KindChanges = {
  kind: 'operator',
  designate: (operator) => `OPERATOR ${text(operator, 'signature')}`,
  create: (operator) => [{ sql: creation(operator) }],
  drop: (operator) => [{ sql: `DROP OPERATOR ${text(operator, 'signature')}` }],
  change(from, to, context) {
    if (differ(from, to, 'function', 'hashes', 'merges')) return undefined;
    // Its partner sets and clears the link when it comes or goes; otherwise nothing does on all versions.
    const links = ['commutator', 'negator'].filter((name) => differ(from, to, name));
    if (!links.every((name) => partnerMoves(from, to, name, context))) return undefined;
    const estimators = ['restrict', 'join']
      .filter((name) => differ(from, to, name))
      .map((name) => `${name.toUpperCase()} = ${text(to, name) || 'NONE'}`);
    if (estimators.length === 0) return { drafts: [] };
    return {
      drafts: [{ sql: `ALTER OPERATOR ${text(to, 'signature')} SET (${estimators.join(', ')})` }],
    };
  },
};

function creation(operator: CatalogObject): string {
  const named: readonly (readonly [name: string, fact: string])[] = [
    ['FUNCTION', 'function'],
    ['LEFTARG', 'left'],
    ['RIGHTARG', 'right'],
    ['COMMUTATOR', 'commutator'],
    ['NEGATOR', 'negator'],
    ['RESTRICT', 'restrict'],
    ['JOIN', 'join'],
  ];
  const parts = [
    ...named
      .filter(([, fact]) => text(operator, fact) !== '')
      .map(([name, fact]) => `${name} = ${text(operator, fact)}`),
    ...(flag(operator, 'hashes') ? ['HASHES'] : []),
    ...(flag(operator, 'merges') ? ['MERGES'] : []),
  ];
  return `CREATE OPERATOR ${text(operator, 'name')} (${parts.join(', ')})`;
}

/** Whether the partner that it had goes, and the one that it gets is made. */
function partnerMoves(
  from: CatalogObject,
  to: CatalogObject,
  link: string,
  context: PlanContext,
): boolean {
  const before = partner(from, link);
  const after = partner(to, link);
  return (
    (before === undefined || context.isDropped(before)) &&
    (after === undefined || context.isNew(after))
  );
}

/** `OPERATOR(schema.name)` → its id. A commutator takes the operands the other way round. */
function partner(operator: CatalogObject, link: string): string | undefined {
  const name = /^OPERATOR\((.*)\)$/.exec(text(operator, link))?.[1];
  if (name === undefined) return undefined;
  const left = text(operator, 'left') || 'NONE';
  const right = text(operator, 'right') || 'NONE';
  return link === 'commutator'
    ? `operator ${name} (${right}, ${left})`
    : `operator ${name} (${left}, ${right})`;
}
