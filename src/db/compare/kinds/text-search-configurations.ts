import type { CatalogObject, Fact } from '../../../postgres/catalog/catalog.ts';
import { differ, inner, sameFact, text } from '../facts.ts';
import type { Draft, KindChanges } from '../kind-changes.ts';

export const textSearchConfigurations: KindChanges = {
  kind: 'text search configuration',
  designate: (configuration) => `TEXT SEARCH CONFIGURATION ${text(configuration, 'name')}`,
  create: (configuration) => [
    {
      sql: `CREATE TEXT SEARCH CONFIGURATION ${text(configuration, 'name')} (PARSER = ${text(configuration, 'parser')})`,
    },
    ...mapping(configuration, 'ADD', inner(configuration, 'mappings') ?? {}),
  ],
  drop: (configuration) => [
    { sql: `DROP TEXT SEARCH CONFIGURATION ${text(configuration, 'name')}` },
  ],
  change(from, to) {
    if (differ(from, to, 'parser')) return undefined;
    const before = inner(from, 'mappings') ?? {};
    const after = inner(to, 'mappings') ?? {};
    const select = (isMeant: (token: string, dictionaries: Fact) => boolean): Mappings =>
      Object.fromEntries(Object.entries(after).filter(([name, value]) => isMeant(name, value)));
    const lost = Object.keys(before).filter((token) => after[token] === undefined);
    const differs = (token: string, now: Fact): boolean =>
      before[token] !== undefined && !sameFact(before[token], now);
    return {
      drafts: [
        ...(lost.length === 0 ? [] : [{ sql: `${alter(to)} DROP MAPPING FOR ${lost.join(', ')}` }]),
        ...mapping(to, 'ALTER', select(differs)),
        ...mapping(
          to,
          'ADD',
          select((token) => before[token] === undefined),
        ),
      ],
    };
  },
};

type Mappings = Readonly<Record<string, Fact>>;

function alter(configuration: CatalogObject): string {
  return `ALTER TEXT SEARCH CONFIGURATION ${text(configuration, 'name')}`;
}

/** One statement for all types of tokens that are looked up in the same dictionaries. */
function mapping(configuration: CatalogObject, verb: string, mappings: Mappings): readonly Draft[] {
  const byDictionaries = new Map<string, string[]>();
  for (const [token, dictionaries] of Object.entries(mappings)) {
    const list = Array.isArray(dictionaries) ? dictionaries.join(', ') : '';
    byDictionaries.set(list, [...(byDictionaries.get(list) ?? []), token]);
  }
  return [...byDictionaries].map(([dictionaries, tokens]) => ({
    sql: `${alter(configuration)} ${verb} MAPPING FOR ${tokens.join(', ')} WITH ${dictionaries}`,
  }));
}
