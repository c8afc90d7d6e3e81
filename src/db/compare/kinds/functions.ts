import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { differ, text } from '../facts.ts';
import type { KindChanges, PlanContext } from '../kind-changes.ts';

export const functions: KindChanges = routines('function', 'FUNCTION');
export const procedures: KindChanges = routines('procedure', 'PROCEDURE');

/**
 * `CREATE OR REPLACE` keeps dependents, rights and comments. It refuses other results, other names of arguments, fewer
 * defaults and another kind of function: https://www.postgresql.org/docs/current/sql-createfunction.html
 */
function routines(kind: string, word: string): KindChanges {
  return {
    kind,
    designate: (routine) => `${word} ${text(routine, 'signature')}`,
    create: (routine) => [{ sql: definition(routine), body: true }],
    drop: (routine, context) =>
      goesWithType(routine, context) ? [] : [{ sql: `DROP ${word} ${text(routine, 'signature')}` }],
    change(from, to) {
      const fewer = Number(to.facts['defaults']) < Number(from.facts['defaults']);
      const other = differ(
        from,
        to,
        'result',
        'argumentNames',
        'argumentModes',
        'argumentTypes',
        'kind',
      );
      return fewer || other ? undefined : { drafts: [{ sql: definition(to), body: true }] };
    },
  };
}

/** The functions that a type is made of: neither can go without the other. */
function goesWithType({ id, needs }: CatalogObject, context: PlanContext): boolean {
  return needs.some((need) => {
    if (!need.id.startsWith('shell type ')) return false;
    const name = need.id.slice('shell type '.length);
    return [`base type ${name}`, `range type ${name}`].some(
      (type) =>
        context.isDropped(type) &&
        context.source.objects.get(type)?.needs.some((each) => each.id === id),
    );
  });
}

function definition(routine: CatalogObject): string {
  return text(routine, 'definition').replace(/\s+$/, '');
}
