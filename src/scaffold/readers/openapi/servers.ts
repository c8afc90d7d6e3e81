import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import type { Route } from '../../../openapi/check/routes.ts';
import { joinPointer } from '../../../openapi/upgrade/pointer-path.ts';
import type { Reading } from './reading.ts';

/** The path of the first server, without a trailing slash; variables have their defaults. */
export function readBasePath(reading: Reading): string {
  const basePath = basePathOf(reading.document);
  reportOtherServers(basePath, reading);
  return basePath;
}

function basePathOf(owner: JsonObject): string {
  const servers = owner['servers'];
  const first = isJsonArray(servers) ? servers[0] : undefined;
  const url = isJsonObject(first) ? first['url'] : undefined;
  if (!isJsonObject(first) || typeof url !== 'string') return '';
  const path = fillIn(url.trim(), first['variables'])
    .replace(/^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/?#]*/i, '')
    .replace(/[?#].*$/s, '');
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.');
  return segments.map((segment) => `/${segment}`).join('');
}

function fillIn(url: string, variables: JsonValue | undefined): string {
  return url.replaceAll(/\{([^{}]*)\}/g, (whole, name: string) => {
    const variable = isJsonObject(variables) ? variables[name] : undefined;
    const value = isJsonObject(variable) ? variable['default'] : undefined;
    return typeof value === 'string' || typeof value === 'number'
      ? String(value)
      : whole.slice(1, -1);
  });
}

/** One server has one base path: servers of single paths and operations are mentioned, not followed. */
function reportOtherServers(basePath: string, reading: Reading): void {
  const differs = (owner: JsonValue): boolean =>
    isJsonObject(owner) && isJsonArray(owner['servers']) && basePathOf(owner) !== basePath;
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
