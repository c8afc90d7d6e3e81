import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { follow } from '../../openapi/upgrade/located.ts';
import { joinPointer, type Pointer } from '../../openapi/upgrade/pointer-path.ts';
import type { Operation, SecurityRequirement, SecurityScheme } from '../model.ts';
import { operationIdentifier, uniqueIdentifiers } from '../names.ts';
import { descriptionOf, textOf } from './documentation.ts';
import type { Reading } from './reading.ts';

/** How callers identify themselves, and which operations ask for what. */
export interface SecurityReader {
  readonly schemes: readonly SecurityScheme[];
  /** The requirements of an operation, or those of the document where it has none of its own. */
  readonly of: (
    operation: JsonObject,
    pointer: Pointer,
  ) => Pick<Operation, 'security' | 'securityOptional'>;
}

export function createSecurityReader(reading: Reading): SecurityReader {
  const { document } = reading;
  const components = isJsonObject(document['components']) ? document['components'] : {};
  const declared = isJsonObject(components['securitySchemes']) ? components['securitySchemes'] : {};
  const missing = missingSchemes(document, declared, reading);
  const names = [...Object.keys(declared), ...missing];
  const ids = uniqueIdentifiers(names, (name) => operationIdentifier(name, 'scheme'));
  const idOf = new Map(names.map((name, i) => [name, ids[i] ?? name]));
  const schemes = names.map((name): SecurityScheme => {
    const id = idOf.get(name) ?? name;
    const pointer = joinPointer('#/components/securitySchemes', name);
    const value = Object.hasOwn(declared, name) ? (declared[name] ?? null) : unknownScheme;
    return {
      id,
      name,
      ...readScheme(follow({ value, pointer }, document).value, pointer, reading),
    };
  });
  return {
    schemes,
    of: (operation) => readRequirements(operation['security'] ?? document['security'], idOf),
  };
}

/** A scheme that is asked for but not defined still closes the operation: callers need a token that somebody checks. */
const unknownScheme: JsonObject = { type: 'http', scheme: 'bearer', bearerFormat: 'opaque' };

function missingSchemes(
  document: JsonObject,
  declared: JsonObject,
  reading: Reading,
): readonly string[] {
  const missing = new Set<string>();
  const collect = (owner: JsonValue | undefined, pointer: Pointer): void => {
    if (!isJsonObject(owner) || !isJsonArray(owner['security'])) return;
    for (const requirement of owner['security']) {
      for (const name of isJsonObject(requirement) ? Object.keys(requirement) : []) {
        if (Object.hasOwn(declared, name) || missing.has(name)) continue;
        missing.add(name);
        reading.report.warning(
          'unknown-security-scheme',
          `the security scheme ${name} is not defined; it is taken for a bearer token`,
          joinPointer(pointer, 'security'),
          `Define ${name} in components.securitySchemes.`,
          name,
        );
      }
    }
  };
  collect(document, '#');
  for (const { operation } of reading.routes) collect(operation.value, operation.pointer);
  return [...missing];
}

function readScheme(
  value: JsonValue,
  pointer: Pointer,
  reading: Reading,
): Omit<SecurityScheme, 'id' | 'name'> {
  const scheme = isJsonObject(value) ? value : {};
  const described = descriptionOf(scheme);
  const { type } = scheme;
  const bearerFormat = textOf(scheme, 'bearerFormat');
  switch (type) {
    case 'apiKey':
      return { ...described, kind: 'apiKey', ...keyOf(scheme, pointer, reading) };
    case 'oauth2':
    case 'openIdConnect':
      return { ...described, kind: 'bearer', token: 'jwt' };
    case 'mutualTLS':
      return { ...described, kind: 'mutualTLS' };
    case 'http': {
      const name = (textOf(scheme, 'scheme') ?? 'bearer').toLowerCase();
      if (name === 'basic') return { ...described, kind: 'basic' };
      if (name !== 'bearer') return { ...described, kind: 'http', key: name };
      const isJwt = bearerFormat === undefined || /jwt/i.test(bearerFormat);
      return { ...described, kind: 'bearer', token: isJwt ? 'jwt' : 'opaque' };
    }
    default:
      reading.report.warning(
        'unknown-security-scheme',
        `${JSON.stringify(type ?? null)} is no type of security scheme; it is taken for a bearer token`,
        pointer,
        'Use apiKey, http, mutualTLS, oauth2 or openIdConnect.',
      );
      return { ...described, kind: 'bearer', token: 'opaque' };
  }
}

function keyOf(
  scheme: JsonObject,
  pointer: Pointer,
  reading: Reading,
): Pick<SecurityScheme, 'in' | 'key'> {
  const { in: place, name } = scheme;
  const isPlace = place === 'header' || place === 'query' || place === 'cookie';
  if (!isPlace || typeof name !== 'string') {
    reading.report.warning(
      'unknown-security-scheme',
      'an API key needs a name and one of header, query or cookie as its in; X-API-Key is used',
      pointer,
      'Say where callers put the key.',
    );
    return { in: 'header', key: 'x-api-key' };
  }
  return { in: place, key: place === 'header' ? name.toLowerCase() : name };
}

function readRequirements(
  value: JsonValue | undefined,
  idOf: ReadonlyMap<string, string>,
): Pick<Operation, 'security' | 'securityOptional'> {
  const alternatives = isJsonArray(value) ? value : [];
  const security: (readonly SecurityRequirement[])[] = [];
  const seen = new Set<string>();
  let securityOptional = false;
  for (const alternative of alternatives) {
    if (!isJsonObject(alternative)) continue;
    const requirements = Object.entries(alternative).map(([name, scopes]) => ({
      scheme: idOf.get(name) ?? name,
      scopes: isJsonArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : [],
    }));
    const key = JSON.stringify(requirements);
    if (requirements.length === 0) securityOptional = true;
    else if (!seen.has(key)) security.push(requirements);
    seen.add(key);
  }
  return { security, securityOptional: securityOptional && security.length > 0 };
}
