import { anchor, escapeHtml, proseLine } from './text.ts';

/** Schemas nested deeper than this are shown by their type only. */
const MAX_DEPTH = 4;
const MAX_ROWS = 150;
const MAX_ENUM_VALUES = 24;
const MAX_BRANCHES = 12;

/** A part of the document; what is no object counts as empty. */
export type Node = { readonly [key: string]: unknown };

export function nodeOf(value: unknown): Node {
  return isNode(value) ? value : {};
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text or number of the document; `fallback` for everything else. */
export function textOf(value: unknown, fallback = ''): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : fallback;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A schema in one line: `array of <a href="#schema-User">User</a>`. */
export function typeHtml(schema: unknown, depth = 0): string {
  if (schema === false) return 'nothing';
  const node = nodeOf(schema);
  if (typeof node['$ref'] === 'string') return refHtml(node['$ref']);
  if (depth > MAX_DEPTH) return '…';
  const branches = branchesHtml(node, depth);
  const base = baseType(node, depth);
  const parts = [base, branches].filter((part) => part !== '');
  return `${parts.join(', ') || 'any'}${limits(node)}`;
}

/** A table of the properties of a schema, nested ones with their path; empty where it has none. */
export function propertiesHtml(schema: unknown): string {
  return tableHtml(propertyRows(schema, ''));
}

/** Rows of a table for the properties of a schema, their names behind `path`. */
export function propertyRows(schema: unknown, path: string): readonly string[] {
  const rows: string[] = [];
  collectRows(schema, path, 0, rows);
  return rows;
}

export function tableHtml(rows: readonly string[]): string {
  if (rows.length === 0) return '';
  const more = rows.length > MAX_ROWS ? '<tr><td colspan="3">… and more</td></tr>' : '';
  return `<table class="fields"><tbody>${rows.slice(0, MAX_ROWS).join('')}${more}</tbody></table>`;
}

/** One row of a table: name, type, description. */
export function rowHtml(path: string, name: string, required: boolean, schema: Node): string {
  const flags = [
    required ? '<b class="flag">required</b>' : '',
    schema['deprecated'] === true ? '<i class="flag">deprecated</i>' : '',
    schema['readOnly'] === true ? '<i class="flag">read only</i>' : '',
    schema['writeOnly'] === true ? '<i class="flag">write only</i>' : '',
  ].join(' ');
  const prefix = path === '' ? '' : `<span class="path-prefix">${escapeHtml(path)}</span>`;
  const heading = `<code>${prefix}${escapeHtml(name)}</code> ${flags}`;
  return `<tr><td>${heading}</td><td class="type">${typeHtml(schema)}</td><td>${proseLine(schema['description'])}</td></tr>`;
}

function collectRows(schema: unknown, path: string, depth: number, rows: string[]): void {
  const node = nodeOf(schema);
  if (depth > MAX_DEPTH || typeof node['$ref'] === 'string') return;
  const required = new Set(listOf(node['required']));
  for (const [name, property] of Object.entries(nodeOf(node['properties']))) {
    if (rows.length > MAX_ROWS) return;
    const child = nodeOf(property);
    rows.push(rowHtml(path, name, required.has(name), child));
    collectRows(child, `${path}${name}.`, depth + 1, rows);
  }
  if (node['items'] !== undefined) {
    const inner = path === '' ? '[].' : `${path.slice(0, -1)}[].`;
    collectRows(node['items'], inner, depth + 1, rows);
  }
  for (const part of listOf(node['allOf'])) collectRows(part, path, depth + 1, rows);
}

function refHtml(ref: string): string {
  const name = decodePointer(ref.slice(ref.lastIndexOf('/') + 1));
  return /^#\/components\/schemas\/[^/]+$/.test(ref)
    ? `<a href="#${escapeHtml(anchor('schema', name))}">${escapeHtml(name)}</a>`
    : escapeHtml(name);
}

/** RFC 6901 within a URI fragment. */
export function decodePointer(token: string): string {
  if (!/[%~]/.test(token)) return token;
  let text = token;
  try {
    text = decodeURIComponent(token);
  } catch {
    // A lone percent sign stands for itself.
  }
  return text.replaceAll('~1', '/').replaceAll('~0', '~');
}

function baseType(node: Node, depth: number): string {
  if (node['const'] !== undefined) return `<code>${escapeHtml(node['const'])}</code>`;
  if (Array.isArray(node['enum'])) return enumHtml(node['enum']);
  const types = [node['type'] ?? impliedType(node)]
    .flat()
    .filter((type) => typeof type === 'string');
  return types.map((type) => oneType(type, node, depth)).join(' or ');
}

function impliedType(node: Node): string | undefined {
  if (node['properties'] !== undefined || node['additionalProperties'] !== undefined)
    return 'object';
  return node['items'] === undefined ? undefined : 'array';
}

function oneType(type: string, node: Node, depth: number): string {
  if (type === 'array' && node['items'] !== undefined) {
    return `array of ${typeHtml(node['items'], depth + 1)}`;
  }
  const values = node['additionalProperties'];
  if (type === 'object' && Object.keys(nodeOf(values)).length > 0) {
    return `object of ${typeHtml(values, depth + 1)}`;
  }
  const format = type === 'string' || type === 'number' || type === 'integer' ? node['format'] : '';
  return typeof format === 'string' && format !== ''
    ? `${type} (${escapeHtml(format)})`
    : escapeHtml(type);
}

function enumHtml(values: readonly unknown[]): string {
  const shown = values
    .slice(0, MAX_ENUM_VALUES)
    .map((value) => `<code>${escapeHtml(value)}</code>`);
  return shown.join(' ') + (values.length > MAX_ENUM_VALUES ? ' …' : '');
}

function branchesHtml(node: Node, depth: number): string {
  const parts: string[] = [];
  for (const [keyword, words] of [
    ['oneOf', 'one of '],
    ['anyOf', 'any of '],
    ['allOf', ''],
  ] as const) {
    const branches = listOf(node[keyword]).filter(isTelling);
    if (branches.length === 0) continue;
    const shown = branches.slice(0, MAX_BRANCHES).map((branch) => typeHtml(branch, depth + 1));
    if (branches.length > MAX_BRANCHES) shown.push('…');
    parts.push(words + shown.join(keyword === 'allOf' ? ' and ' : ', '));
  }
  return parts.join(', ');
}

/** `{ required: [...] }` and the like say nothing about the type. */
function isTelling(branch: unknown): boolean {
  const node = nodeOf(branch);
  return ['$ref', 'type', 'properties', 'items', 'enum', 'const', 'oneOf', 'anyOf', 'allOf'].some(
    (keyword) => node[keyword] !== undefined,
  );
}

/** What is said about the values beside their type, with the words before and after the limit. */
const limitWords: readonly (readonly [keyword: string, before: string, after: string])[] = [
  ['minimum', '≥ ', ''],
  ['exclusiveMinimum', '> ', ''],
  ['maximum', '≤ ', ''],
  ['exclusiveMaximum', '< ', ''],
  ['multipleOf', 'multiple of ', ''],
  ['minLength', 'at least ', ' characters'],
  ['maxLength', 'at most ', ' characters'],
  ['minItems', 'at least ', ' items'],
  ['maxItems', 'at most ', ' items'],
  ['pattern', '<code>', '</code>'],
];

function limits(node: Node): string {
  const notes: string[] = [];
  for (const [keyword, before, after] of limitWords) {
    const value = textOf(node[keyword]);
    if (value !== '') notes.push(before + escapeHtml(value) + after);
  }
  if (node['uniqueItems'] === true) notes.push('unique');
  if (node['default'] !== undefined) {
    notes.push(`default <code>${escapeHtml(node['default'])}</code>`);
  }
  return notes.length === 0 ? '' : ` <small>${notes.join(' · ')}</small>`;
}
