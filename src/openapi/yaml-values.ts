import type { Alias, Node, YAMLMap, YAMLSeq } from 'yaml';
import type { JsonValue } from '../base/json.ts';
import { setOwn } from '../base/json.ts';
import { duplicateKey, tooDeep, tooManyValues } from './json-source.ts';
import { maxAliasValues, maxNesting, maxSyntaxErrors, maxValues } from './limits.ts';
import type { Fault, ParsedText } from './parsed-text.ts';
import type { Positions } from './positions.ts';
import { restoreLines } from './yaml-repair.ts';

/** Turns the syntax tree of a YAML text into plain JSON and remembers where each value was written. */
export function yamlValues(yaml: typeof import('yaml'), text: string, root: Node): ParsedText {
  const state: State = {
    yaml,
    text,
    anchors: new Map(),
    open: new Set(),
    path: [],
    faults: [],
    values: 0,
    aliasValues: 0,
    aliasDepth: 0,
    stopped: false,
  };
  const { value, written } = convert(state, root, 0);
  const positions: Positions = { offsetOf: (tokens) => offsetIn(written, tokens) };
  const faults = state.faults.slice(0, maxSyntaxErrors);
  return state.stopped ? { positions, faults } : { value, positions, faults };
}

interface State {
  readonly yaml: typeof import('yaml');
  readonly text: string;
  readonly anchors: Map<string, Node>;
  /** Collections around the current node. */
  readonly open: Set<Node>;
  readonly path: string[];
  readonly faults: Fault[];
  values: number;
  aliasValues: number;
  aliasDepth: number;
  stopped: boolean;
}

/** Where a value and all inside it are written. */
type Written = number | WrittenCollection;

interface WrittenCollection {
  readonly offset: number;
  /** Of an array by index: `0`, `1`. */
  readonly children: ReadonlyMap<string, Written>;
}

interface Converted {
  readonly value: JsonValue;
  readonly written: Written;
}

function convert(state: State, node: Node, start: number): Converted {
  const offset = node.range?.[0] ?? start;
  const { yaml } = state;
  const excess = excessAt(state, offset);
  if (excess !== undefined) stop(state, excess);
  if (state.stopped) return { value: null, written: offset };
  if (yaml.isAlias(node)) return convertAlias(state, node, offset);
  if (state.aliasDepth === 0 && 'anchor' in node && node.anchor !== undefined) {
    state.anchors.set(node.anchor, node);
  }
  if (!yaml.isMap(node) && !yaml.isSeq(node)) {
    return { value: yaml.isScalar(node) ? scalarValue(node) : null, written: offset };
  }
  state.open.add(node);
  const converted = yaml.isMap(node)
    ? convertMap(state, node, offset)
    : convertSeq(state, node, offset);
  state.open.delete(node);
  return converted;
}

function excessAt(state: State, offset: number): Fault | undefined {
  state.values += 1;
  if (state.aliasDepth > 0) state.aliasValues += 1;
  if (state.values > maxValues) return tooManyValues(offset);
  if (state.path.length > maxNesting) return tooDeep(offset);
  if (state.aliasValues > maxAliasValues) {
    const title = `The aliases of this document expand to more than ${maxAliasValues} values.`;
    return aliasBomb(offset, title);
  }
  return undefined;
}

function stop(state: State, fault: Fault): void {
  if (!state.stopped) state.faults.push(fault);
  state.stopped = true;
}

function aliasBomb(offset: number, title: string): Fault {
  const fix = 'Use $ref instead of YAML aliases for parts that are used often.';
  return { id: 'alias-bomb', offset, title, fix };
}

function convertAlias(state: State, alias: Alias, offset: number): Converted {
  const target = state.anchors.get(alias.source);
  if (target === undefined) {
    const title = `The alias *${alias.source} has no anchor &${alias.source} before it.`;
    state.faults.push({ id: 'not-yaml', offset, title, fix: 'Correct the name of the alias.' });
    return { value: null, written: offset };
  }
  if (state.open.has(target)) {
    stop(state, aliasBomb(offset, `The alias *${alias.source} stands inside its own anchor.`));
    return { value: null, written: offset };
  }
  state.aliasDepth += 1;
  const converted = convert(state, target, offset);
  state.aliasDepth -= 1;
  return converted;
}

/** Numbers that JSON does not have (`.inf`, `.nan`) stay as they are written. */
function scalarValue(scalar: { readonly value: unknown; readonly source?: string }): JsonValue {
  const { value } = scalar;
  if (typeof value === 'string') return restoreLines(value);
  if (typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  return scalar.source ?? null;
}

function convertSeq(state: State, seq: YAMLSeq, offset: number): Converted {
  const value: JsonValue[] = [];
  const children = new Map<string, Written>();
  for (const [index, item] of seq.items.entries()) {
    state.path.push(String(index));
    const node = state.yaml.isNode(item) ? item : undefined;
    const converted =
      node === undefined ? { value: null, written: offset } : convert(state, node, offset);
    state.path.pop();
    value.push(converted.value);
    children.set(String(index), converted.written);
  }
  return { value, written: { offset, children } };
}

function convertMap(state: State, map: YAMLMap, offset: number): Converted {
  const value: Record<string, JsonValue> = {};
  const children = new Map<string, Written>();
  const own = new Set<string>();
  for (const { key, value: item } of map.items) {
    const keyNode = state.yaml.isScalar(key) ? key : undefined;
    const name = typeof keyNode?.value === 'string' ? keyNode.value : (keyNode?.source ?? '');
    const start = keyNode?.range?.[0] ?? offset;
    const node = state.yaml.isNode(item) ? item : undefined;
    if (name === '<<' && keyNode?.type === 'PLAIN' && node !== undefined) {
      merge(value, children, convert(state, node, start));
      continue;
    }
    if (own.has(name)) state.faults.push(duplicateKey(name, start, state.path));
    own.add(name);
    state.path.push(name);
    const converted =
      node === undefined ? { value: null, written: start } : convert(state, node, start);
    state.path.pop();
    setOwn(value, name, converted.value);
    children.set(name, onKeyLine(state.text, start, converted.written));
  }
  return { value, written: { offset, children } };
}

/** `<<`: members of one map or of several, of which the earlier win; what the map has itself wins over all. */
function merge(
  value: Record<string, JsonValue>,
  children: Map<string, Written>,
  merged: Converted,
): void {
  if (typeof merged.value !== 'object' || merged.value === null) return;
  const written = typeof merged.written === 'number' ? undefined : merged.written;
  for (const [key, item] of Object.entries(merged.value)) {
    const offset = written?.children.get(key) ?? written?.offset ?? 0;
    if (Array.isArray(merged.value)) merge(value, children, { value: item, written: offset });
    else if (!Object.hasOwn(value, key)) {
      setOwn(value, key, item);
      children.set(key, offset);
    }
  }
}

/** A block that begins below its key is best found by the line of the key. */
function onKeyLine(text: string, key: number, written: Written): Written {
  const offset = typeof written === 'number' ? written : written.offset;
  if (offset <= key || !text.slice(key, offset).includes('\n')) return written;
  return typeof written === 'number' ? key : { offset: key, children: written.children };
}

function offsetIn(root: Written, tokens: readonly string[]): number {
  let written = root;
  for (const token of tokens) {
    if (typeof written === 'number') return written;
    const child = written.children.get(token);
    if (child === undefined) return written.offset;
    written = child;
  }
  return typeof written === 'number' ? written : written.offset;
}
