import { createParameter, type PreparedParameter } from './parameter.ts';
import { setOwn } from '../own.ts';
import type { Issue, ParameterSpec, RawRequest, Schemas, ValidRequest } from '../spec.ts';
import { createWire } from './wire.ts';
import { pathEndMatcher } from '../paths.ts';
import { issueOf } from './wire-error.ts';

/** The parts of a request that are not its body. */
export type Parameters = Omit<ValidRequest, 'body'>;

/** Reads the parameters of a request and adds what is wrong with them to `issues`. */
export type ParameterReader = (raw: RawRequest, issues: Issue[]) => Parameters;

/**
 * Reads path, query, header and cookie parameters in all styles of OpenAPI, gives them the types that their schemas
 * ask for, fills in defaults and validates. Fields are called `path.id`, `query.limit`, `header.x-request-id`,
 * `cookie.session`. Parameters that are not declared are ignored.
 */
export function createParameterReader(
  specs: readonly ParameterSpec[],
  schemas: Schemas,
  pathTemplate: string,
): ParameterReader {
  const queryNames = specs.filter((spec) => spec.in === 'query');
  const parameters = specs.map((spec) => createParameter(spec, schemas, queryNames));
  const matchPath = pathEndMatcher(pathTemplate);
  return (raw, issues) => {
    const groups = { path: {}, query: {}, querystring: {}, header: {}, cookie: {} };
    const wire = createWire(raw, matchPath);
    for (const parameter of parameters) {
      const value = readParameter(parameter, wire, issues);
      const { name, in: place } = parameter.spec;
      if (value !== undefined) setOwn<unknown>(groups[groupOf[place]], name, value);
    }
    const { path: params, query, header: headers, cookie: cookies } = groups;
    return { params, query, headers, cookies };
  };
}

const groupOf = {
  path: 'path',
  query: 'query',
  querystring: 'query',
  header: 'header',
  cookie: 'cookie',
} as const;

function readParameter(
  parameter: PreparedParameter,
  wire: ReturnType<typeof createWire>,
  issues: Issue[],
): unknown {
  const { field, shape, spec } = parameter;
  let value: unknown;
  try {
    value = parameter.read(wire);
  } catch (error) {
    issues.push(issueOf(error, field));
    return undefined;
  }
  if (value === undefined) {
    if (spec.required) issues.push({ field, message: 'is required' });
    return freshCopy(shape.default);
  }
  const found = shape.validate(value, field);
  for (const issue of found) issues.push(issue);
  return value;
}

/** Handlers may change what they are given; the default must stay. */
function freshCopy(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? structuredClone(value) : value;
}
