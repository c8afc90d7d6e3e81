import { differ, text } from '../facts.ts';
import type { KindChanges } from '../kind-changes.ts';

export const textSearchDictionaries: KindChanges = {
  kind: 'text search dictionary',
  designate: (dictionary) => `TEXT SEARCH DICTIONARY ${text(dictionary, 'name')}`,
  create(dictionary) {
    const options = text(dictionary, 'options');
    const parts = [
      `TEMPLATE = ${text(dictionary, 'template')}`,
      ...(options === '' ? [] : [options]),
    ];
    return [
      { sql: `CREATE TEXT SEARCH DICTIONARY ${text(dictionary, 'name')} (${parts.join(', ')})` },
    ];
  },
  drop: (dictionary) => [{ sql: `DROP TEXT SEARCH DICTIONARY ${text(dictionary, 'name')}` }],
  change(from, to) {
    if (differ(from, to, 'template')) return undefined;
    const kept = optionNames(text(to, 'options'));
    // What is named without a value is removed.
    const removed = optionNames(text(from, 'options')).filter((name) => !kept.includes(name));
    const options = [...(kept.length === 0 ? [] : [text(to, 'options')]), ...removed];
    return {
      drafts: [{ sql: `ALTER TEXT SEARCH DICTIONARY ${text(to, 'name')} (${options.join(', ')})` }],
    };
  },
};

/** Of `a = 'b', c = 'd'`, whose values may have commas in them. */
function optionNames(options: string): readonly string[] {
  const one = /((?:"(?:[^"]|"")+")|[^\s"=,]+) = (?:E?'(?:[^'\\]|''|\\.)*'|[^,]+)(?:, )?/gy;
  return [...options.matchAll(one)].map(([, name = '']) => name);
}
