import { parseJson } from './json-text.ts';
import { bodyKind } from '../media-type.ts';
import { shapeOf } from './shape.ts';
import type { Issue, MediaTypeSpec, Schemas } from '../spec.ts';
import { issueOf } from './wire-error.ts';

/** Issues after which the rest of a sequence is not looked at. */
const maxIssues = 100;

/** Reads a body that is one JSON text after another into an array: lines, or the records of RFC 7464. */
export function createSequenceReader(
  type: string,
  media: MediaTypeSpec,
  schemas: Schemas,
): (text: string, issues: Issue[]) => readonly unknown[] {
  const separator = bodyKind(type) === 'sequence' ? '\u001E' : '\n';
  const whole = shapeOf(media.schema ?? true, schemas);
  const item = shapeOf(media.itemSchema ?? true, schemas);
  return (text, issues) => {
    const items: unknown[] = [];
    for (const part of text.split(separator)) {
      if (part.trim() === '') continue;
      if (issues.length >= maxIssues) return items;
      const field = `body[${items.length}]`;
      try {
        const value = parseJson(part);
        items.push(value);
        for (const issue of item.validate(value, field)) issues.push(issue);
      } catch (error) {
        issues.push(issueOf(error, field));
        return items;
      }
    }
    for (const issue of whole.validate(items, 'body')) issues.push(issue);
    return items;
  };
}
