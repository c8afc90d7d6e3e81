import type { Concern, Hazard } from '../hazard.ts';

/** A value is added to an enum without a word on where it belongs. */
export const enumValueOrder: Hazard = {
  id: 'enum-value-order',
  pedantic: true,
  judge: ({ acts }) =>
    acts.flatMap((act): readonly Concern[] =>
      act.kind === 'add enum value' && !act.placed
        ? [
            {
              subject: `${act.type} '${act.value}'`,
              severity: 'info',
              title: `'${act.value}' comes last in ${act.type}, wherever it belongs in sorting and comparing`,
              fix: 'Say where it belongs, with BEFORE or AFTER.',
            },
          ]
        : [],
    ),
};
