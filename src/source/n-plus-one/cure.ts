import type { Node } from 'oxc-parser';
import { valueOf } from './classes.ts';
import type { Edit } from './library.ts';
import type { Loop } from './loops.ts';
import { ancestors, fileOf, type Project, resolveName, textOf } from './project.ts';
import type { Query } from './queries.ts';
import type { Reached } from './reach.ts';
import type { Cure } from './repeated-query.ts';
import { patternNames } from './nodes.ts';

/** What to write instead, made from the call that is there. */
export function cureOf(
  project: Project,
  { query, reference, through }: Reached,
  loop: Loop,
  parent: Query | undefined,
): Cure {
  const isDirect = through.length === 0;
  const over = listName(loop);
  const item = loop.isCounted ? 'item' : textOf(loop.pattern);
  const ofItem = (text: string): string => (loop.isCounted ? countedItem(loop, text) : text);
  const cure = query.library.cure({
    query: query.node,
    steps: query.steps,
    access: query.access,
    reference,
    parents: parentsWithin(reference, query.node),
    list: isDirect
      ? listOf(project, reference, loop, over, item, ofItem)
      : plural(textOf(reference)),
    hasParent: parent?.library === query.library && isDirect,
    forAll: (text) =>
      `${isDirect ? over : 'items'}.map((${isDirect ? item : 'item'}) => ${bodyOf(ofItem(text))})`,
    textOf: (node) => textOf(node),
    rewrite: (edits) => rewritten(query.node, edits),
  });
  if (isDirect) return cure;
  return { ...cure, advice: `Let ${through.at(-1)} take the whole list. ${cure.advice}` };
}

function parentsWithin(node: Node, limit: Node): readonly Node[] {
  const found: Node[] = [];
  for (const up of ancestors(node)) {
    found.push(up);
    if (up === limit) break;
  }
  return found;
}

/** The list, or a name for it where it is more than a name. */
function listName({ over }: Loop): string {
  const text = textOf(over);
  return /^[\w$.[\]]+$/.test(text) && text.length <= LIST_LENGTH_MAX ? text : 'items';
}

const LIST_LENGTH_MAX = 40;

function listOf(
  project: Project,
  reference: Node,
  loop: Loop,
  over: string,
  item: string,
  ofItem: (text: string) => string,
): string {
  const text = ofItem(valueText(project, reference, loop));
  return text === item ? over : `${over}.map((${item}) => ${text})`;
}

/** A name that is made from the item is written as what it is made from. */
function valueText(project: Project, reference: Node, loop: Loop): string {
  const text = textOf(reference);
  const root = /^[\w$]+/.exec(text)?.[0];
  const binding = root === undefined ? undefined : resolveName(project, root, reference);
  if (binding === undefined || loop.items.has(binding)) return text;
  const value = valueOf(binding.declaration);
  if (value === undefined || value.type === 'AwaitExpression') return text;
  const members = binding.path.map((name) => (/^\d+$/.test(name) ? `[${name}]` : `.${name}`));
  return `${textOf(value)}${members.join('')}${text.slice(binding.name.length)}`;
}

function countedItem({ over, pattern }: Loop, text: string): string {
  const [index] = patternNames(pattern);
  return text.replaceAll(
    new RegExp(`${escaped(textOf(over))}\\[${index?.node.name ?? 'i'}\\]!?`, 'g'),
    'item',
  );
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** `id` becomes `ids`, `user.id` becomes `userIds`. */
function plural(reference: string): string {
  const name = reference
    .replaceAll(/[^\w$]+(\w?)/g, (_, next: string) => next.toUpperCase())
    .replace(/^(\w)/, (first) => first.toLowerCase());
  return name.endsWith('s') ? `all${name.charAt(0).toUpperCase()}${name.slice(1)}` : `${name}s`;
}

const bodyOf = (text: string): string => (text.startsWith('{') ? `(${text})` : text);

function rewritten(node: Node, edits: readonly Edit[]): string {
  const { text } = fileOf(node);
  let result = '';
  let at = node.start;
  for (const { start, end, text: replacement } of edits.toSorted((a, b) => a.start - b.start)) {
    if (start < at) continue;
    result += text.slice(at, start) + replacement;
    at = end;
  }
  return result + text.slice(at, node.end);
}
