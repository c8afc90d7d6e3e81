import { textWidth } from './text-width.ts';
import type { TupleType, TypeMember, TypeNode, UnionType } from './type-node.ts';

/** The type on one line, or nothing where that takes more columns, or it has comments. */
export function flatType(type: TypeNode, columns: number): string | undefined {
  if (columns < 1) return undefined;
  switch (type.kind) {
    case 'keyword':
      return fitting(type.text, columns);
    case 'reference': {
      if (type.argument === undefined) return fitting(type.name, columns);
      const argument = flatType(type.argument, columns - type.name.length - 2);
      return argument === undefined ? undefined : `${type.name}<${argument}>`;
    }
    case 'object':
      return flatObject(type.members, columns);
    case 'array': {
      const text = flatOperand(type.of, columns - 2, isCompound(type.of));
      return text === undefined ? undefined : `${text}[]`;
    }
    case 'tuple':
      return flatTuple(type, columns);
    case 'union':
      return flatJoined(type.of, ' | ', 'intersection', columns);
    default:
      return flatJoined(type.of, ' & ', 'union', columns);
  }
}

/**
 * `{ … } | null` and `User | null`: prettier never gives their members lines of their own. It counts object types and
 * references, not literals or arrays, and `null`, not `undefined`.
 */
export function isHugged(type: UnionType): boolean {
  const [first, second, ...others] = type.of;
  if (first === undefined || second === undefined || others.length > 0) return false;
  return (isNull(first) && isNamedOrObject(second)) || (isNull(second) && isNamedOrObject(first));
}

function isNull(type: TypeNode): boolean {
  return type.kind === 'keyword' && type.text === 'null';
}

function isNamedOrObject(type: TypeNode): boolean {
  return type.kind === 'reference' || type.kind === 'object';
}

function isCompound(type: TypeNode): boolean {
  return type.kind === 'union' || type.kind === 'intersection';
}

function fitting(text: string, columns: number): string | undefined {
  return text.length <= columns && textWidth(text) <= columns ? text : undefined;
}

function flatOperand(type: TypeNode, columns: number, inParens: boolean): string | undefined {
  if (!inParens) return flatType(type, columns);
  const text = flatType(type, columns - 2);
  return text === undefined ? undefined : `(${text})`;
}

function flatJoined(
  members: readonly TypeNode[],
  operator: string,
  inParens: TypeNode['kind'],
  columns: number,
): string | undefined {
  let rest = columns + operator.length;
  const texts: string[] = [];
  for (const member of members) {
    rest -= operator.length;
    const text = flatOperand(member, rest, member.kind === inParens);
    if (text === undefined) return undefined;
    texts.push(text);
    rest -= textWidth(text);
  }
  return texts.join(operator);
}

function flatObject(members: readonly TypeMember[], columns: number): string | undefined {
  if (members.length === 0) return fitting('{}', columns);
  let rest = columns - '{  }'.length + '; '.length;
  const texts: string[] = [];
  for (const member of members) {
    if (member.doc !== undefined) return undefined;
    rest -= '; '.length + textWidth(member.key) + ': '.length;
    const text = flatType(member.type, rest);
    if (text === undefined) return undefined;
    texts.push(`${member.key}: ${text}`);
    rest -= textWidth(text);
  }
  return `{ ${texts.join('; ')} }`;
}

function flatTuple(type: TupleType, columns: number): string | undefined {
  let rest = columns - '[]'.length + ', '.length;
  const texts: string[] = [];
  for (const [index, item] of type.items.entries()) {
    const mark = index >= type.items.length - type.optionalCount ? '?' : '';
    rest -= ', '.length + mark.length;
    const text = flatOperand(item, rest, mark !== '' && isCompound(item));
    if (text === undefined) return undefined;
    texts.push(text + mark);
    rest -= textWidth(text);
  }
  if (type.rest !== undefined) {
    rest -= ', ...'.length;
    const text = flatType({ kind: 'array', of: type.rest }, rest);
    if (text === undefined) return undefined;
    texts.push(`...${text}`);
    rest -= textWidth(text);
  }
  return rest < 0 ? undefined : `[${texts.join(', ')}]`;
}
