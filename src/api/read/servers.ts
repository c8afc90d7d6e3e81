import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { Route } from '../../openapi/check/routes.ts';
import { joinPointer } from '../../openapi/upgrade/pointer-path.ts';
import type { Reading } from './reading.ts';

/** Where the operations are served, without a trailing slash. */
export interface BasePath {
  /** With variables as in path templates: `/{region}/v1`. */
  readonly basePath: string;
  /** With the defaults of the variables: `/eu/v1`. */
  readonly basePathExample: string;
}

/**
 * The path of the first server. A variable stays one, since clients may put any value there; its default stands in for
 * it where no variable of a path could: where the default is empty or goes over several segments.
 */
export function readBasePath(reading: Reading): BasePath {
  const taken = new Set(reading.routes.flatMap(({ pathNames }) => pathNames));
  const basePathExample = pathOf(reading.document, (_name, value) => value);
  const basePath = pathOf(reading.document, (name, value) =>
    value === '' || value.includes('/') ? value : `{${freeName(name, taken)}}`,
  );
  reportOtherServers(basePathExample, reading);
  return { basePath, basePathExample };
}

/** The URLs of a document's servers, relative ones among them, with the defaults of their variables. */
export function serverUrls(document: JsonObject): readonly string[] {
  const servers = isJsonArray(document['servers']) ? document['servers'] : [];
  return servers
    .filter(isJsonObject)
    .flatMap(({ url, variables }) =>
      typeof url === 'string' ? [filled(url.trim(), variables, (_name, value) => value)] : [],
    );
}

/** A variable of the server must not be taken for one of the path. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  return taken.has(name) ? freeName(`${name}_`, taken) : name;
}

type FillIn = (name: string, value: string) => string;

function pathOf(owner: JsonObject, fillIn: FillIn): string {
  const servers = owner['servers'];
  const first = isJsonArray(servers) ? servers[0] : undefined;
  const url = isJsonObject(first) ? first['url'] : undefined;
  if (!isJsonObject(first) || typeof url !== 'string') return '';
  const path = filled(url.trim(), first['variables'], fillIn)
    .replace(/^(?:[^/?#]*:)?\/\/[^/?#]*/, '')
    .replace(/[?#].*$/s, '');
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.');
  return segments.map((segment) => `/${segment}`).join('');
}

function filled(url: string, variables: JsonValue | undefined, fillIn: FillIn): string {
  return url.replaceAll(/\{([^{}]*)\}/g, (_whole, name: string) => {
    const variable = isJsonObject(variables) ? variables[name] : undefined;
    const value = isJsonObject(variable) ? variable['default'] : undefined;
    const known = typeof value === 'string' || typeof value === 'number';
    return fillIn(name, known ? String(value) : name);
  });
}

/** One server has one base path: servers of single paths and operations are mentioned, not followed. */
function reportOtherServers(basePath: string, reading: Reading): void {
  const differs = (owner: JsonValue): boolean =>
    isJsonObject(owner) &&
    isJsonArray(owner['servers']) &&
    pathOf(owner, (_name, value) => value) !== basePath;
  const places = reading.routes.flatMap((route: Route) =>
    [route.item, route.operation].filter(({ value }) => differs(value)).map((at) => at.pointer),
  );
  const [first] = places;
  if (first === undefined) return;
  const count = new Set(places).size;
  reading.report.info(
    'servers-ignored',
    `${count} ${count === 1 ? 'path or operation has a server' : 'paths or operations have servers'} of their own; everything is served below ${basePath === '' ? '/' : basePath}`,
    joinPointer(first, 'servers'),
    'Put what belongs to another server in a document of its own.',
  );
}
