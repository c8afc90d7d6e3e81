import type { Node } from 'oxc-parser';
import { bare, memberName } from './nodes.ts';

/** One step of `db.select().from(users)`, after what it begins with. */
export interface Step {
  /** Of a member or a method; empty where the thing itself is called: `knex('users')`. */
  readonly name: string;
  /** Absent where it is a member that is not called. */
  readonly args?: readonly Node[];
  readonly isNew?: true;
  /** The expression up to here. */
  readonly node: Node;
}

export interface Chain {
  /** A name, `this`, or an expression. */
  readonly root: Node;
  readonly steps: readonly Step[];
}

/** Takes an expression of members and calls apart. Values of tagged templates count as arguments, after the template. */
export function chainOf(expression: Node): Chain {
  const steps: Step[] = [];
  let node = bare(expression);
  for (;;) {
    const args = argumentsOf(node);
    if (args !== undefined) {
      const callee = bare(calleeOf(node));
      const name = memberName(callee);
      const isNew = node.type === 'NewExpression' ? { isNew: true as const } : {};
      if (name !== undefined && callee.type === 'MemberExpression' && isNew.isNew === undefined) {
        steps.push({ name, args, node });
        node = bare(callee.object);
      } else {
        steps.push({ name: '', args, node, ...isNew });
        node = callee;
      }
      continue;
    }
    const name = memberName(node);
    if (node.type !== 'MemberExpression' || name === undefined) break;
    steps.push({ name, node });
    node = bare(node.object);
  }
  return { root: node, steps: steps.toReversed() };
}

function argumentsOf(node: Node): readonly Node[] | undefined {
  if (node.type === 'CallExpression' || node.type === 'NewExpression') return node.arguments;
  if (node.type === 'TaggedTemplateExpression') return [node.quasi];
  return undefined;
}

function calleeOf(node: Node): Node {
  if (node.type === 'CallExpression' || node.type === 'NewExpression') return node.callee;
  return node.type === 'TaggedTemplateExpression' ? node.tag : node;
}

/** Whether a method of this name is called somewhere in the steps. */
export function calls(steps: readonly Step[], names: RegExp): boolean {
  return steps.some(({ name, args }) => args !== undefined && names.test(name));
}
