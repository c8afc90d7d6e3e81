import type { JsonObject } from '../../base/json.ts';
import { textsMatching } from './pattern-text.ts';

/** Longer texts than this are not made. */
const MAX_TEXT_LENGTH = 20_000;

/** How many different texts there are to choose from, where a list needs unequal ones. */
const MAX_VARIANTS = 24;

/** Texts that probably suit a schema: by format, by pattern, else plain. */
export function* textsFor(keywords: JsonObject): Generator<string> {
  const { format, pattern } = keywords;
  const minLength = count(keywords['minLength'], 0);
  const maxLength = count(keywords['maxLength'], Infinity);
  if (minLength > MAX_TEXT_LENGTH) return;
  if (typeof format === 'string' && Object.hasOwn(formats, format)) {
    yield* formats[format]?.(minLength) ?? [];
  }
  if (typeof pattern === 'string') yield* textsMatching(pattern, minLength);
  for (let variant = 0; variant < MAX_VARIANTS; variant += 1) {
    yield plain(variant, minLength, maxLength);
  }
}

function plain(variant: number, minLength: number, maxLength: number): string {
  if (maxLength <= 2)
    return String.fromCodePoint(97 + variant).repeat(Math.max(minLength, Math.min(1, maxLength)));
  const ending = variant === 0 ? '' : String(variant);
  const length = Math.min(Math.max(minLength, 4 + ending.length), maxLength) - ending.length;
  return 'text-'.repeat(Math.ceil(length / 5)).slice(0, length) + ending;
}

function count(value: unknown, fallback: number): number {
  return typeof value === 'number' && value >= 0 ? value : fallback;
}

function series(make: (index: number) => string): () => readonly string[] {
  return () => Array.from({ length: MAX_VARIANTS }, (_, index) => make(index + 1));
}

const twoDigits = (index: number): string => String(index).padStart(2, '0');
const base64 = (index: number): string => btoa(`text ${index}`);

const formats: Readonly<Record<string, (minLength: number) => readonly string[]>> = {
  'date-time': series((index) => `2026-01-${twoDigits(index)}T12:00:00Z`),
  date: series((index) => `2026-01-${twoDigits(index)}`),
  time: series((index) => `12:00:${twoDigits(index)}Z`),
  duration: series((index) => `P${index}D`),
  email: series((index) => `user${index}@example.com`),
  'idn-email': series((index) => `user${index}@example.com`),
  hostname: series((index) => `host${index}.example.com`),
  'idn-hostname': series((index) => `host${index}.example.com`),
  ipv4: series((index) => `192.0.2.${index}`),
  ipv6: series((index) => `2001:db8::${index}`),
  uri: (minLength) => series((index) => `https://example.com/${index}`.padEnd(minLength, '0'))(),
  url: (minLength) => series((index) => `https://example.com/${index}`.padEnd(minLength, '0'))(),
  'uri-reference': series((index) => `/text/${index}`),
  iri: series((index) => `https://example.com/${index}`),
  'iri-reference': series((index) => `/text/${index}`),
  'uri-template': series((index) => `/text/${index}/{id}`),
  uuid: series(
    (index) => `3fa85f64-5717-4562-b3fc-2c963f66af${index.toString(16).padStart(2, '0')}`,
  ),
  'json-pointer': series((index) => `/text/${index}`),
  'relative-json-pointer': series((index) => `${index}/text`),
  regex: series((index) => `^[a-z]{${index}}$`),
  byte: series(base64),
  base64: series(base64),
  base64url: series((index) => base64(index).replaceAll('=', '')),
  char: series((index) => String.fromCodePoint(96 + index)),
  decimal: series((index) => `${index}.5`),
  int32: series(String),
  int64: series(String),
  uint64: series(String),
  float: series((index) => `${index}.5`),
  double: series((index) => `${index}.5`),
  'media-range': () => ['text/plain', 'application/json'],
  'http-date': series((index) => `Thu, ${twoDigits(index)} Jan 2026 12:00:00 GMT`),
};
