import type { Node, RangeVar } from 'libpg-query';

/** `public."Order"`; without the schema where the statement leaves it to the `search_path`. */
export function nameOf({ schemaname, relname = '' }: RangeVar): string {
  return schemaname === undefined ? quoted(relname) : `${quoted(schemaname)}.${quoted(relname)}`;
}

/** An identifier that can be read back, whatever is in it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function textsOf(nodes: readonly Node[]): readonly string[] {
  return nodes.flatMap((node) => ('String' in node ? [node.String.sval ?? ''] : []));
}

/** Whether a list like `(FULL, ANALYZE false)` has an option, and not switched off. */
export function hasOption(options: readonly Node[] | undefined, name: string): boolean {
  return (options ?? []).some((option) => {
    if (!('DefElem' in option) || option.DefElem.defname !== name) return false;
    const { arg } = option.DefElem;
    if (arg === undefined) return true;
    const value =
      'String' in arg
        ? (arg.String.sval ?? '')
        : 'Boolean' in arg
          ? String(arg.Boolean.boolval ?? false)
          : '';
    return !/^(false|off|0|no)$/i.test(value);
  });
}
