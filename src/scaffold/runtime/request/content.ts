import { coerceText } from './coerce.ts';
import { parsePairs } from './fields.ts';
import { createFormReader } from './form.ts';
import { parseJson } from './json-text.ts';
import { bodyKind } from '../media-type.ts';
import { shapeOf } from './shape.ts';
import type { Issue, MediaTypeSpec, Schemas } from '../spec.ts';
import { WireError } from './wire-error.ts';

/** Reads the text of a `content` parameter. Throws `WireError` and `URIError`. */
export type ContentDecoder = (text: string, unescape: (text: string) => string) => unknown;

/** JSON is parsed, forms are taken apart, everything else is a text. */
export function contentDecoder(
  type: string,
  media: MediaTypeSpec,
  schemas: Schemas,
): ContentDecoder {
  switch (bodyKind(type)) {
    case 'json':
      return (text, unescape) => parseJson(unescape(text));
    case 'form': {
      const readForm = createFormReader(media, schemas);
      return (text) => {
        const issues: Issue[] = [];
        const form = readForm(parsePairs(text, 'query'), '', issues);
        const [issue] = issues;
        if (issue) throw new WireError(`has ${issue.field.slice(1)} that ${issue.message}`);
        return form;
      };
    }
    default: {
      const shape = shapeOf(media.schema ?? true, schemas);
      return (text, unescape) => coerceText(unescape(text), shape);
    }
  }
}
