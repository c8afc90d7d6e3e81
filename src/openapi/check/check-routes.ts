import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { follow } from '../upgrade/located.ts';
import { joinPointer } from '../upgrade/pointer-path.ts';
import type { Reporter } from './reporter.ts';
import { parameterKey, resolveParameter, type ResolvedParameter, type Route } from './routes.ts';

const places: ReadonlySet<string> = new Set(['path', 'query', 'querystring', 'header', 'cookie']);

/** Reports what is wrong with operations and their parameters. */
export function checkRoutes(
  routes: readonly Route[],
  document: JsonObject,
  reporter: Reporter,
): void {
  checkOperationIds(routes, reporter);
  for (const route of routes) {
    checkPath(route, reporter);
    checkMethods(route, reporter);
    const parameters = route.parameters.flatMap((listed) => {
      const parameter = resolveParameter(listed, document);
      if (parameter !== undefined && places.has(parameter.in)) return [parameter];
      const target = follow(listed, document);
      // A reference that leads nowhere has been reported as such.
      if (!isReference(target.value)) reportParameter(target.pointer, reporter);
      return [];
    });
    checkDuplicates(parameters, route, reporter);
    checkPathParameters(parameters, route, reporter);
    for (const parameter of parameters) checkParameter(parameter, reporter);
  }
}

function isReference(value: JsonValue): boolean {
  return isJsonObject(value) && typeof value['$ref'] === 'string';
}

function reportParameter(pointer: string, reporter: Reporter): void {
  reporter.error(
    'invalid-parameter',
    'a parameter needs a name, and one of path, query, header or cookie as its in',
    pointer,
    'Give it a name and a place; a request body belongs in requestBody.',
  );
}

function checkOperationIds(routes: readonly Route[], reporter: Reporter): void {
  const first = new Map<string, Route>();
  for (const route of routes) {
    const id = route.operation.value['operationId'];
    if (typeof id !== 'string') continue;
    const earlier = first.get(id);
    if (earlier === undefined) first.set(id, route);
    else if (earlier.operation.value !== route.operation.value) {
      reporter.error(
        'duplicate-operation-id',
        `the operationId ${id} belongs to ${nameOf(earlier)} already`,
        `${route.operation.pointer}/operationId`,
        'Give each operation an operationId of its own.',
      );
    }
  }
}

function checkPath(route: Route, reporter: Reporter): void {
  const { key, path, shadowedBy, item, pathNames } = route;
  const at = route.operation.pointer;
  if (shadowedBy !== undefined) {
    reporter.warning(
      'ambiguous-path',
      `${nameOf(route)} matches the same requests as ${shadowedBy}, so it is not served`,
      at,
      'Make the two paths differ in more than the names of their parameters.',
    );
  }
  if (path !== key) {
    reporter.warning(
      'invalid-path',
      `${key} is no path template; it is served as ${path}`,
      item.pointer,
      'Start paths with a slash, and declare query parameters as parameters.',
    );
  }
  if (/[{}]/.test(path.replaceAll(/\{[^{}]+\}/g, ''))) {
    reporter.warning(
      'invalid-path',
      `${key} has a brace without a partner, which is taken literally`,
      item.pointer,
      'Write each parameter of a path as {name}.',
    );
  }
  const twice = pathNames.find((name, i) => pathNames.indexOf(name) !== i);
  if (twice !== undefined) {
    reporter.error(
      'invalid-path',
      `${key} has the parameter ${twice} twice`,
      item.pointer,
      'Give each parameter of a path a name of its own.',
    );
  }
}

/** Methods that only 3.2 can name, and only few servers can route. */
function checkMethods({ item, key }: Route, reporter: Reporter): void {
  const others = isJsonObject(item.value) ? item.value['additionalOperations'] : undefined;
  if (!isJsonObject(others)) return;
  for (const method of Object.keys(others)) {
    reporter.warning(
      'unsupported-method',
      `${method} ${key} is not served: generated servers route the methods of HTTP only`,
      joinPointer(joinPointer(item.pointer, 'additionalOperations'), method),
      'Use one of the methods that OpenAPI has fields for.',
    );
  }
}

/** Two parameters of one name and place in one list; the operation's override those of its path. */
function checkDuplicates(
  parameters: readonly ResolvedParameter[],
  route: Route,
  reporter: Reporter,
): void {
  const first = new Map<string, ResolvedParameter>();
  for (const parameter of parameters) {
    const ofOperation = parameter.listedAt.startsWith(`${route.operation.pointer}/`);
    const key = `${ofOperation ? 'operation' : 'path'} ${parameterKey(parameter)}`;
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, parameter);
    else {
      const report = earlier.pointer === parameter.pointer ? reporter.warning : reporter.error;
      report(
        'duplicate-parameter',
        `${nameOf(route)} has the ${parameter.in} parameter ${parameter.name} twice`,
        parameter.listedAt,
        'Remove one of the two.',
      );
    }
  }
}

function checkPathParameters(
  parameters: readonly ResolvedParameter[],
  route: Route,
  reporter: Reporter,
): void {
  const declared = parameters.filter((parameter) => parameter.in === 'path');
  for (const name of route.borrowed) {
    reporter.warning(
      'path-parameter-missing',
      `${nameOf(route)} does not declare its path parameter ${name}; what another operation of the path says about it is used`,
      route.operation.pointer,
      `Declare ${name} in the parameters of the path.`,
      name,
    );
  }
  for (const name of new Set(route.pathNames)) {
    if (declared.some((parameter) => parameter.name === name)) continue;
    reporter.error(
      'path-parameter-missing',
      `${nameOf(route)} does not declare its path parameter ${name}`,
      route.operation.pointer,
      `Add { name: ${name}, in: path, required: true, schema: { type: string } } to its parameters.`,
      name,
    );
  }
  for (const { name, listedAt } of declared) {
    if (route.pathNames.includes(name) || route.queryNames.includes(name)) continue;
    reporter.warning(
      'path-parameter-unused',
      `${route.key} has no {${name}}, so the path parameter ${name} is ignored`,
      listedAt,
      `Add {${name}} to the path, or remove the parameter.`,
    );
  }
}

function checkParameter(parameter: ResolvedParameter, reporter: Reporter): void {
  const { value, name, pointer, in: place } = parameter;
  if (value['schema'] === undefined && value['content'] === undefined) {
    reporter.warning(
      'parameter-without-schema',
      `the ${place} parameter ${name} has no schema; any text is accepted`,
      pointer,
      'Give it a schema.',
    );
  }
}

function nameOf(route: Route): string {
  return `${route.method.toUpperCase()} ${route.key}`;
}
