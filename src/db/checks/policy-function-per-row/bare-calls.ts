/**
 * An expression as the server prints it, with each of these calls that stands alone put into a subquery of its own, which is
 * computed once for all rows. `calls` are regular expressions of the calls with their arguments. The same text where there is
 * nothing to do.
 */
export function wrapBareCalls(expression: string, calls: readonly string[]): string {
  const call = new RegExp(
    `${SINGLE_SUBQUERY(calls.join('|'))}|'(?:[^']|'')*'|(?<![\\w."])(?<call>${calls.join('|')})`,
    'g',
  );
  return expression.replaceAll(call, (text, ...rest) => {
    const groups: Readonly<Record<string, string | undefined>> = rest.at(-1);
    return groups['call'] === undefined ? text : `(SELECT ${text})`;
  });
}

/** `( SELECT (auth.uid())::text AS uid)`: casts and parentheses around a call, and no table. */
const SINGLE_SUBQUERY = (calls: string): string =>
  `\\( SELECT \\(*(?:${calls})\\)*(?:::[\\w. ]+?)*\\)*(?: AS (?:\\w+|"[^"]+"))?\\)`;
