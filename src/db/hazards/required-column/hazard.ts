import type { Concern, Hazard } from '../hazard.ts';

/** A new column must have a value, and nothing gives the old rows one. */
export const requiredColumn: Hazard = {
  id: 'required-column',
  judge: ({ acts }) =>
    acts.flatMap((act): readonly Concern[] => {
      if (act.kind !== 'add column') return [];
      const { table, column } = act;
      const { name, type } = column;
      const hasValue =
        column.default !== undefined || column.counts || column.generated !== undefined;
      if (!column.notNull || hasValue) return [];
      return [
        {
          subject: `${table}.${name}`,
          severity: 'error',
          title: `Column ${name} is NOT NULL without a default: adding it fails where ${table} has rows, and so do programs that insert without it`,
          fix: `ALTER TABLE ${table} ADD COLUMN ${name} ${type.text} NOT NULL DEFAULT …; drop the default once all programs give a value. Where each row needs a value of its own, trivet db compare --backfill fills them in batches.`,
          table,
        },
      ];
    }),
};
