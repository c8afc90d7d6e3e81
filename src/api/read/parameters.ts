import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { once } from '../../openapi/check/once.ts';
import {
  parameterKey,
  resolveParameter,
  type ResolvedParameter,
  type Route,
} from '../../openapi/check/routes.ts';
import { joinPointer } from '../../openapi/upgrade/pointer-path.ts';
import type { Parameter, ParameterIn, ParameterStyle, Schema } from '../model.ts';
import { descriptionOf, examplesOf } from './documentation.ts';
import { mediaTypeName } from './media-type-name.ts';
import type { Reading } from './reading.ts';

const places: ReadonlySet<string> = new Set<ParameterIn>([
  'path',
  'query',
  'querystring',
  'header',
  'cookie',
]);

function isPlace(text: string): text is ParameterIn {
  return places.has(text);
}

/** The styles that each place allows (OpenAPI 3.2, Parameter Object), the default first. */
const styles: Readonly<Record<ParameterIn, readonly ParameterStyle[]>> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  querystring: ['form'],
  header: ['simple'],
  cookie: ['form', 'cookie'],
};

/** OpenAPI gives these headers to other parts of an operation: content, responses, security. */
const ignoredHeaders: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);

interface PlacedParameter extends ResolvedParameter {
  readonly in: ParameterIn;
}

/** The parameters of an operation: those of its path, overridden by its own. */
export function readParameters(route: Route, reading: Reading): readonly Parameter[] {
  const byKey = new Map<string, PlacedParameter>();
  for (const listed of route.parameters) {
    const parameter = resolveParameter(listed, reading.document);
    if (parameter === undefined || !isPlace(parameter.in)) continue;
    byKey.set(parameterKey(parameter), { ...parameter, in: parameter.in });
  }
  return [...byKey.values()].flatMap((parameter) => {
    if (isIgnored(parameter, route, reading)) return [];
    const place = placeOf(parameter, route);
    const read = (): Parameter => readParameter(parameter, place, reading);
    if (place !== parameter.in) return [read()];
    return [once(reading.known.parameters, parameter.value, reading.report, read)];
  });
}

/** What the key of a path has after a `?` is a query parameter, whatever it was declared as. */
function placeOf(parameter: PlacedParameter, route: Route): ParameterIn {
  const inQuery = parameter.in === 'path' && !route.pathNames.includes(parameter.name);
  return inQuery ? 'query' : parameter.in;
}

function isIgnored(parameter: ResolvedParameter, route: Route, reading: Reading): boolean {
  const { name, in: place, pointer } = parameter;
  if (place === 'path') return !route.pathNames.includes(name) && !route.queryNames.includes(name);
  if (place !== 'header' || !ignoredHeaders.has(name.toLowerCase())) return false;
  reading.report.info(
    'parameter-ignored',
    `the header parameter ${name} is ignored, as OpenAPI prescribes`,
    pointer,
    'Describe it by the content, the responses or the security of the operation.',
  );
  return true;
}

function readParameter(
  parameter: ResolvedParameter,
  place: ParameterIn,
  reading: Reading,
): Parameter {
  const { value, pointer, name } = parameter;
  const { content, schema } = readParameterSchema(value, pointer, reading);
  if (value['allowEmptyValue'] === true) reportEmptyValue(parameter, reading);
  return {
    name: place === 'header' ? name.toLowerCase() : name,
    in: place,
    required: place === 'path' || value['required'] === true,
    ...readStyle(parameter, place, reading),
    schema,
    ...(content !== undefined && { content }),
    ...descriptionOf(value),
    deprecated: value['deprecated'] === true,
    ...examplesOf(value, reading.document),
  };
}

/** The schema of a parameter or header, which may be that of its only media type. */
export function readParameterSchema(
  value: JsonObject,
  pointer: string,
  reading: Reading,
): { readonly schema: Schema; readonly content?: string } {
  const { schema, content } = value;
  if (isJsonObject(content)) {
    const [key] = Object.keys(content);
    const media: JsonValue = key === undefined ? null : (content[key] ?? null);
    const type = key === undefined ? undefined : mediaTypeName(key);
    if (key !== undefined && type !== undefined && isJsonObject(media)) {
      const at = joinPointer(joinPointer(joinPointer(pointer, 'content'), key), 'schema');
      return { content: type, schema: reading.schema(media['schema'] ?? true, at) };
    }
  }
  const at = joinPointer(pointer, 'schema');
  return { schema: schema === undefined ? { type: 'string' } : reading.schema(schema, at) };
}

function readStyle(
  parameter: ResolvedParameter,
  place: ParameterIn,
  reading: Reading,
): Pick<Parameter, 'style' | 'explode'> {
  const declared = parameter.value['style'];
  const allowed = styles[place];
  const [standard = 'form'] = allowed;
  const style = allowed.find((known) => known === declared) ?? standard;
  if (declared !== undefined && style !== declared) {
    reading.report.warning(
      'invalid-parameter',
      `the ${place} parameter ${parameter.name} cannot have the style ${JSON.stringify(declared)}; it is read as ${style}`,
      joinPointer(parameter.pointer, 'style'),
      `Use one of ${allowed.join(', ')}.`,
    );
  }
  const { explode } = parameter.value;
  // `deepObject` has one form only, which is exploded; many documents do not say so.
  if (style === 'deepObject') return { style, explode: true };
  const byDefault = style === 'form' || style === 'cookie';
  return { style, explode: typeof explode === 'boolean' ? explode : byDefault };
}

function reportEmptyValue({ name, pointer }: ResolvedParameter, reading: Reading): void {
  reading.report.info(
    'empty-value',
    `allowEmptyValue of ${name} is not read: an empty text is accepted where its schema accepts one`,
    joinPointer(pointer, 'allowEmptyValue'),
    "Let the schema accept the empty text: { enum: [''] } in an anyOf.",
  );
}
