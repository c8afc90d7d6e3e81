import type { Node } from 'oxc-parser';
import { memberName, patternNames, propertyName } from './nodes.ts';
import type { Exported, ParsedFile } from './project.ts';

/** Names that a file exports, as a module or by `module.exports`. */
export function readExports(nodes: readonly Node[]): Pick<ParsedFile, 'exports' | 'passesOn'> {
  const exports = new Map<string, Exported>();
  const passesOn: string[] = [];
  for (const node of nodes) {
    if (node.type === 'ExportAllDeclaration' && node.exported === null) {
      passesOn.push(node.source.value);
    } else if (node.type === 'ExportDefaultDeclaration') {
      const { declaration } = node;
      exports.set(
        'default',
        declaration.type === 'Identifier' ? { local: declaration.name } : { node: declaration },
      );
    } else if (node.type === 'ExportNamedDeclaration') {
      const source = node.source?.value;
      for (const { local, exported } of node.specifiers) {
        const [from, to] = [propertyName(local) ?? '', propertyName(exported) ?? ''];
        exports.set(to, source === undefined ? { local: from } : { source, name: from });
      }
      for (const name of declaredNames(node.declaration)) exports.set(name, { local: name });
    } else if (node.type === 'AssignmentExpression') readCommon(exports, node.left, node.right);
  }
  return { exports, passesOn };
}

function declaredNames(declaration: Node | null): readonly string[] {
  if (declaration?.type === 'VariableDeclaration') {
    return declaration.declarations.flatMap(({ id }) =>
      patternNames(id).map(({ node }) => node.name),
    );
  }
  if (declaration === null || !('id' in declaration)) return [];
  const { id } = declaration;
  return id?.type === 'Identifier' ? [id.name] : [];
}

/** `module.exports = …`, `exports.name = …` */
function readCommon(exports: Map<string, Exported>, left: Node, value: Node): void {
  if (left.type !== 'MemberExpression') return;
  const name = memberName(left) ?? '';
  const { object } = left;
  if (object.type === 'Identifier' && object.name === 'module' && name === 'exports') {
    exports.set('default', exportedValue(value));
    if (value.type !== 'ObjectExpression') return;
    for (const each of value.properties) {
      if (each.type !== 'Property') continue;
      exports.set(propertyName(each.key) ?? '', exportedValue(each.value));
    }
  } else if (isExports(object)) exports.set(name, exportedValue(value));
}

function isExports(node: Node): boolean {
  if (node.type === 'Identifier') return node.name === 'exports';
  return memberName(node) === 'exports';
}

function exportedValue(value: Node): Exported {
  return value.type === 'Identifier' ? { local: value.name } : { node: value };
}
