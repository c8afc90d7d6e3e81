import type { Catalog } from '../../postgres/catalog/catalog.ts';

/** What the first line of a snapshot says. The number rises when older versions of trivet would read a file wrongly. */
export const snapshotSchema = 'trivet.catalog/1';

/**
 * A catalog as the text of a snapshot file, `schemas/catalog-1.json`: JSON with a line for each object, so that a version
 * control system shows what changed. The same catalog is always the same text.
 */
export function snapshotText({ major, user, unsupported, objects }: Catalog): string {
  const head = {
    schema: snapshotSchema,
    postgres: major,
    user,
    unsupported,
  };
  const members = Object.entries(head).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  const lines = [...objects.values()].map(({ kind, id, facts, needs }) =>
    JSON.stringify({ kind, id, facts, needs }),
  );
  const list = lines.length === 0 ? '[]' : `[\n    ${lines.join(',\n    ')}\n  ]`;
  return `{\n  ${[...members, `"objects": ${list}`].join(',\n  ')}\n}\n`;
}
