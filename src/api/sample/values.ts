import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { Schema } from '../model.ts';
import { arraysFor } from './arrays.ts';
import { inside } from './context.ts';
import type { SampleContext } from './context.ts';
import { numbersFor } from './numbers.ts';
import { objectsFor } from './objects.ts';
import { shapeOf } from './shape.ts';
import { textsFor } from './texts.ts';

/** Candidates that are tried for one schema at one place. */
const MAX_CANDIDATES = 80;

/** Ways to choose a branch from each of several `oneOf` and `anyOf`. */
const MAX_COMBINATIONS = 32;

/** Values that a schema accepts, examples of the document first. Each has been checked. */
export function* valuesOf(schema: Schema, context: SampleContext): Generator<JsonValue> {
  let tries = 0;
  for (const candidate of candidates(schema, context)) {
    tries += 1;
    if (tries > MAX_CANDIDATES || context.budget.nodes <= 0) return;
    if (context.accepts(schema, candidate)) yield candidate;
  }
}

function* candidates(schema: Schema, context: SampleContext): Generator<JsonValue> {
  context.budget.nodes -= 1;
  const shape = shapeOf(schema, context.schemas);
  if (shape === undefined) return;
  const { keywords, choices, hints, names } = shape;
  if (Array.isArray(keywords['examples'])) yield* keywords['examples'];
  for (const keyword of ['default', 'const']) {
    if (keywords[keyword] !== undefined) yield keywords[keyword];
  }
  if (Array.isArray(keywords['enum'])) yield* keywords['enum'];
  const inner = inside(context, names);
  if (inner === undefined) return;
  if (choices.length === 0) {
    yield* constructed(keywords, hints, inner);
  } else {
    const { examples: _, default: __, ...base } = keywords;
    for (const branches of combinations(choices)) {
      // Still the same value, so it is no deeper than before.
      yield* candidates({ allOf: [base, ...branches] }, { ...inner, depth: context.depth });
    }
  }
}

/** One branch of each choice: all the first ones, then each of the others in turn. */
function* combinations(choices: readonly (readonly Schema[])[]): Generator<readonly Schema[]> {
  const all = choices.reduce((product, { length }) => product * length, 1);
  for (let index = 0; index < Math.min(all, MAX_COMBINATIONS); index += 1) {
    let rest = index;
    yield choices.map((branches) => {
      const branch = branches[rest % branches.length] ?? true;
      rest = Math.floor(rest / branches.length);
      return branch;
    });
  }
}

const TYPES: readonly string[] = [
  'string',
  'integer',
  'number',
  'boolean',
  'object',
  'array',
  'null',
];

function* constructed(
  keywords: JsonObject,
  hints: ReadonlyMap<string, JsonValue>,
  context: SampleContext,
): Generator<JsonValue> {
  for (const type of typesOf(keywords)) {
    if (type === 'string') yield* textsFor(keywords);
    else if (type === 'object') yield* objectsFor(keywords, hints, context, valuesOf);
    else if (type === 'array') yield* arraysFor(keywords, context, valuesOf);
    else if (type === 'boolean') yield* [true, false];
    else if (type === 'null') yield null;
    else yield* numbersFor(keywords, type === 'integer');
  }
}

/** The declared types, `null` last; without them all, first the one that the other keywords are about. */
function typesOf(keywords: JsonObject): readonly string[] {
  const declared = keywords['type'];
  const types = (typeof declared === 'string' ? [declared] : declared) ?? undefined;
  if (Array.isArray(types)) return TYPES.filter((type) => types.includes(type));
  const about = aboutTypes.filter(([keyword]) => keywords[keyword] !== undefined);
  return [...new Set([...about.map(([, type]) => type), ...TYPES])];
}

const aboutTypes: readonly (readonly [keyword: string, type: string])[] = [
  ['properties', 'object'],
  ['required', 'object'],
  ['additionalProperties', 'object'],
  ['patternProperties', 'object'],
  ['minProperties', 'object'],
  ['items', 'array'],
  ['prefixItems', 'array'],
  ['contains', 'array'],
  ['minItems', 'array'],
  ['pattern', 'string'],
  ['minLength', 'string'],
  ['format', 'string'],
  ['minimum', 'integer'],
  ['exclusiveMinimum', 'integer'],
  ['maximum', 'integer'],
  ['multipleOf', 'number'],
];
