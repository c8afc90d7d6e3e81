import {
  isEmail,
  isHostname,
  isInternationalEmail,
  isInternationalHostname,
  isIpv4,
  isIpv6,
} from './host.ts';
import { isDate, isDateTime, isDuration, isTime } from './time.ts';
import {
  isIri,
  isIriReference,
  isJsonPointer,
  isRelativeJsonPointer,
  isUri,
  isUriReference,
  isUriTemplate,
} from './uri.ts';

/**
 * The formats of JSON Schema 2020-12 (validation, 7.3) and of OpenAPI for strings. Any other format, `password` and
 * `binary` among them, accepts everything.
 */
export const stringFormats: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ['date-time', isDateTime],
  ['date', isDate],
  ['time', isTime],
  ['duration', isDuration],
  ['email', isEmail],
  ['idn-email', isInternationalEmail],
  ['hostname', isHostname],
  ['idn-hostname', isInternationalHostname],
  ['ipv4', isIpv4],
  ['ipv6', isIpv6],
  ['uri', isUri],
  ['uri-reference', isUriReference],
  ['iri', isIri],
  ['iri-reference', isIriReference],
  ['uri-template', isUriTemplate],
  ['uuid', isUuid],
  ['json-pointer', isJsonPointer],
  ['relative-json-pointer', isRelativeJsonPointer],
  ['regex', isRegex],
  ['byte', isBase64],
]);

/** OpenAPI's formats for numbers. `double` is every number that arrives. */
export const numberFormats: ReadonlyMap<string, (value: number) => boolean> = new Map([
  ['int32', isInt32],
  ['int64', isInt64],
  ['float', isFloat],
  ['double', Number.isFinite],
]);

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

function isUuid(value: string): boolean {
  return UUID.test(value);
}

function isRegex(value: string): boolean {
  try {
    return new RegExp(value, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

const BASE64 = /^[A-Za-z\d+/]*={0,2}$/;

function isBase64(value: string): boolean {
  return value.length % 4 === 0 && BASE64.test(value);
}

function isInt32(value: number): boolean {
  return Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31;
}

/** The greatest 64-bit integers are read from JSON as 2^63, so that cannot be refused. */
function isInt64(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) <= 2 ** 63;
}

const MAX_FLOAT = (2 - 2 ** -23) * 2 ** 127;

function isFloat(value: number): boolean {
  return Math.abs(value) <= MAX_FLOAT;
}
