import type { Node } from 'oxc-parser';
import { classNamed, classOf, memberOfClass, valueOf } from './classes.ts';
import { bare, childNodes, type FunctionNode, isFunction, memberName, memberOf } from './nodes.ts';
import {
  fileOf,
  isBinding,
  meaningOf,
  type Project,
  resolveExport,
  resolveFile,
  resolveName,
} from './project.ts';

/** The function that is called by this name, where it is in one of the files. */
export function resolveFunction(project: Project, callee: Node): FunctionNode | undefined {
  const node = bare(callee);
  if (isFunction(node)) return node;
  if (node.type === 'Identifier') return functionOf(project, node);
  const name = memberName(node);
  if (node.type !== 'MemberExpression' || name === undefined) return undefined;
  const owner = classOf(project, node.object);
  if (owner !== undefined) return asFunction(memberOfClass(project, owner, name)?.value);
  return memberFunction(project, bare(node.object), name);
}

function functionOf(project: Project, node: Node & { name: string }): FunctionNode | undefined {
  const meaning = meaningOf(project, node);
  if (meaning === undefined) return undefined;
  if (!isBinding(meaning)) return asFunction(meaning);
  if (isFunction(meaning.declaration)) return meaning.declaration;
  if (meaning.path.length > 0) return undefined;
  return asFunction(valueOf(meaning.declaration));
}

/** Of an object that is written out, of a class itself, of `import * as users`. */
function memberFunction(project: Project, object: Node, name: string): FunctionNode | undefined {
  if (object.type !== 'Identifier') return undefined;
  const own = resolveName(project, object.name, object);
  const imported = own?.imported;
  if (imported !== undefined) {
    const file = resolveFile(project, fileOf(object).path, imported.source);
    const exported = file && resolveExport(project, file, name);
    const isWhole = imported.name === '*' || imported.name === 'default';
    if (exported !== undefined && isWhole) {
      return asFunction(
        isBinding(exported) ? (valueOf(exported.declaration) ?? exported.declaration) : exported,
      );
    }
  }
  const meaning = meaningOf(project, object);
  const value = meaning && isBinding(meaning) ? valueOf(meaning.declaration) : meaning;
  const method = value && asFunction(memberOf(bare(value), name));
  if (method !== undefined) return method;
  const owner = classNamed(project, object);
  return owner && asFunction(memberOfClass(project, owner, name)?.value);
}

function asFunction(node: Node | undefined): FunctionNode | undefined {
  const inner = node && bare(node);
  return isFunction(inner) ? inner : undefined;
}

/** What a function returns, in its own body. */
export function returnedBy({ body }: FunctionNode): readonly Node[] {
  if (!body) return [];
  if (body.type !== 'BlockStatement') return [body];
  const found: Node[] = [];
  const open: Node[] = [...body.body];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'ReturnStatement' && node.argument !== null) found.push(node.argument);
    else if (/Statement$|^SwitchCase$|^CatchClause$/.test(node.type))
      open.push(...childNodes(node));
  }
  return found;
}
