import type { CatalogObject, Fact } from '../../../postgres/catalog/catalog.ts';
import { differ, printed, text } from '../facts.ts';
import type { KindChanges } from '../kind-changes.ts';
import { moveIntoBounds } from './sequence-bounds.ts';

export const sequences: KindChanges = {
  kind: 'sequence',
  designate: (sequence) => `SEQUENCE ${nameOf(sequence)}`,
  create: (sequence) => [
    {
      sql: `CREATE${text(sequence, 'persistence') === 'u' ? ' UNLOGGED' : ''} SEQUENCE ${nameOf(sequence)} AS ${text(sequence, 'type')}${sequenceOptions(sequence.facts, text(sequence, 'type'))}`,
    },
  ],
  drop: (sequence) => [{ sql: `DROP SEQUENCE ${nameOf(sequence)}` }],
  change: (from, to) => ({
    drafts: [
      ...(differ(from, to, 'persistence')
        ? [
            {
              sql: `ALTER SEQUENCE ${nameOf(to)} SET ${text(to, 'persistence') === 'u' ? 'UNLOGGED' : 'LOGGED'}`,
            },
          ]
        : []),
      ...(differ(from, to, 'type', 'start', 'increment', 'min', 'max', 'cache', 'cycle')
        ? [
            ...moveIntoBounds(nameOf(to), from.facts, to.facts),
            { sql: `ALTER SEQUENCE ${nameOf(to)} AS ${text(to, 'type')}${allOptions(to.facts)}` },
          ]
        : []),
    ],
  }),
};

function nameOf(sequence: CatalogObject): string {
  return `${text(sequence, 'schema')}.${text(sequence, 'name')}`;
}

const bounds: Readonly<Record<string, string>> = {
  smallint: '32767',
  integer: '2147483647',
  bigint: '9223372036854775807',
};

/** Only what differs from what a new sequence of the type has. */
export function sequenceOptions(facts: Readonly<Record<string, Fact>>, type: string): string {
  const down = printed(facts['increment']).startsWith('-');
  const largest = bounds[type] ?? '';
  const lowest = `-${BigInt(largest === '' ? 0 : largest) + 1n}`;
  const min = down ? lowest : '1';
  const max = down ? '-1' : largest;
  const start = down ? facts['max'] : facts['min'];
  return [
    facts['increment'] === '1' ? '' : ` INCREMENT BY ${printed(facts['increment'])}`,
    facts['min'] === min ? '' : ` MINVALUE ${printed(facts['min'])}`,
    facts['max'] === max ? '' : ` MAXVALUE ${printed(facts['max'])}`,
    facts['start'] === start ? '' : ` START WITH ${printed(facts['start'])}`,
    facts['cache'] === '1' ? '' : ` CACHE ${printed(facts['cache'])}`,
    facts['cycle'] === true ? ' CYCLE' : '',
  ].join('');
}

function allOptions(facts: Readonly<Record<string, Fact>>): string {
  return (
    ` INCREMENT BY ${printed(facts['increment'])} MINVALUE ${printed(facts['min'])} MAXVALUE ${printed(facts['max'])}` +
    ` START WITH ${printed(facts['start'])} CACHE ${printed(facts['cache'])} ${facts['cycle'] === true ? 'CYCLE' : 'NO CYCLE'}`
  );
}
