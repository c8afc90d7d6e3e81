import type { Concern, Hazard } from '../hazard.ts';

/** A constraint of a domain is hard to change later, since it concerns all tables at once. */
export const domainConstraint: Hazard = {
  id: 'domain-constraint',
  pedantic: true,
  judge: ({ acts }) =>
    acts.flatMap((act): readonly Concern[] =>
      act.kind === 'create domain' && act.constrained
        ? [
            {
              subject: act.name,
              severity: 'info',
              title: `The constraint of ${act.name} can only be changed for all columns of it at once, and adding such a column writes its table anew`,
              fix: 'Put the CHECK on the columns themselves.',
            },
          ]
        : [],
    ),
};
