import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { differ, foreignOptionChanges, optionChanges, text, texts } from '../facts.ts';
import type { Draft } from '../kind-changes.ts';

const storages: Readonly<Record<string, string>> = {
  p: 'PLAIN',
  e: 'EXTERNAL',
  m: 'MAIN',
  x: 'EXTENDED',
};

const compressions: Readonly<Record<string, string>> = { p: 'pglz', l: 'lz4' };

/**
 * How a column is stored and looked at. A new type brings its own storage, so with one it is said again, and only then:
 * most types have no choice.
 * `ONLY`, because partitions and children have settings of their own.
 */
export function settingChanges(
  from: CatalogObject,
  to: CatalogObject,
  retyped: boolean,
): readonly Draft[] {
  const storage = text(to, 'storage');
  const compression = text(to, 'compression');
  const statistics = to.facts['statistics'];
  const foreign = foreignOptionChanges(texts(from, 'foreignOptions'), texts(to, 'foreignOptions'));
  const changes = [
    ...((retyped ? storage !== '' : differ(from, to, 'storage'))
      ? [`SET STORAGE ${storages[storage] ?? defaultStorage(to)}`]
      : []),
    ...(differ(from, to, 'compression') && !(retyped && compression === '')
      ? [`SET COMPRESSION ${compressions[compression] ?? 'default'}`]
      : []),
    ...(differ(from, to, 'statistics')
      ? [`SET STATISTICS ${typeof statistics === 'number' ? statistics : -1}`]
      : []),
    ...optionChanges(texts(from, 'options'), texts(to, 'options')),
    ...(foreign === undefined ? [] : [foreign]),
  ];
  return changes.map((change) => ({
    sql: `ALTER TABLE ONLY ${text(to, 'table')} ALTER COLUMN ${text(to, 'name')} ${change}`,
  }));
}

/** `SET STORAGE DEFAULT` is there since version 16 only. */
function defaultStorage(column: CatalogObject): string {
  return /^(numeric|inet|cidr)/.test(text(column, 'type')) ? 'MAIN' : 'EXTENDED';
}
