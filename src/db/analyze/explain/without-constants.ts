/**
 * A condition of a plan without the constants in it: they are values of the user's rows, which no report may hold. `$1` and
 * names stay.
 */
export function withoutConstants(expression: string): string {
  return expression.replaceAll(token, (text) => (constant.test(text) ? '?' : text));
}

const constant = /^(?:[EB]?'|\d)/i;
/** A quoted name, a text, a bare name or a parameter, a number. */
const token: RegExp =
  /"(?:[^"]|"")*"|[EB]?'(?:[^']|'')*'|[A-Za-z_$][\w$]*|\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;
