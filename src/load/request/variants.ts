import { isJsonArray, type JsonValue } from '../../base/json.ts';
import type { Random } from '../../base/random.ts';
import type { ApiModel, MediaType, Operation, Parameter, Schema } from '../../api/model.ts';
import { requestOf, schemasOf, type SampleRequest } from '../../api/sample/request.ts';
import { shapeOf } from '../../api/sample/shape.ts';

/**
 * Different valid requests for an operation, at most `count`: the smallest one, one with everything, then some with any
 * of the optional parameters and of the values that the document itself names (examples, enumerations). Others are not
 * made up: a server is likely to know the values of its own document only. Empty where no request can be made.
 */
export function variantsOf(
  operation: Operation,
  model: ApiModel,
  { count, random }: { readonly count: number; readonly random: Random },
): readonly SampleRequest[] {
  const found = new Map<string, SampleRequest>();
  const add = (request: SampleRequest | undefined): void => {
    if (request !== undefined && found.size < count) found.set(JSON.stringify(request), request);
  };
  add(requestOf(operation, model));
  add(requestOf(operation, model, { optional: true }));
  for (let tries = 0; tries < count * triesPerVariant && found.size < count; tries += 1) {
    const optional = random() < 0.5;
    add(requestOf(varied(operation, model, random), model, { optional }));
  }
  return [...found.values()];
}

/** Most operations have little to vary; the rest find it soon. */
const triesPerVariant = 4;

/** The operation with some of its optional parts, which are required now, and other examples in front. */
function varied(operation: Operation, model: ApiModel, random: Random): Operation {
  const { body, parameters } = operation;
  const schemas = schemasOf(model);
  const chosen = parameters.filter(({ required }) => required || random() < 0.5);
  const variant = {
    ...operation,
    parameters: chosen.map((parameter) => ({
      ...withExample(parameter, schemas, random),
      required: true,
    })),
  };
  if (body === undefined) return variant;
  if (!body.required && random() < 0.5) {
    const { body: _, ...bodiless } = variant;
    return bodiless;
  }
  const content = body.content.map((media) => withExample(media, schemas, random));
  return { ...variant, body: { ...body, required: true, content } };
}

type Exemplified = Pick<Parameter | MediaType, 'schema' | 'example' | 'otherExamples'>;

/** Puts one of the values that the document names in front, where it names any. */
function withExample<Part extends Exemplified>(
  part: Part,
  schemas: Readonly<Record<string, Schema>>,
  random: Random,
): Part {
  const { example, otherExamples = [], schema = true } = part;
  const own = example === undefined ? otherExamples : [example, ...otherExamples];
  const named = [...own, ...namedValues(schema, schemas)];
  const chosen = named[Math.floor(random() * named.length)];
  return chosen === undefined ? part : { ...part, example: chosen };
}

function namedValues(
  schema: Schema,
  schemas: Readonly<Record<string, Schema>>,
): readonly JsonValue[] {
  const keywords = shapeOf(schema, schemas)?.keywords ?? {};
  if (keywords['type'] === 'boolean') return [true, false];
  return [keywords['examples'], keywords['enum']].flatMap((values) =>
    isJsonArray(values) ? [...values] : [],
  );
}
