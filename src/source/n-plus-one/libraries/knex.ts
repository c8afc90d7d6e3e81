import type { Node } from 'oxc-parser';
import { calls, type Step } from '../chain.ts';
import { calleeName, stringValue } from '../nodes.ts';
import type { Library, QueryShape, RepeatedCall } from '../library.ts';
import {
  argumentSite,
  columnName,
  grouped,
  propertySite,
  replaced,
  withoutSteps,
} from './edits.ts';
import { isSqlBatch, sqlShape } from './sql.ts';

const filters =
  /^(where|andWhere|orWhere|whereNot|having|whereRaw|find|join|leftJoin|whereLike|whereILike)$/;
const writes = /^(insert|update|del|delete|upsert|increment|decrement|truncate)$/;
const builders =
  /^(where\w*|select|first|join|leftJoin|insert|update|del|delete|returning|orderBy|count|pluck|limit)$/;

/** `knex('users').where({ id }).first()` */
export const knex: Library = {
  name: 'knex',
  packages: /^knex(\/|$)/,
  imported: (name) => (/^(default|\*|knex|Knex)$/.test(name) ? 'package' : undefined),
  advance: (kind, { name, args, isNew }) => {
    if (kind === 'package') {
      if (name === 'knex' || name === 'Knex' || name === 'default') return 'package';
      // An annotation with its type is an instance; so is what its function returns.
      return isNew === true || (name === '' && args !== undefined) ? 'client' : undefined;
    }
    return kind === 'client' && name === 'withSchema' ? 'client' : undefined;
  },
  query: (kind, steps) => (kind === 'client' ? shapeOf(steps) : undefined),
  guess: (name, steps) => {
    if (!/^(knex|trx|db|tx|conn|database)$/i.test(name)) return undefined;
    const [first] = steps;
    const isTable = first?.name === '' && stringValue(first.args?.[0]) !== undefined;
    const fromText = steps.find(({ name: each }) => each === 'from' || each === 'into')?.args?.[0];
    const isOurs =
      (isTable && calls(steps.slice(1), builders)) ||
      stringValue(fromText) !== undefined ||
      (first?.name === 'raw' && /^knex$/i.test(name));
    return isOurs ? shapeOf(steps) : undefined;
  },
  isBatch: (node, query) =>
    (node.type === 'CallExpression' &&
      /^((or|and)?[wW]here(Not)?In|batchInsert)$/.test(calleeName(node) ?? '')) ||
    isSqlBatch(node, query),
  cure,
};

function shapeOf(steps: readonly Step[]): QueryShape | undefined {
  const [first, ...rest] = steps;
  if (first?.args === undefined) return undefined;
  if (first.name === 'raw') {
    const shape = sqlShape(first.args);
    return shape && { ...shape, isLazy: true };
  }
  const isTable =
    first.name === '' ||
    /^(from|into|table|select|column|queryBuilder|with|insert|first)$/.test(first.name);
  if (!isTable || (first.name === '' && rest.length === 0)) return undefined;
  const access = calls(steps, writes) ? 'write' : 'read';
  const values = steps.flatMap(({ name, args = [] }) =>
    filters.test(name) || writes.test(name) || /^where(?!(Not)?In|(Not)?Null)/.test(name)
      ? valuesOf(args)
      : [],
  );
  return { access, isLazy: true, values };
}

/** `where('id', 'in', ids)` is a list as well. */
function valuesOf(args: readonly Node[]): readonly Node[] {
  return /^(not )?in$/i.test(stringValue(args[1]) ?? '') ? [] : args;
}

function cure(call: RepeatedCall): ReturnType<Library['cure']> {
  const isInsert = calls(call.steps, /^(insert|upsert)$/);
  const insert = call.steps.find(({ name }) => /^(insert|upsert)$/.test(name))?.args?.[0];
  if (isInsert && insert !== undefined) {
    const edits = [replaced(insert, call.forAll(call.textOf(insert)))];
    return {
      advice: 'Insert all rows with one insert([...]), or batchInsert.',
      code: `await ${call.rewrite(edits)};`,
    };
  }
  const advice = call.hasParent
    ? 'Join the table to the query that is looped over, or ask once with whereIn and look the rows up in the loop.'
    : 'Ask once with whereIn, and look the rows up in the loop.';
  const end = (code: string, column: string): string =>
    call.access === 'write' ? `await ${code};` : grouped(code, column);
  const single = withoutSteps(call, /^(first|limit)$/);
  const site = argumentSite(call, /^(where|andWhere)$/);
  if (site?.call.callee.type === 'MemberExpression' && site.call.arguments[0] !== site.argument) {
    const column = call.textOf(site.call.arguments[0] ?? site.call);
    const edit = {
      start: site.call.callee.property.start,
      end: site.call.end,
      text: `whereIn(${column}, ${call.list})`,
    };
    return { advice, code: end(call.rewrite([edit, ...single]), columnName(column)) };
  }
  const member = propertySite(call);
  const where = call.parents[2];
  const [object] = call.parents.slice(1);
  const isAlone = object?.type === 'ObjectExpression' && object.properties.length === 1;
  if (member === undefined || where?.type !== 'CallExpression' || !isAlone) {
    return { advice, code: `.whereIn(…, ${call.list})` };
  }
  if (where.callee.type !== 'MemberExpression')
    return { advice, code: `.whereIn(…, ${call.list})` };
  const text = `whereIn('${member.name}', ${call.list})`;
  const edit = { start: where.callee.property.start, end: where.end, text };
  return { advice, code: end(call.rewrite([edit, ...single]), member.name) };
}
