import type { Node } from 'oxc-parser';
import { typeIdentifier } from './classes.ts';
import { chainOf } from './chain.ts';
import { itemReference } from './item.ts';
import { sequelize } from './libraries/sequelize.ts';
import { typeorm } from './libraries/typeorm.ts';
import type { Library } from './library.ts';
import type { Loop } from './loops.ts';
import { bare, memberName } from './nodes.ts';
import { originOf } from './origin.ts';
import type { Project } from './project.ts';
import type { Reached } from './reach.ts';
import type { Site } from './sites.ts';

/** Relations that rows load by themselves: `await user.posts` of TypeORM, `await user.getPosts()` of Sequelize. */
export function isLazyRelation(project: Project, site: Site, loop: Loop): Reached | undefined {
  const member = site.type === 'CallExpression' ? bare(site.callee) : site;
  const name = memberName(member);
  if (member.type !== 'MemberExpression' || name === undefined) return undefined;
  const reference = itemReference(project, member.object, loop);
  if (reference === undefined || bare(member.object).type !== 'Identifier') return undefined;
  const origin = originOf(project, loop.over);
  if (origin.kind !== 'query') return undefined;
  const { library } = origin.query;
  const isGetter = site.type === 'CallExpression' && /^(get|count)[A-Z]/.test(name);
  if (library === sequelize && isGetter) return reached(sequelize, site, reference);
  if (library !== typeorm || site.type !== 'MemberExpression') return undefined;
  const lazy = lazyRelations(project);
  return lazy.size === 0 || lazy.has(name) ? reached(typeorm, site, reference) : undefined;
}

function reached(library: Library, node: Node, reference: Node): Reached {
  const { steps } = chainOf(node);
  const query = { node, library, steps, access: 'read', isLazy: false, values: [] } as const;
  return { query, reference, through: [], isReturned: false };
}

/** Members of entities whose type is a promise. */
function lazyRelations(project: Project): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { nodes } of project.files.values()) {
    for (const node of nodes) {
      if (node.type !== 'PropertyDefinition' || node.key.type !== 'Identifier') continue;
      const type = node.typeAnnotation?.typeAnnotation;
      const isPromise = type !== undefined && typeIdentifier(type)?.name === 'Promise';
      if (isPromise && node.decorators.length > 0) found.add(node.key.name);
    }
  }
  return found;
}
