import type { Act } from '../acts/act.ts';
import { lastPart } from '../acts/names.ts';
import type { Concern, Hazard } from '../hazard.ts';

/** Where something is created depends on the search path of whoever runs it. */
export const unqualifiedName: Hazard = {
  id: 'unqualified-name',
  pedantic: true,
  judge: ({ acts }) =>
    acts.flatMap((act): readonly Concern[] => {
      const name = nameOf(act);
      if (name === undefined || lastPart(name) !== name) return [];
      return [
        {
          subject: name,
          severity: 'info',
          title: `Which schema ${name} comes to be in depends on the search_path of whoever runs this`,
          fix: `Write public.${name}, or the schema that is meant.`,
        },
      ];
    }),
};

function nameOf(act: Act): string | undefined {
  if (act.kind === 'create table') return act.temporary ? undefined : act.table;
  return act.kind === 'create' && act.what !== 'schema' ? act.name : undefined;
}
