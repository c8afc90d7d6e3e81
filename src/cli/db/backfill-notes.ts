import type { BackfillCandidate } from '../../db/compare/backfill/backfill-candidates.ts';
import { inner } from '../../db/compare/facts.ts';
import type { ObservedStep } from '../../db/step.ts';
import type { Catalog } from '../../postgres/catalog/catalog.ts';

/** What programs that run meanwhile have to know of a column that is filled in batches, a sentence each. */
export function backfillNotes(
  steps: readonly ObservedStep[],
  { objects }: Catalog,
): readonly string[] {
  return steps.flatMap(({ fills }) => {
    if (fills === undefined) return [];
    const column = objects.get(`column ${fills}`);
    const isRequired = column !== undefined && inner(column, 'notNull') !== undefined;
    const needs = isRequired && !objects.has(`default ${fills}`);
    return [
      `While ${fills} is filled, a trigger gives it to rows of programs that do not know it.`,
      ...(needs
        ? [
            `The last part takes that trigger away: by then all programs that insert must give ${fills} a value.`,
          ]
        : []),
    ];
  });
}

export function candidateNote({ column, why }: BackfillCandidate): string {
  return why === 'required'
    ? `${column} is NOT NULL, and nothing gives rows that are there a value: where the table has some, this fails. --backfill ${column}=EXPRESSION fills them first, in batches.`
    : `The default of ${column} is computed for all rows at once, while nobody can use the table. --backfill ${column} does it in batches.`;
}
