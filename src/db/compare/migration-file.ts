import type { Step } from '../step.ts';

export interface MigrationText {
  /** `20261125171200_add_users_email`. */
  readonly name: string;
  /** Comments for people, a line each. */
  readonly notes: readonly string[];
  readonly steps: readonly Step[];
}

/**
 * A migration as a file that `psql -f` runs just as `trivet db migrate` does: transactions are written out, and what cannot
 * be in one stands by itself.
 */
export function migrationText({ name, notes, steps }: MigrationText): string {
  const losses = steps.flatMap(({ loses }) => (loses === undefined ? [] : [loses]));
  const head = [
    `-- trivet:migration ${name}`,
    `-- trivet:transaction ${transactionMode(steps)}`,
    ...losses.map((loss) => `-- trivet:loses ${oneLine(loss)}`),
    ...notes.map((note) => `-- ${oneLine(note)}`),
  ];
  return `${[head.join('\n'), ...partsOf(steps)].join('\n\n')}\n`;
}

/** `whole`: one transaction; `parts`: several, or statements outside of any; `none`: only such statements. */
function transactionMode(steps: readonly Step[]): 'whole' | 'parts' | 'none' {
  if (steps.every(({ transactional }) => !transactional)) return 'none';
  return new Set(steps.map(({ transaction }) => transaction)).size === 1 ? 'whole' : 'parts';
}

function partsOf(steps: readonly Step[]): readonly string[] {
  const parts: (readonly Step[])[] = [];
  for (const step of steps) {
    const last = parts.at(-1);
    const joins = step.transactional && last?.at(-1)?.transaction === step.transaction;
    if (joins) parts.splice(-1, 1, [...last, step]);
    else parts.push([step]);
  }
  return parts.map((part) => {
    const statements = part.map(({ sql }) => `${sql};`);
    const isWhole = part.every(({ transactional }) => transactional);
    return (isWhole ? ['BEGIN;', ...statements, 'COMMIT;'] : statements).join('\n\n');
  });
}

/** Names may hold line breaks, and what follows one would be SQL. */
function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\u2028\u2029]+/g, ' ');
}
