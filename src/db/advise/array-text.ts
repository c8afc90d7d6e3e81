/** The elements of an array of one dimension as PostgreSQL writes it: `{a,"b c",NULL}`; NULLs are left out. */
export function elementsOf(text: string | null | undefined): readonly string[] {
  if (text == null) return [];
  const elements: string[] = [];
  const pattern = /"((?:[^"\\]|\\.)*)"|([^{},"]+)/gs;
  for (const [, inQuotes, plain] of text.matchAll(pattern)) {
    if (inQuotes !== undefined) elements.push(inQuotes.replaceAll(/\\(.)/gs, '$1'));
    else if (plain !== undefined && plain !== 'NULL') elements.push(plain);
  }
  return elements;
}

/** The same the other way round. */
export function arrayText(elements: readonly string[]): string {
  return `{${elements.map((each) => `"${each.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;
}
