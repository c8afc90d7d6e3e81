import type { Class, ClassElement, EcmaScriptModule, MethodDefinition } from 'oxc-parser';
import type { Program, Statement, TSTypeAnnotation } from 'oxc-parser';

/** What a module offers, as far as code that is added to it must know. Offsets count UTF-16 units. */
export interface SourceModule {
  /** All top-level names that other code must not declare again: declared, imported or exported. */
  readonly names: ReadonlySet<string>;
  /** Exported constants. */
  readonly constants: readonly SourceName[];
  readonly classes: readonly SourceClass[];
  /** Whether there is an `export * from`: then there are exports that this does not know. */
  readonly reexportsAll: boolean;
}

export interface SourceName {
  readonly name: string;
  /** Name of its type, or of a method's first parameter's type: `Handler` for `Handler<'listUsers'>`. */
  readonly typeName?: string;
}

export interface SourceClass {
  readonly name: string;
  readonly members: readonly SourceName[];
  /** Offset of the brace that ends the class. */
  readonly endBrace: number;
}

/** Why a text is not a module. */
export interface SourceProblem {
  readonly message: string;
  readonly offset: number;
}

/** Reads a TypeScript module without resolving anything. `path` tells the dialect by its ending. */
export async function readModule(
  path: string,
  text: string,
): Promise<SourceModule | SourceProblem> {
  const { parseSync } = await import('oxc-parser');
  const { program, module, errors } = parseSync(path, text, { sourceType: 'module' });
  const [error] = errors;
  if (error !== undefined) return { message: error.message, offset: error.labels[0]?.start ?? 0 };
  const declared = program.body.map(declarationOf).filter((statement) => statement !== undefined);
  return {
    names: new Set([...declared.flatMap(declaredNames), ...linkedNames(module)]),
    constants: exportedConstants(program),
    classes: declared.flatMap((statement) =>
      statement.type === 'ClassDeclaration' ? [classOutline(statement)] : [],
    ),
    reexportsAll: program.body.some(
      (statement) => statement.type === 'ExportAllDeclaration' && statement.exported === null,
    ),
  };
}

export function isProblem(result: SourceModule | SourceProblem): result is SourceProblem {
  return 'message' in result;
}

type Declared = Statement | Class;

/** What a statement declares: the inner declaration of an export, else the statement itself. */
function declarationOf(statement: Statement): Declared | undefined {
  if (statement.type === 'ExportNamedDeclaration') return statement.declaration ?? undefined;
  if (statement.type !== 'ExportDefaultDeclaration') return statement;
  const { declaration } = statement;
  return declaration.type === 'ClassDeclaration' ? declaration : undefined;
}

function declaredNames(statement: Declared): readonly string[] {
  switch (statement.type) {
    case 'VariableDeclaration':
      return statement.declarations.flatMap(({ id }) =>
        id.type === 'Identifier' ? [id.name] : [],
      );
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return statement.id === null ? [] : [statement.id.name];
    default:
      return [];
  }
}

/** Names that are imported or exported, in whatever form. */
function linkedNames({ staticImports, staticExports }: EcmaScriptModule): readonly string[] {
  const imported = staticImports.flatMap(({ entries }) =>
    entries.map((entry) => entry.localName.value),
  );
  const exported = staticExports.flatMap(({ entries }) =>
    entries.map((entry) => entry.exportName.name),
  );
  return [...imported, ...exported].filter((name) => name !== null);
}

function exportedConstants({ body }: Program): readonly SourceName[] {
  return body.flatMap((statement) => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : null;
    if (declaration?.type !== 'VariableDeclaration') return [];
    return declaration.declarations.flatMap(({ id }) =>
      id.type === 'Identifier' ? [sourceName(id.name, id.typeAnnotation)] : [],
    );
  });
}

function classOutline(statement: Class): SourceClass {
  return {
    name: statement.id?.name ?? 'default',
    members: statement.body.body.flatMap(memberName),
    endBrace: statement.body.end - 1,
  };
}

function memberName(member: ClassElement): readonly SourceName[] {
  if (member.type === 'StaticBlock' || member.type === 'TSIndexSignature') return [];
  const { key } = member;
  const name = key.type === 'Identifier' && !member.computed ? key.name : literalKey(key);
  if (name === undefined) return [];
  return [sourceName(name, annotationOf(member))];
}

function annotationOf(
  member: Exclude<ClassElement, { type: 'StaticBlock' | 'TSIndexSignature' }>,
): TSTypeAnnotation | null | undefined {
  if (!isMethod(member)) return member.typeAnnotation;
  const [first] = member.value.params;
  return first?.type === 'Identifier' ? first.typeAnnotation : undefined;
}

function isMethod(member: ClassElement): member is MethodDefinition {
  return member.type === 'MethodDefinition' || member.type === 'TSAbstractMethodDefinition';
}

function literalKey(key: object): string | undefined {
  return 'value' in key && typeof key.value === 'string' ? key.value : undefined;
}

function sourceName(name: string, annotation: TSTypeAnnotation | null | undefined): SourceName {
  const type = annotation?.typeAnnotation;
  if (type?.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return { name };
  return { name, typeName: type.typeName.name };
}
