import type { Node } from 'oxc-parser';
import { calls, type Step } from '../chain.ts';
import { bare, calleeName, memberOf, propertyName } from '../nodes.ts';
import type { Kind, Library, QueryShape, RepeatedCall } from '../library.ts';
import { grouped, propertySite, renamedMethod, replaced } from './edits.ts';
import { isSqlBatch, sqlShape, sqlText } from './sql.ts';

const reads =
  /^(find|findBy|findOne|findOneBy|findOneOrFail|findOneByOrFail|findAndCount|findAndCountBy|count|countBy|exists?|existsBy|sum|average|minimum|maximum)$/;
const writes =
  /^(save|insert|update|upsert|delete|remove|softDelete|softRemove|restore|recover|increment|decrement)$/;
const runs =
  /^(getMany|getOne|getOneOrFail|getRawMany|getRawOne|getManyAndCount|getRawAndEntities|getCount|getExists|execute|stream)$/;

/** `users.findOneBy({ id })`, `manager.find(User, { … })`, `createQueryBuilder().where(…).getMany()` */
export const typeorm: Library = {
  name: 'typeorm',
  packages: /^(typeorm|@nestjs\/typeorm)(\/|$)/,
  imported: (name) => {
    if (/^(\w*Repository|BaseEntity)$/.test(name)) return 'repository';
    if (/^(DataSource|Connection|createConnection)$/.test(name)) return 'class';
    if (/^(EntityManager|QueryRunner|getManager|getConnection)$/.test(name)) return 'class';
    return name === 'getRepository' ? 'model' : undefined;
  },
  advance,
  query: (kind, steps) =>
    kind === 'repository' || kind === 'client' ? shapeOf(kind, steps) : undefined,
  guess: (name, steps) => {
    if (!/(repository|repo|entityManager|dataSource|manager)$/i.test(name)) return undefined;
    const isManager = /(manager|dataSource)$/i.test(name);
    const options = steps[0]?.args?.[isManager ? 1 : 0];
    const isOurs =
      /^find(AndCount|One)?By(OrFail)?$|^findOneByOrFail$/.test(steps[0]?.name ?? '') ||
      memberOf(options, 'where') !== undefined ||
      (steps[0]?.name === 'createQueryBuilder' && calls(steps, runs));
    return isOurs ? shapeOf(isManager ? 'client' : 'repository', steps) : undefined;
  },
  isBatch: (node, query) =>
    (node.type === 'CallExpression' &&
      (/^(In|Any|ArrayOverlap|ArrayContains|whereInIds|findByIds)$/.test(calleeName(node) ?? '') ||
        (/^(where|andWhere|orWhere)$/.test(calleeName(node) ?? '') &&
          /\b(IN\s*\(\s*:\.\.\.|ANY\s*\()/i.test(sqlText(node.arguments[0] ?? node) ?? '')))) ||
    isSqlBatch(node, query),
  cure,
};

function advance(kind: Kind, { name, args, isNew }: Step): Kind | undefined {
  if (kind === 'class')
    return isNew === true || (name === '' && args !== undefined) ? 'client' : undefined;
  if (kind === 'model') return name === '' && args !== undefined ? 'repository' : undefined;
  if (kind === 'repository') {
    if (isNew === true || name === 'extend') return 'repository';
    return name === 'manager' ? 'client' : undefined;
  }
  if (kind !== 'client') return undefined;
  if (/^(manager|createEntityManager|createQueryRunner|connect|initialize)$/.test(name))
    return 'client';
  return /^get(Tree|Custom)?Repository$|^withRepository$/.test(name) ? 'repository' : undefined;
}

function shapeOf(kind: Kind, steps: readonly Step[]): QueryShape | undefined {
  const [first] = steps;
  if (first?.args === undefined) return undefined;
  const { name, args } = first;
  if (name === 'query') return sqlShape(args);
  if (name === 'createQueryBuilder') {
    if (!calls(steps, runs)) return undefined;
    const access = calls(steps, /^(insert|update|delete|softDelete)$/) ? 'write' : 'read';
    const parts = steps.filter(({ name: each }) =>
      /^(where|andWhere|orWhere|having|set|values|setParameters?)$/.test(each),
    );
    const values = parts.flatMap((step) =>
      typeorm.isBatch(step.node, step.node) ? [] : (step.args ?? []),
    );
    return { access, isLazy: false, values };
  }
  const values = kind === 'client' ? args.slice(1) : args;
  if (reads.test(name))
    return { access: 'read', isLazy: false, values: values.flatMap(conditions) };
  // `manager.save(user)` has no table before it.
  return writes.test(name)
    ? { access: 'write', isLazy: false, values: values.length > 0 ? values : args }
    : undefined;
}

/** All but what shapes the result. */
function conditions(options: Node): readonly Node[] {
  if (options.type !== 'ObjectExpression' || memberOf(options, 'where') === undefined)
    return [options];
  return options.properties.filter(
    (each) => each.type === 'Property' && propertyName(each.key) === 'where',
  );
}

function cure(call: RepeatedCall): ReturnType<Library['cure']> {
  const { query } = call;
  const method = call.steps[0];
  if (query.type === 'MemberExpression') {
    const relation = propertyName(query.property) ?? '';
    return {
      advice: `Load the relation with the rows that are looped over (relations: { ${relation}: true }).`,
      code: `find({ relations: { ${relation}: true } })`,
    };
  }
  if (call.access === 'write') {
    const [value] = call.steps.at(-1)?.args?.slice(-1) ?? [];
    const isWhole = /^(save|insert|upsert|remove)$/.test(method?.name ?? '') && value !== undefined;
    return {
      advice: 'Write all rows with one call: it takes a list.',
      code: isWhole
        ? `await ${call.rewrite([replaced(value, call.forAll(call.textOf(value)))])};`
        : `In(${call.list})`,
    };
  }
  const advice = call.hasParent
    ? 'Load them with the rows that are looped over (relations, or leftJoinAndSelect), or ask once with In([...]).'
    : 'Ask once with In([...]), and look the rows up in the loop.';
  const site = propertySite(call);
  if (site === undefined || method === undefined || call.steps[0]?.name === 'createQueryBuilder') {
    const isBuilder = method?.name === 'createQueryBuilder';
    return {
      advice,
      code: isBuilder ? `.where('… IN (:...keys)', { keys: ${call.list} })` : `In(${call.list})`,
    };
  }
  const many = method.name.replace(/OrFail$/, '').replace(/^(findOne|count)/, 'find');
  const edits = [
    site.isShort
      ? replaced(site.property, `${site.name}: In(${call.list})`)
      : replaced(site.value, `In(${call.list})`),
    ...(/^(findOne|count)/.test(method.name) ? renamedMethod(bare(method.node), many) : []),
  ];
  return { advice, code: grouped(call.rewrite(edits), site.name) };
}
