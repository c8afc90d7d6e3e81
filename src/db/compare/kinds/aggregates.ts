import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { differ, flag, literal, text } from '../facts.ts';
import type { KindChanges } from '../kind-changes.ts';

export const aggregates: KindChanges = {
  kind: 'aggregate',
  designate: (aggregate) => `AGGREGATE ${calledAs(aggregate)}`,
  designateGrant: (aggregate) => `FUNCTION ${text(aggregate, 'signature')}`,
  create: (aggregate) => [{ sql: `CREATE AGGREGATE ${definition(aggregate)}` }],
  drop: (aggregate) => [{ sql: `DROP AGGREGATE ${calledAs(aggregate)}` }],
  change: (from, to) =>
    differ(from, to, 'arguments', 'result', 'kind')
      ? undefined
      : { drafts: [{ sql: `CREATE OR REPLACE AGGREGATE ${definition(to)}` }] },
};

function calledAs(aggregate: CatalogObject): string {
  return `${text(aggregate, 'name')}(${text(aggregate, 'arguments')})`;
}

/** Its parts in the order of PostgreSQL's manual, as far as they are not what holds anyway. */
function definition(aggregate: CatalogObject): string {
  const plain = text(aggregate, 'kind') === 'n';
  const names = (entries: readonly (readonly [name: string, fact: string])[]): readonly string[] =>
    entries
      .filter(([, fact]) => text(aggregate, fact) !== '')
      .map(([name, fact]) => `${name} = ${text(aggregate, fact)}`);
  const size = (name: string, fact: string): readonly string[] =>
    typeof aggregate.facts[fact] === 'number' ? [`${name} = ${aggregate.facts[fact]}`] : [];
  const initial = (name: string, fact: string): readonly string[] =>
    typeof aggregate.facts[fact] === 'string'
      ? [`${name} = ${literal(aggregate.facts[fact])}`]
      : [];
  const modify = (name: string, fact: string): readonly string[] => {
    const usual = plain ? 'r' : 'w';
    const value = text(aggregate, fact);
    return value === '' || value === usual ? [] : [`${name} = ${modifies[value]}`];
  };
  const parts = [
    ...names([
      ['SFUNC', 'transition'],
      ['STYPE', 'state'],
    ]),
    ...size('SSPACE', 'stateSize'),
    ...names([['FINALFUNC', 'final']]),
    ...(flag(aggregate, 'finalExtra') ? ['FINALFUNC_EXTRA'] : []),
    ...modify('FINALFUNC_MODIFY', 'finalModify'),
    ...names([
      ['COMBINEFUNC', 'combine'],
      ['SERIALFUNC', 'serialize'],
      ['DESERIALFUNC', 'deserialize'],
    ]),
    ...initial('INITCOND', 'initial'),
    ...names([
      ['MSFUNC', 'movingTransition'],
      ['MINVFUNC', 'movingInverse'],
      ['MSTYPE', 'movingState'],
    ]),
    ...size('MSSPACE', 'movingStateSize'),
    ...names([['MFINALFUNC', 'movingFinal']]),
    ...(flag(aggregate, 'movingFinalExtra') ? ['MFINALFUNC_EXTRA'] : []),
    ...modify('MFINALFUNC_MODIFY', 'movingFinalModify'),
    ...initial('MINITCOND', 'movingInitial'),
    ...names([['SORTOP', 'sortOperator']]),
    ...(text(aggregate, 'parallel') === 'u'
      ? []
      : [`PARALLEL = ${parallels[text(aggregate, 'parallel')]}`]),
    ...(text(aggregate, 'kind') === 'h' ? ['HYPOTHETICAL'] : []),
  ];
  return `${calledAs(aggregate)} (\n  ${parts.join(',\n  ')}\n)`;
}

const modifies: Readonly<Record<string, string>> = {
  r: 'READ_ONLY',
  s: 'SHAREABLE',
  w: 'READ_WRITE',
};

const parallels: Readonly<Record<string, string>> = { s: 'SAFE', r: 'RESTRICTED' };
