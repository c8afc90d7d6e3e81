import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { differ, literal, text, texts } from '../facts.ts';
import type { Draft, KindChanges } from '../kind-changes.ts';

/**
 * Subscriptions are made without connecting, as pg_dump does: no slot is made and nothing is copied before somebody says
 * so. Whether they are enabled is not part of the schema.
 */
export const subscriptions: KindChanges = {
  kind: 'subscription',
  designate: (subscription) => `SUBSCRIPTION ${text(subscription, 'name')}`,
  create: (subscription) => [{ sql: creation(subscription) }],
  drop: (subscription) => removal(subscription),
  change(from, to) {
    // The one can only be said when it is made, the other only while it is disabled.
    if (differ(from, to, 'twoPhase', 'failover')) return undefined;
    const alter = `ALTER SUBSCRIPTION ${text(to, 'name')}`;
    const options = optionsOf(to).filter(([fact]) => differ(from, to, fact));
    const publications = texts(to, 'publications').join(', ');
    const drafts: readonly (Draft | false)[] = [
      differ(from, to, 'connection') && {
        sql: `${alter} CONNECTION ${literal(text(to, 'connection'))}`,
      },
      differ(from, to, 'publications') && {
        sql: `${alter} SET PUBLICATION ${publications} WITH (refresh = false)`,
      },
      options.length > 0 && {
        sql: `${alter} SET (${options.map(([, option]) => option).join(', ')})`,
      },
    ];
    return { drafts: drafts.filter((draft) => draft !== false) };
  },
};

function creation(subscription: CatalogObject): string {
  const options = ['connect = false', ...optionsOf(subscription).map(([, option]) => option)];
  return [
    `CREATE SUBSCRIPTION ${text(subscription, 'name')}`,
    `CONNECTION ${literal(text(subscription, 'connection'))}`,
    `PUBLICATION ${texts(subscription, 'publications').join(', ')}`,
    `WITH (${options.join(', ')})`,
  ].join(' ');
}

/** Without its slot it can go without the other server, and within a transaction. */
function removal(subscription: CatalogObject): readonly Draft[] {
  const name = text(subscription, 'name');
  const slot = text(subscription, 'slot');
  if (slot === '') return [{ sql: `DROP SUBSCRIPTION ${name}` }];
  return [
    { sql: `ALTER SUBSCRIPTION ${name} DISABLE` },
    { sql: `ALTER SUBSCRIPTION ${name} SET (slot_name = NONE)` },
    {
      sql: `DROP SUBSCRIPTION ${name}`,
      loses: `how far the subscription ${name} has come; its slot ${slot} stays on the other server`,
    },
  ];
}

/** Those that the server's version has; the others are not among the facts. */
function optionsOf(
  subscription: CatalogObject,
): readonly (readonly [fact: string, option: string])[] {
  const slot = text(subscription, 'slot');
  const named: readonly (readonly [fact: string, option: string])[] = [
    ['synchronousCommit', 'synchronous_commit'],
    ['binary', 'binary'],
    ['streaming', 'streaming'],
    ['twoPhase', 'two_phase'],
    ['disableOnError', 'disable_on_error'],
    ['passwordRequired', 'password_required'],
    ['runAsOwner', 'run_as_owner'],
    ['origin', 'origin'],
    ['failover', 'failover'],
  ];
  return [
    ['slot', `slot_name = ${slot === '' ? 'NONE' : literal(slot)}`],
    ...named.flatMap(([fact, option]): readonly (readonly [string, string])[] => {
      const value = subscription.facts[fact];
      if (value === null || value === undefined) return [];
      return [
        [fact, `${option} = ${typeof value === 'string' ? literal(value) : JSON.stringify(value)}`],
      ];
    }),
  ];
}
