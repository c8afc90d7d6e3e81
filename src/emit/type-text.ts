import { docComment, widthColumns } from './code.ts';
import { flatType, isHugged } from './type-flat.ts';
import { textWidth } from './text-width.ts';
import type { ArrayType, IntersectionType, ReferenceType, TupleType } from './type-node.ts';
import type { TypeMember, TypeNode, UnionType } from './type-node.ts';

/** `export type Name = …;` with a newline, laid out as prettier does. */
export function aliasText(name: string, type: TypeNode): string {
  const start = `export type ${name} =`;
  const column = textWidth(start) + 1;
  const flat = flatType(type, widthColumns - column - 1);
  if (flat !== undefined) return `${start} ${flat};\n`;
  if (type.kind === 'union' && !isHugged(type)) return `${start}\n${unionLines(type, 2, 1)};\n`;
  if (type.kind !== 'union' && (!canBreak(type) || column + headColumns(type) > widthColumns)) {
    return `${start}\n  ${typeText(type, { indent: 2, column: 2, reserved: 1 })};\n`;
  }
  return `${start} ${typeText(type, { indent: 0, column, reserved: 1 })};\n`;
}

/** Columns of an intersection up to the first place where its line can break; of other types, nothing is known. */
function headColumns(type: TypeNode): number {
  if (type.kind !== 'intersection') return 0;
  const [first] = type.of;
  const flat = first === undefined ? undefined : flatType(first, widthColumns);
  const isOpaque = first?.kind === 'object' || first?.kind === 'union' || flat === undefined;
  return isOpaque ? 1 : textWidth(flat) + followingColumns(type, 0, 0);
}

/** `export interface Name { … }` with a newline. */
export function interfaceText(name: string, members: readonly TypeMember[]): string {
  if (members.length === 0) return `export interface ${name} {}\n`;
  return `export interface ${name} {\n${membersText(members, 2)}}\n`;
}

/** Members of an interface or object type, one or more lines each, with their documentation comments. */
export function membersText(members: readonly TypeMember[], indentColumns: number): string {
  const lines: string[] = [];
  for (const member of members) {
    if (member.doc !== undefined) lines.push(docComment(member.doc, indentColumns));
    lines.push(memberText(member, indentColumns));
  }
  return lines.join('');
}

function memberText(member: TypeMember, indent: number): string {
  if (member.isShared !== true) return writtenMember(member, indent);
  const known = sharedTexts.get(member);
  if (known?.indent === indent) return known.text;
  const text = writtenMember(member, indent);
  sharedTexts.set(member, { indent, text });
  return text;
}

const sharedTexts = new WeakMap<TypeMember, { readonly indent: number; readonly text: string }>();

function writtenMember(member: TypeMember, indent: number): string {
  const start = `${' '.repeat(indent)}${member.key}:`;
  const { type } = member;
  const column = textWidth(start) + 1;
  const flat = flatType(type, widthColumns - column - 1);
  if (flat !== undefined) return `${start} ${flat};\n`;
  if (type.kind === 'union' && !isHugged(type)) {
    return `${start}\n${unionLines(type, indent + 2, 1)};\n`;
  }
  return `${start} ${typeText(type, { indent, column, reserved: 1 })};\n`;
}

/** Where a type stands: indentation of its line, its own column, and room for what follows on its last line. */
interface Place {
  readonly indent: number;
  readonly column: number;
  readonly reserved: number;
}

function typeText(type: TypeNode, place: Place): string {
  const flat = flatType(type, widthColumns - place.column - place.reserved);
  if (flat !== undefined) return flat;
  switch (type.kind) {
    case 'keyword':
      return type.text;
    case 'reference':
      return referenceText(type, place);
    case 'object':
      if (type.members.length === 0) return '{}';
      return `{\n${membersText(type.members, place.indent + 2)}${' '.repeat(place.indent)}}`;
    case 'array':
      return arrayText(type, place);
    case 'tuple':
      return tupleText(type, place);
    case 'intersection':
      return intersectionText(type, place);
    default:
      return isHugged(type) ? huggedText(type, place) : parenthesized(type, place);
  }
}

function referenceText(type: ReferenceType, place: Place): string {
  const { argument } = type;
  if (argument === undefined) return type.name;
  const margin = ' '.repeat(place.indent);
  if (isInlineArgument(argument)) {
    const column = place.column + type.name.length + 1;
    return `${type.name}<${typeText(argument, { ...place, column, reserved: place.reserved + 1 })}>`;
  }
  return `${type.name}<\n${ownLines(argument, place.indent + 2)}\n${margin}>`;
}

/** A type on lines of its own; a union that does not fit becomes one line per member. */
function ownLines(type: TypeNode, indent: number): string {
  const flat = flatType(type, widthColumns - indent);
  if (flat === undefined && type.kind === 'union' && !isHugged(type)) {
    return unionLines(type, indent, 0);
  }
  return ' '.repeat(indent) + (flat ?? typeText(type, { indent, column: indent, reserved: 0 }));
}

function arrayText(type: ArrayType, place: Place): string {
  const reserved = place.reserved + '[]'.length;
  return type.of.kind === 'union' || type.of.kind === 'intersection'
    ? `${parenthesized(type.of, { ...place, reserved })}[]`
    : `${typeText(type.of, { ...place, reserved })}[]`;
}

/** In parentheses; a union's members are indented between them, except where it is hugged. */
function parenthesized(type: UnionType | IntersectionType, place: Place): string {
  if (type.kind === 'intersection' || isHugged(type)) {
    const inner = { ...place, column: place.column + 1, reserved: place.reserved + 1 };
    return `(${typeText(type, inner)})`;
  }
  const flat = flatType(type, widthColumns - place.column - 2 - place.reserved);
  if (flat !== undefined) return `(${flat})`;
  return `(\n${unionLines(type, place.indent + 2, 0)}\n${' '.repeat(place.indent)})`;
}

function huggedText(type: UnionType, place: Place): string {
  const [first, second] = type.of;
  if (first === undefined || second === undefined) return '';
  const isNullFirst = first.kind === 'keyword';
  const reserved = place.reserved + (isNullFirst ? 0 : ' | null'.length);
  const column = place.column + (isNullFirst ? 'null | '.length : 0);
  const text = typeText(isNullFirst ? second : first, { ...place, column, reserved });
  return isNullFirst ? `null | ${text}` : `${text} | null`;
}

/** One line per member, each with its bar; no newline at the end. */
function unionLines(type: UnionType, indent: number, reserved: number): string {
  const margin = ' '.repeat(indent);
  const last = type.of.length - 1;
  return type.of
    .map((member, index) => {
      const place = {
        indent: indent + 2,
        column: indent + 2,
        reserved: index === last ? reserved : 0,
      };
      const text =
        member.kind === 'intersection' ? parenthesized(member, place) : typeText(member, place);
      return `${margin}| ${text}`;
    })
    .join('\n');
}

function tupleText(type: TupleType, place: Place): string {
  const { items, optionalCount, rest } = type;
  const indent = place.indent + 2;
  const margin = ' '.repeat(indent);
  const isAlone = items.length + (rest === undefined ? 0 : 1) === 1;
  const lines = items.map((item, index) => {
    const isOptional = index >= items.length - optionalCount;
    const inner = { indent, column: indent, reserved: isOptional ? 2 : 1 };
    if (isOptional && (item.kind === 'union' || item.kind === 'intersection')) {
      return `${margin}${parenthesized(item, inner)}?`;
    }
    if (item.kind === 'union' && isAlone && !isHugged(item)) {
      return flatType(item, widthColumns - indent - 1) === undefined
        ? unionLines(item, indent, 1)
        : margin + typeText(item, inner);
    }
    return margin + typeText(item, inner) + (isOptional ? '?' : '');
  });
  if (rest !== undefined) {
    const inner = { indent, column: indent + '...'.length, reserved: 1 };
    lines.push(`${margin}...${typeText({ kind: 'array', of: rest }, inner)}`);
  }
  if (lines.length === 0) return '[]';
  return `[\n${lines.join(',\n')},\n${' '.repeat(place.indent)}]`;
}

/**
 * Prettier's rule: between two that are no objects the line breaks after `&`; an object stays on the line of what it
 * is joined to, and from the third member on it is indented.
 */
function intersectionText(type: IntersectionType, place: Place): string {
  const out: string[] = [];
  let column = place.column;
  for (const [index, member] of type.of.entries()) {
    const isObject = member.kind === 'object';
    const wasObject = type.of[index - 1]?.kind === 'object';
    const isIndented = index > 0 && (index > 1 || (!isObject && !wasObject));
    const indent = place.indent + (isIndented ? 2 : 0);
    if (index > 0 && !isObject && !wasObject) {
      out.push(` &\n${' '.repeat(indent)}`);
      column = indent;
    } else if (index > 0) {
      out.push(' & ');
      column += ' & '.length;
    }
    const inner = { indent, column, reserved: followingColumns(type, index, place.reserved) };
    const text = member.kind === 'union' ? parenthesized(member, inner) : typeText(member, inner);
    out.push(text);
    const lastLine = text.lastIndexOf('\n');
    column = lastLine === -1 ? column + textWidth(text) : textWidth(text.slice(lastLine + 1));
  }
  return out.join('');
}

/** Columns from the end of a member to the next place where the line can break. */
function followingColumns(type: IntersectionType, index: number, reserved: number): number {
  const member = type.of[index];
  const next = type.of[index + 1];
  if (next === undefined) return reserved;
  return next.kind === 'object' || member?.kind === 'object' ? ' & {'.length : ' &'.length;
}

function isInlineArgument(type: TypeNode): boolean {
  return (
    type.kind === 'keyword' ||
    type.kind === 'object' ||
    (type.kind === 'reference' && type.argument === undefined) ||
    (type.kind === 'union' && isHugged(type))
  );
}

/** Whether there is any place inside where a line can end. */
function canBreak(type: TypeNode): boolean {
  switch (type.kind) {
    case 'keyword':
      return false;
    case 'reference':
      if (type.argument === undefined) return false;
      return !isInlineArgument(type.argument) || canBreak(type.argument);
    case 'array':
      return canBreak(type.of);
    case 'union':
      return !isHugged(type) || type.of.some(canBreak);
    case 'object':
      return type.members.length > 0;
    case 'tuple':
      return type.items.length > 0 || type.rest !== undefined;
    default:
      return true;
  }
}
