/**
 * Takes secrets out of a text: passwords in URLs and connection strings, credentials in headers, well-known tokens.
 * The last step before any output. What stays must be useful: hosts, user names and schemes are kept, and source code
 * that merely names a header (`authorization: string`) is left alone. Quantifiers are bounded, so that the time stays
 * linear in the length of the text.
 */
export function redact(text: string): string {
  let clean = text;
  for (const { pattern, replacement } of rules) clean = clean.replace(pattern, replacement);
  return clean;
}

/** A copy of a JSON document with all its strings redacted; keys stay. */
export function redactJson(value: unknown): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map(redactJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactJson(item)]));
}

interface Rule {
  readonly pattern: RegExp;
  readonly replacement: string;
}

const secretNames =
  'password|passwd|pwd|passphrase|secret|client_secret|token|access_token|refresh_token|id_token|auth_token|' +
  'api[_-]?key|access[_-]?key|private[_-]?key|sig|signature|x-amz-(?:signature|credential|security-token)';

/** Words that follow a header's name in type definitions and prose about types, not in real headers. */
const typeWords =
  '(?:string|number|boolean|unknown|undefined|null|true|false|never|empty|object|array)\\b';

const schemes = 'bearer|basic|digest|token|negotiate|apikey|aws4-hmac-sha256';

const rules: readonly Rule[] = [
  // Unescaped slashes are common in the passwords of databases, and a path never holds an @ there.
  {
    pattern:
      /\b((?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|mssql):\/\/[^\s:@/?#'"`]{0,256}):[^\s'"`]{1,512}@/gi,
    replacement: '$1:***@',
  },
  {
    pattern: /\b([a-z][a-z0-9+.-]{0,20}:\/\/[^\s:@/?#'"`]{0,256}):[^\s/?#'"`]{1,512}@/gi,
    replacement: '$1:***@',
  },
  {
    pattern: new RegExp(`([?&;](?:${secretNames})=)[^\\s&;#'"\`<>]+`, 'gi'),
    replacement: '$1***',
  },
  // SQL: ALTER ROLE … PASSWORD '…', OPTIONS (password '…'), and a connection string with a quoted password in it.
  {
    pattern: /\b((?:ssl)?(?:password|passwd|passphrase|secret)\s+)E?'(?:[^']|''){0,512}'/gi,
    replacement: "$1'***'",
  },
  {
    pattern: /\b((?:ssl)?password\s{0,9}=\s{0,9})('{1,2})[^']{1,512}\2/gi,
    replacement: '$1$2***$2',
  },
  // libpq's keyword form and environment variables: password=… PGPASSWORD=… NPM_TOKEN=…
  {
    pattern:
      /\b((?:[A-Z0-9_]*_)?(?:PG)?(?:password|passwd|secret|token|api_key)=)[^\s&;'"`<>{(]+/gi,
    replacement: '$1***',
  },
  {
    pattern: /\b((?:proxy-)?authorization['"]?\s*[:=]\s*['"]?digest\s+)[^\r\n]+/gi,
    replacement: '$1***',
  },
  {
    pattern: new RegExp(
      `\\b((?:proxy-)?authorization['"]?\\s*[:=]\\s*['"]?(?:(?:${schemes})\\s+)?)(?!${typeWords})[^\\s'"\`,;{}()\\[\\]<>]{2,}[^'"\`\\r\\n{}]*`,
      'gi',
    ),
    replacement: '$1***',
  },
  {
    pattern: /\b((?:set-)?cookie['"]?\s*[:=]\s*['"]?)[^\s=;:'"`{}()<>]+=[^'"`\r\n]+/gi,
    replacement: '$1***',
  },
  {
    pattern: new RegExp(
      `\\b(x-(?:api-key|auth-token|access-token)['"]?\\s*[:=]\\s*['"]?)(?!${typeWords})[^\\s'"\`,;{}()\\[\\]<>]{2,}`,
      'gi',
    ),
    replacement: '$1***',
  },
  // A credential has a digit in it; "bearer authentication" has not.
  {
    pattern: /\b(bearer|basic)\s+(?=[\w.~+/-]*\d)[\w.~+/-]{6,}=*/gi,
    replacement: '$1 ***',
  },
  { pattern: /\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*/g, replacement: '***' },
  {
    pattern:
      /\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{15,}|(?:sk|rk)_live_\w{10,}|xox[abprs]-[\w-]{10,}|AKIA[0-9A-Z]{16}|npm_\w{30,})/g,
    replacement: '***',
  },
];
