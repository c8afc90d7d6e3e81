import { errorWords, issueWords, type Words } from './error-words.ts';
import type { HttpError } from '../http-error.ts';
import { bodyKind } from '../media-type.ts';
import { setOwn } from '../own.ts';
import type { RuntimeOperation } from '../runtime-operation.ts';
import { shapeOf, type Shape } from '../request/shape.ts';

/** Objects within objects that are filled in. */
const maxDepth = 4;

/**
 * An error in the shape that the operation declares for its status, such as `{ "message": … }` or a problem of RFC
 * 9457: the declared properties that have a familiar name are filled in, and the result must be valid. `undefined`
 * where nothing is declared or the error cannot be told that way.
 */
export function errorShape(
  error: HttpError,
  requestId: string,
  operation: RuntimeOperation,
): { readonly type: string; readonly body: unknown } | undefined {
  const content = operation.declares(error.status)?.content ?? {};
  for (const [range, { schema }] of Object.entries(content)) {
    const type = range === '*/*' || range === 'application/*' ? 'application/json' : range;
    if (type === 'text/plain') return { type, body: error.message };
    if (bodyKind(type) !== 'json' || schema === undefined) continue;
    const words = errorWords(error, requestId, type);
    const body = fill(shapeOf(schema, operation.schemas), words, 0);
    if (body !== undefined) return { type, body };
  }
  return undefined;
}

/** A valid value that tells the error, `undefined` where there is none. */
function fill(shape: Shape, words: Words, depth: number): unknown {
  if (shape.names.size > 0 && depth < maxDepth) {
    const object = fillObject(shape, words, depth);
    if (Object.keys(object).length > 0 && isValid(object, shape)) return object;
  }
  return shape.kinds[0] === 'text' && shape.types !== undefined && isValid(words.text, shape)
    ? words.text
    : undefined;
}

function fillObject(shape: Shape, words: Words, depth: number): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const name of shape.names) {
    const property = shape.property(name);
    const value =
      property.kinds[0] === 'list'
        ? fillList(name, property, words, depth)
        : (words.of(name).find((word) => isValid(word, property)) ??
          fillNested(name, property, words, depth));
    if (value !== undefined) setOwn(object, name, value);
  }
  return object;
}

/** One item for each detail, or one for the error itself where the list is not of details. */
function fillList(name: string, shape: Shape, words: Words, depth: number): unknown {
  if (!words.isList(name)) return undefined;
  const item = shape.item(0);
  const items = words.details.map((issue) => fill(item, issueWords(issue, words), depth + 1));
  if (words.details.length === 0 && !words.isDetails(name))
    items.push(fill(item, words, depth + 1));
  const list = items.filter((value) => value !== undefined);
  return isValid(list, shape) ? list : undefined;
}

function fillNested(name: string, shape: Shape, words: Words, depth: number): unknown {
  return shape.kinds[0] === 'entries' && words.isNested(name)
    ? fill(shape, words, depth + 1)
    : undefined;
}

function isValid(value: unknown, shape: Shape): boolean {
  return shape.validate(value, '').length === 0;
}
