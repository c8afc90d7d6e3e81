import { TrivetError } from '../../base/errors.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../../base/json.ts';
import { parseDuration } from '../../base/duration.ts';
import {
  invalid,
  itemsOf,
  type JsonMember,
  memberAt,
  numberOf,
  textOf,
} from '../../base/json-member.ts';
import type { BodySpec, ExtractSpec, RequestSpec, StepSpec } from './source.ts';

/** What a step gets where its file does not say. */
export interface MixDefaults {
  /** What relative URLs start with. */
  readonly baseUrl: string | undefined;
  readonly headers: StepSpec['headers'];
}

/**
 * Reads a file of requests: a JSON list, each entry one request or the steps of a scenario, with its share of the mix.
 * `schemas/load-mix-1.json` describes it.
 * @throws TrivetError `INPUT_INVALID` with the place of what is wrong
 */
export function readMix(text: string, file: string, defaults: MixDefaults): readonly RequestSpec[] {
  const root: JsonMember = { file, place: '', value: parse(text, file), hint };
  return itemsOf(root, specsMax).map((entry) => specOf(entry, defaults));
}

const hint =
  'Write it like [{"name": "list", "weight": 3, "url": "/users"}, {"name": "login", "steps": [{"method": "POST", "url": "/login"}]}].';
const specsMax = 1000;
const stepsMax = 100;

function parse(text: string, file: string): JsonValue {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TrivetError('INPUT_INVALID', `${file} is not JSON.`, { hint, cause });
  }
}

function specOf(entry: JsonMember, defaults: MixDefaults): RequestSpec {
  checkNames(entry, [...stepNames, 'weight', 'steps']);
  const weight = memberAt(entry, 'weight');
  const listed = memberAt(entry, 'steps');
  const steps =
    listed.value === undefined
      ? [stepOf(entry, defaults)]
      : itemsOf(listed, stepsMax).map((step) => {
          checkNames(step, stepNames);
          return stepOf(step, defaults);
        });
  const [first] = steps;
  if (first === undefined) throw invalid(listed, 'a list with a step');
  return {
    name: optional(memberAt(entry, 'name'), textOf) ?? first.name,
    weight: optional(weight, numberOf) ?? 1,
    steps,
  };
}

const stepNames: readonly string[] = [
  'name',
  'method',
  'url',
  'headers',
  'body',
  'json',
  'extract',
  'expectStatus',
  'expectBody',
  'think',
];

/** A slip in a name would otherwise be a setting that silently does nothing. */
function checkNames(member: JsonMember, known: readonly string[]): void {
  const { value } = member;
  if (!isJsonObject(value)) throw invalid(member, 'an object');
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw invalid(memberAt(member, unknown), `known; known are ${known.join(', ')}`);
  }
}

function stepOf(member: JsonMember, { baseUrl, headers }: MixDefaults): StepSpec {
  const body = bodyOf(member);
  const method =
    optional(memberAt(member, 'method'), textOf) ?? (body === undefined ? 'GET' : 'POST');
  const url = textOf(memberAt(member, 'url'));
  const type: StepSpec['headers'] =
    memberAt(member, 'json').value === undefined ? [] : [['Content-Type', 'application/json']];
  return {
    name: optional(memberAt(member, 'name'), textOf) ?? `${method.toUpperCase()} ${url}`,
    method: method.toUpperCase(),
    url: absolute(memberAt(member, 'url'), baseUrl),
    headers: [...headersOf(memberAt(member, 'headers')), ...type, ...headers],
    body,
    extract: extractOf(memberAt(member, 'extract')),
    expectStatus: optional(memberAt(member, 'expectStatus'), statusesOf),
    expectBody: optional(memberAt(member, 'expectBody'), textOf),
    thinkMs: optional(memberAt(member, 'think'), pauseOf) ?? [0, 0],
  };
}

function absolute(member: JsonMember, baseUrl: string | undefined): string {
  const url = textOf(member);
  if (/^https?:\/\//i.test(url)) return url;
  if (baseUrl !== undefined)
    return baseUrl.replace(/\/$/, '') + (url.startsWith('/') ? '' : '/') + url;
  throw invalid(member, 'an absolute URL, and there is no --base-url that it could start with');
}

/** A text as it is, or any JSON value with `json`; both may hold templates. */
function bodyOf(member: JsonMember): BodySpec | undefined {
  const json = memberAt(member, 'json').value;
  if (json !== undefined) return { kind: 'text', text: JSON.stringify(json) };
  const text = optional(memberAt(member, 'body'), textOf);
  return text === undefined ? undefined : { kind: 'text', text };
}

function headersOf(member: JsonMember): StepSpec['headers'] {
  if (member.value === undefined) return [];
  if (!isJsonObject(member.value)) throw invalid(member, 'an object of header fields');
  return Object.keys(member.value).map((name) => [name, textOf(memberAt(member, name))]);
}

/** `{"token": "json:/access_token"}` */
function extractOf(member: JsonMember): readonly ExtractSpec[] {
  if (member.value === undefined) return [];
  if (!isJsonObject(member.value)) throw invalid(member, 'an object');
  return Object.keys(member.value).map((name) => {
    const source = memberAt(member, name);
    const [, from, at = ''] = /^(json|header|cookie|pattern):(.+)$/s.exec(textOf(source)) ?? [];
    const known = sources.find((each) => each === from);
    if (known === undefined) {
      throw invalid(
        source,
        'like "json:/token", "header:ETag", "cookie:id" or "pattern:id=(\\d+)"',
      );
    }
    return { name, from: known, at };
  });
}

const sources = ['json', 'header', 'cookie', 'pattern'] as const;

function statusesOf(member: JsonMember): readonly number[] {
  const list = isJsonArray(member.value) ? itemsOf(member, 500) : [member];
  return list.map((each) => {
    const status = numberOf(each);
    if (!Number.isInteger(status) || status < 100 || status > 599) throw invalid(each, 'a status');
    return status;
  });
}

function pauseOf(member: JsonMember): readonly [low: number, high: number] {
  const [low = '', high = low] = textOf(member).split('-');
  const range = [parseDuration(low), parseDuration(high)] as const;
  const [lowMs, highMs] = range;
  if (lowMs === undefined || highMs === undefined || highMs < lowMs) {
    throw invalid(member, 'a time like "500ms" or "1s-3s"');
  }
  return [lowMs, highMs];
}

function optional<T>(member: JsonMember, read: (member: JsonMember) => T): T | undefined {
  return member.value === undefined ? undefined : read(member);
}
