const TOKEN = "[!#$%&'*+.^_`|~0-9a-z-]+";
const MEDIA_TYPE = new RegExp(`^${TOKEN}/${TOKEN}$`);

/** `Application/JSON; charset=utf-8` → `application/json` (RFC 9110, 8.3.1); undefined for what is no media type. */
export function mediaTypeName(text: string): string | undefined {
  const name = (text.split(';')[0] ?? '').trim().toLowerCase();
  if (name === '*') return '*/*';
  return MEDIA_TYPE.test(name) ? name : undefined;
}

/** Whether bodies of this type are sequences of items, of which each is JSON or text. */
export function isSequential(type: string): boolean {
  return sequential.has(type) || type.endsWith('+json-seq');
}

const sequential: ReadonlySet<string> = new Set([
  'text/event-stream',
  'application/x-ndjson',
  'application/ndjson',
  'application/jsonl',
  'application/x-jsonl',
  'application/jsonlines',
  'application/x-jsonlines',
  'application/json-seq',
  'application/stream+json',
  'application/x-json-stream',
]);

/** Whether bodies of this type are bytes: no text, no JSON or XML, no form. */
export function isBinary(type: string): boolean {
  if (/^(?:text|multipart)\//.test(type) || /[/+](?:json|xml|yaml|x-yaml)(?:-seq)?$/.test(type)) {
    return false;
  }
  return !texts.has(type) && !isSequential(type) && type !== '*/*';
}

const texts: ReadonlySet<string> = new Set([
  'application/x-www-form-urlencoded',
  'application/javascript',
  'application/graphql',
  'application/jwt',
  'application/sql',
  'application/toml',
]);
