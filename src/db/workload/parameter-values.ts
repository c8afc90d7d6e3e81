import type { LoggedParameters } from './sample-keeper.ts';

/** Literals by number, of the server's `$1 = '7', $2 = NULL`. Values that the server cut off are left out. */
export function parameterValues(logged: LoggedParameters): ReadonlyMap<number, string> {
  const values = new Map<number, string>();
  for (const [, number = '', value = ''] of logged.matchAll(
    /\$(\d+) = ('(?:[^']|'')*'(?!\.)|NULL)/g,
  )) {
    values.set(Number(number), value);
  }
  return values;
}
