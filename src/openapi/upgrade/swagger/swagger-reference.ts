/** `#/definitions/User` → `#/components/schemas/User`. */
export function convertReference(ref: string): string {
  for (const [from, to] of movedPrefixes) {
    if (ref.startsWith(from)) return to + ref.slice(from.length);
  }
  return ref;
}

const movedPrefixes: readonly (readonly [string, string])[] = [
  ['#/definitions/', '#/components/schemas/'],
  ['#/parameters/', '#/components/parameters/'],
  ['#/responses/', '#/components/responses/'],
];
