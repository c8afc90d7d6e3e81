import type { CallExpression, Node } from 'oxc-parser';
import { calleeName, memberName, propertyName } from '../nodes.ts';
import type { Edit, RepeatedCall } from '../library.ts';

export const replaced = (node: Node, text: string): Edit => ({
  start: node.start,
  end: node.end,
  text,
});

/** The call of this name that the reference is an argument of, and which argument. */
export function argumentSite(
  { reference, parents }: RepeatedCall,
  names: RegExp,
): { readonly call: CallExpression; readonly argument: Node } | undefined {
  let argument = reference;
  for (const parent of parents) {
    if (parent.type === 'CallExpression' && names.test(calleeName(parent) ?? '')) {
      if (parent.arguments.some((each) => each === argument)) return { call: parent, argument };
    }
    argument = parent;
  }
  return undefined;
}

/** The member of an object that the reference is the value of: `authorId: user.id`. */
export function propertySite({ reference, parents }: RepeatedCall):
  | {
      readonly property: Node;
      readonly name: string;
      readonly value: Node;
      /** `{ id }` */ readonly isShort: boolean;
    }
  | undefined {
  const [parent] = parents;
  if (parent?.type !== 'Property' || parent.value !== reference) return undefined;
  const name = propertyName(parent.key);
  return name === undefined
    ? undefined
    : { property: parent, name, value: parent.value, isShort: parent.shorthand };
}

/** Exchanges the name of a method: `findFirst` for `findMany`. */
export function renamedMethod(call: Node, text: string): readonly Edit[] {
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return [];
  return memberName(call.callee) === text ? [] : [replaced(call.callee.property, text)];
}

/** Takes calls such as `.limit(1)` away: a list has more rows than one. */
export function withoutSteps({ steps }: RepeatedCall, names: RegExp): readonly Edit[] {
  return steps.flatMap(({ name, args, node }) => {
    if (args === undefined || !names.test(name) || node.type !== 'CallExpression') return [];
    const { callee } = node;
    if (callee.type !== 'MemberExpression') return [];
    return [{ start: callee.object.end, end: node.end, text: '' }];
  });
}

/** The rows of one query, by what they were asked for with. */
export function grouped(query: string, column: string, rows = 'rows'): string {
  const key = /^[A-Za-z_$][\w$]*$/.test(column)
    ? `row.${column}`
    : `row[${JSON.stringify(column)}]`;
  return `const ${rows} = await ${query};\nconst byKey = Map.groupBy(${rows}, (row) => ${key});`;
}

/** The last part of a column's name: of `posts.authorId`, `'p.author_id'`. */
export function columnName(text: string): string {
  return /([\w$]+)['"`]?\s*$/.exec(text)?.[1] ?? text;
}
