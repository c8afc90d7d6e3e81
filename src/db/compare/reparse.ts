/**
 * PostgreSQL prints `status IN ('a', 'b')` on a varchar as `(status)::text = ANY ((ARRAY['a'::character varying, …])::text[])`,
 * and reads that as something else: the cast goes to each element then. This gives back the text that is read as what was
 * printed, so that what is made again is the same and not a difference for ever.
 */
export function asWritten(sql: string): string {
  return sql.replaceAll(list, (_all, value: string, operator: string, items: string) => {
    const words = operator === '= ANY' ? 'IN' : 'NOT IN';
    return `(${value} ${words} (${items}))`;
  });
}

const item = "'(?:[^']|'')*'::character varying(?:\\(\\d+\\))?";

const list = new RegExp(
  `\\((\\((?:[^()]|\\([^()]*\\))*\\)|[\\w."]+)::text (= ANY|<> ALL) \\(\\(ARRAY\\[(${item}(?:, ${item})*)\\]\\)::text\\[\\]\\)\\)`,
  'g',
);
