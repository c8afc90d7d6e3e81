import type { CatalogObject, Fact, Facts } from '../../postgres/catalog/catalog.ts';

/** A fact that is a text, or the empty text where it is missing. */
export function text(object: CatalogObject, name: string): string {
  const fact = object.facts[name];
  return typeof fact === 'string' ? fact : '';
}

export function flag(object: CatalogObject, name: string): boolean {
  return object.facts[name] === true;
}

/** A text, a number or a truth value as SQL has it. */
export function printed(fact: Fact | undefined): string {
  return typeof fact === 'string' || typeof fact === 'number' || typeof fact === 'boolean'
    ? String(fact)
    : '';
}

/** A list, or an empty one where the fact is something else. */
export function list(fact: Fact | undefined): readonly Fact[] {
  return fact !== undefined && isList(fact) ? fact : [];
}

/** A fact that is a list of texts. */
export function texts(object: CatalogObject, name: string): readonly string[] {
  const fact = object.facts[name];
  return Array.isArray(fact) ? fact.filter((each) => typeof each === 'string') : [];
}

/** A fact that is an object with facts of its own. */
export function inner(
  object: CatalogObject,
  name: string,
): { readonly [name: string]: Fact } | undefined {
  const fact = object.facts[name];
  return typeof fact === 'object' && fact !== null && !isList(fact) ? fact : undefined;
}

function isList(fact: Fact | Facts): fact is readonly Fact[] {
  return Array.isArray(fact);
}

/** Whether two versions differ in any of these facts. */
export function differ(
  from: CatalogObject,
  to: CatalogObject,
  ...names: readonly string[]
): boolean {
  return names.some((name) => !sameFact(from.facts[name], to.facts[name]));
}

/** The facts in which two versions differ. */
export function differences(from: CatalogObject, to: CatalogObject): readonly string[] {
  return [...new Set([...Object.keys(from.facts), ...Object.keys(to.facts)])].filter((name) =>
    differ(from, to, name),
  );
}

/** Whether two facts say the same; one that is missing says nothing, as null does. */
export function sameFact(a: Fact | Facts | undefined, b: Fact | Facts | undefined): boolean {
  const [one, other] = [a ?? null, b ?? null];
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return false;
  }
  if (isList(one) || isList(other)) {
    if (!isList(one) || !isList(other) || one.length !== other.length) return false;
    return one.every((each, place) => sameFact(each, other[place]));
  }
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => name in other && sameFact(one[name], other[name]))
  );
}

/** A string constant. */
export function literal(value: string): string {
  const quoted = `'${value.replaceAll("'", "''")}'`;
  return value.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted;
}

/** `a=b` as PostgreSQL keeps options → `a = 'b'` as it reads them. */
export function option(setting: string): string {
  const at = setting.indexOf('=');
  return at < 0 ? setting : `${optionName(setting)} = ${literal(setting.slice(at + 1))}`;
}

export function optionName(setting: string): string {
  const name = setting.split('=', 1)[0] ?? setting;
  return /^[a-z_][a-z0-9_.]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** `SET (…)` and `RESET (…)` for what has changed in a list of options. */
export function optionChanges(from: readonly string[], to: readonly string[]): readonly string[] {
  const set = to.filter((each) => !from.includes(each)).map(option);
  const kept = new Set(to.map(optionName));
  const reset = from.map(optionName).filter((name) => !kept.has(name));
  return [
    ...(set.length > 0 ? [`SET (${set.join(', ')})`] : []),
    ...(reset.length > 0 ? [`RESET (${reset.join(', ')})`] : []),
  ];
}

/** The like for options of foreign tables, servers and so on: `OPTIONS (ADD a 'b', SET c 'd', DROP e)`. */
export function foreignOptionChanges(
  from: readonly string[],
  to: readonly string[],
): string | undefined {
  const before = new Map(from.map(splitOption));
  const after = new Map(to.map(splitOption));
  const changes = [
    ...[...after].flatMap(([name, value]) => {
      if (before.get(name) === value) return [];
      return [`${before.has(name) ? 'SET' : 'ADD'} ${name} ${literal(value)}`];
    }),
    ...[...before.keys()].filter((name) => !after.has(name)).map((name) => `DROP ${name}`),
  ];
  return changes.length === 0 ? undefined : `OPTIONS (${changes.join(', ')})`;
}

/** `OPTIONS (a 'b')`, or nothing. */
export function foreignOptions(options: readonly string[]): string {
  if (options.length === 0) return '';
  const settings = options.map(splitOption).map(([name, value]) => `${name} ${literal(value)}`);
  return ` OPTIONS (${settings.join(', ')})`;
}

function splitOption(setting: string): readonly [name: string, value: string] {
  const at = setting.indexOf('=');
  return [optionName(setting), at < 0 ? '' : setting.slice(at + 1)];
}
