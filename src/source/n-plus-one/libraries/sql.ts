import type { Node } from 'oxc-parser';
import { bare, calleeName, memberOf, stringValue } from '../nodes.ts';
import type { QueryShape, RepeatedCall } from '../library.ts';
import { columnName, grouped, replaced } from './edits.ts';

/** A statement as text with its values: `('SELECT … $1', [id])`, `{ text, values }`, or a template with values in it. */
export function sqlShape(args: readonly Node[]): QueryShape | undefined {
  const [first, second] = args;
  if (first === undefined) return undefined;
  const statement = memberOf(first, 'text') ?? first;
  const values = memberOf(first, 'values') ?? second;
  const text = sqlText(statement);
  if (text !== undefined && control.test(text)) return undefined;
  return {
    access: text !== undefined && write.test(text) ? 'write' : 'read',
    isLazy: false,
    values: [...templateValues(statement), ...(values === undefined ? [] : [values])],
  };
}

const control = /^\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET|LISTEN|NOTIFY|LOCK)\b/i;
const write =
  /^\s*(WITH\b[^]*\b)?(INSERT|UPDATE|DELETE|MERGE|CREATE|ALTER|DROP|TRUNCATE|REFRESH|VACUUM)\b/i;

/** Text of a string or a template; `?` stands for values in it. */
export function sqlText(node: Node): string | undefined {
  const inner = bare(node);
  if (inner.type === 'TaggedTemplateExpression') return sqlText(inner.quasi);
  if (inner.type === 'TemplateLiteral') {
    return inner.quasis.map(({ value }) => value.cooked ?? value.raw).join('?');
  }
  if (inner.type === 'BinaryExpression' && inner.left.type !== 'PrivateIdentifier') {
    const left = sqlText(inner.left);
    return left === undefined ? undefined : `${left}${sqlText(inner.right) ?? '?'}`;
  }
  return stringValue(inner);
}

function templateValues(node: Node): readonly Node[] {
  const inner = bare(node);
  if (inner.type === 'TaggedTemplateExpression') return templateValues(inner.quasi);
  if (inner.type === 'BinaryExpression') return [inner.right];
  return inner.type === 'TemplateLiteral' ? inner.expressions : [];
}

/** Whether a part of a statement's values is compared with as a list: `= ANY($1)`, `IN (${ids})`, `unnest($1)`. */
export function isSqlBatch(node: Node, query: Node): boolean {
  if (query.type === 'TaggedTemplateExpression') return isTemplateList(query.quasi, node);
  if (node.type === 'TaggedTemplateExpression' || node.type === 'TemplateLiteral') return false;
  if (query.type !== 'CallExpression') return false;
  const [first, second] = query.arguments;
  const statement = first && (memberOf(first, 'text') ?? first);
  const values = first && (memberOf(first, 'values') ?? second);
  const text = statement && sqlText(statement);
  if (text === undefined) return false;
  if (values?.type === 'ArrayExpression') {
    const position = values.elements.findIndex((each) => each === node);
    if (position !== -1) return new RegExp(`${list}\\(\\s*\\$${position + 1}\\b`, 'i').test(text);
  }
  if (values === node && new RegExp(`${list}\\(\\s*\\?`, 'i').test(text)) return true;
  const template = statement && bare(statement);
  return template !== undefined && isTemplateList(template, node);
}

const list = String.raw`\b(any|in|unnest|all|values|jsonb?_to_recordset|jsonb?_array_elements)\s*`;

function isTemplateList(template: Node, node: Node): boolean {
  if (template.type === 'TaggedTemplateExpression') return isTemplateList(template.quasi, node);
  if (template.type !== 'TemplateLiteral') return false;
  const index = template.expressions.findIndex((each) => each === node);
  if (index === -1) return false;
  const before = template.quasis[index]?.value.raw ?? '';
  const isJoined = node.type === 'CallExpression' && /^(join|list)$/.test(calleeName(node) ?? '');
  return isJoined || new RegExp(`${list}\\(?\\s*$`, 'i').test(before);
}

/** `= $1` becomes `= ANY($1)`, and its value the list of them. */
export function sqlCure(call: RepeatedCall): string {
  const { query, reference, list: all } = call;
  const isTagged = query.type === 'TaggedTemplateExpression';
  const args = query.type === 'CallExpression' ? query.arguments : [];
  const [first, second] = args;
  const statement = first && (memberOf(first, 'text') ?? first);
  const values = first && (memberOf(first, 'values') ?? second);
  if (statement && values?.type === 'ArrayExpression') {
    const position = values.elements.findIndex(
      (each) => each !== null && contains(each, reference),
    );
    const parameter = new RegExp(`([\\w."]+)\\s*=\\s*\\$${position + 1}(?!\\d)`);
    const text = call.textOf(statement);
    const column = columnName(parameter.exec(text)?.[1] ?? '');
    const element = values.elements[position];
    if (column === '' || !element) return unknownCure(call);
    const edits = [
      replaced(statement, text.replace(parameter, `$1 = ANY($$${position + 1})`)),
      replaced(element, all),
    ];
    return grouped(call.rewrite(edits), column, '{ rows }').replace(
      'groupBy({ rows }',
      'groupBy(rows',
    );
  }
  return isTagged ? unknownCure(call) : unknownCure(call);
}

function unknownCure({ list: all }: RepeatedCall): string {
  return `const keys = ${all};\n// SELECT … WHERE key = ANY($1), with [keys], once before the loop`;
}

function contains(outer: Node, inner: Node): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
