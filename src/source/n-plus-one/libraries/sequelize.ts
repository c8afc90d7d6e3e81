import type { Node } from 'oxc-parser';
import type { Step } from '../chain.ts';
import { bare, memberName, memberOf, propertyName } from '../nodes.ts';
import type { Kind, Library, QueryShape, RepeatedCall } from '../library.ts';
import { grouped, propertySite, renamedMethod, replaced } from './edits.ts';
import { isSqlBatch, sqlShape } from './sql.ts';

const reads = /^(findAll|findOne|findByPk|findAndCountAll|count|max|min|sum)$/;
const writes =
  /^(create|bulkCreate|update|upsert|destroy|increment|decrement|findOrCreate|findCreateFind)$/;

/** `User.findByPk(id)`, `Order.findAll({ where: { userId } })` */
export const sequelize: Library = {
  name: 'sequelize',
  packages: /^(sequelize|@sequelize\/core|sequelize-typescript)(\/|$)/,
  imported: (name) => {
    if (name === 'Sequelize') return 'class';
    if (/^(Model|ModelStatic|ModelCtor)$/.test(name)) return 'model';
    return name === 'default' || name === '*' ? 'package' : undefined;
  },
  advance: (kind, { name, args, isNew }) => {
    if (kind === 'package') {
      if (name === 'Model') return 'model';
      if (isNew === true) return 'client';
      return name === 'Sequelize' ? 'class' : undefined;
    }
    if (kind === 'class') return isNew === true ? 'client' : undefined;
    if (kind === 'model') return args !== undefined && isScope(name) ? 'model' : undefined;
    if (kind === 'client' && args !== undefined && /^(define|model)$/.test(name)) return 'model';
    return kind === 'client' && name === 'models'
      ? 'repository'
      : kind === 'repository'
        ? 'model'
        : undefined;
  },
  query: (kind, steps) => shapeOf(kind, steps),
  guess: (name, steps) => {
    const isModel = /^[A-Z]/.test(name) || /model$/i.test(name);
    const [first] = steps;
    const isOurs =
      /^(findByPk|findAll|findAndCountAll|bulkCreate|findOrCreate)$/.test(first?.name ?? '') ||
      (/^(findOne|destroy|count|update)$/.test(first?.name ?? '') &&
        first?.args?.some((each) => memberOf(each, 'where') !== undefined));
    return isModel && isOurs === true ? shapeOf('model', steps) : undefined;
  },
  isBatch: (node, query) =>
    (node.type === 'Property' && isListKey(node)) || isSqlBatch(node, query),
  cure,
};

const isScope = (name: string): boolean => /^(scope|unscoped|schema|init)$/.test(name);

/** `[Op.in]: ids`, and in old code `$in`. */
function isListKey(node: Node & { type: 'Property' }): boolean {
  const name = node.computed ? memberName(bare(node.key)) : propertyName(node.key);
  return /^\$?(in|notIn|any|overlap)$/.test(name ?? '');
}

function shapeOf(kind: Kind, steps: readonly Step[]): QueryShape | undefined {
  const [first] = steps;
  if (first?.args === undefined) return undefined;
  const { name, args } = first;
  if (kind === 'client' && name === 'query') return sqlShape(args);
  if (kind !== 'model') return undefined;
  if (reads.test(name)) return { access: 'read', isLazy: false, values: args.flatMap(conditions) };
  return writes.test(name) ? { access: 'write', isLazy: false, values: args } : undefined;
}

/** All but what shapes the result. */
function conditions(options: Node): readonly Node[] {
  if (options.type !== 'ObjectExpression') return [options];
  return options.properties.filter(
    (each) =>
      each.type !== 'Property' ||
      !/^(include|attributes|order|transaction)$/.test(propertyName(each.key) ?? ''),
  );
}

function cure(call: RepeatedCall): ReturnType<Library['cure']> {
  const method = call.steps[0];
  const relation = /^get([A-Z]\w*)$/.exec(method?.name ?? '')?.[1];
  if (relation !== undefined) {
    return {
      advice: `Load them with the rows that are looped over (include).`,
      code: `findAll({ include: '${relation.charAt(0).toLowerCase()}${relation.slice(1)}' })`,
    };
  }
  if (call.access === 'write') {
    const value = method?.args?.[0];
    if (method?.name !== 'create' || value === undefined) {
      return {
        advice: 'Change all rows with one call, whose where takes the list.',
        code: `where: { …: ${call.list} }`,
      };
    }
    const edits = [
      replaced(value, call.forAll(call.textOf(value))),
      ...renamedMethod(bare(method.node), 'bulkCreate'),
    ];
    return { advice: 'Write all rows with one bulkCreate.', code: `await ${call.rewrite(edits)};` };
  }
  const advice = call.hasParent
    ? 'Load them with the rows that are looped over (include), or ask once: where takes a list.'
    : 'Ask once (where takes a list), and look the rows up in the loop.';
  if (method === undefined) return { advice, code: `where: { …: ${call.list} }` };
  const many = renamedMethod(bare(method.node), 'findAll');
  const [key] = method.args ?? [];
  if (method.name === 'findByPk' && key !== undefined) {
    const edits = [replaced(key, `{ where: { id: ${call.list} } }`), ...many];
    return { advice, code: grouped(call.rewrite(edits), 'id') };
  }
  const site = propertySite(call);
  if (site === undefined) return { advice, code: `where: { …: ${call.list} }` };
  const edits = [
    site.isShort
      ? replaced(site.property, `${site.name}: ${call.list}`)
      : replaced(site.value, call.list),
    ...(/^(findOne|count)$/.test(method.name) ? many : []),
  ];
  return { advice, code: grouped(call.rewrite(edits), site.name) };
}
