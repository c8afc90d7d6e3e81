import { docComment, indent, widthColumns } from '../../../emit/code.ts';
import type { Addition, PlannedFile } from '../../../emit/planned-file.ts';
import { textWidth } from '../../../emit/text-width.ts';
import type { Operation } from '../../../api/model.ts';
import type { Group, MockAnswer, TargetInput } from '../target.ts';

/** How a framework's handlers are written. */
export interface HandlerStyle {
  /** Names of what a handler is given; the last one answers. */
  readonly parameters: readonly string[];
  /** What a handler returns that answers from an example. */
  readonly mockReply: (answer: MockAnswer, operation: Operation) => string;
}

/** `src/routes/<group>.ts`: a handler for each operation, to be written by the user. */
export function handlerFiles(input: TargetInput, style: HandlerStyle): readonly PlannedFile[] {
  return input.groups.map((group) => handlerFile(group, input, style));
}

function handlerFile(group: Group, input: TargetInput, style: HandlerStyle): PlannedFile {
  const additions: readonly Addition[] = group.operations.map((operation) => ({
    name: operation.id,
    text: `\n${stub(operation, input, style)}`,
  }));
  return {
    path: `${input.sourceDir}routes/${group.file}.ts`,
    kind: 'owned',
    text: `${routesHeader(group)}${imports}${additions.map(({ text }) => text).join('')}`,
    additions,
  };
}

const imports = "import type { Handler } from './handler.gen.ts';\n";

function stub(
  operation: Operation,
  { mock, mockOf }: TargetInput,
  { parameters, mockReply }: HandlerStyle,
): string {
  const answer = mock ? mockOf(operation) : undefined;
  const unwritten = `${parameters.at(-1)}.notImplemented()`;
  const reply = answer === undefined ? unwritten : mockReply(answer, operation);
  return handlerText(operation, parameters, reply);
}

/** `export const getUser: Handler<'getUser'> = async (…) => {`, and what it returns. */
function handlerText(operation: Operation, parameters: readonly string[], result: string): string {
  const head = handlerHead(operation.id, parameters);
  return `${operationComment(operation)}${head}\n${indent(`return ${result};`, 2)}\n};\n`;
}

/** Broken as formatters do: at the parameters, else at the type. */
function handlerHead(id: string, parameters: readonly string[]): string {
  const start = `export const ${id}: Handler<'${id}'> = async (`;
  const flat = `${start}${parameters.join(', ')}) => {`;
  if (textWidth(flat) <= widthColumns) return flat;
  if (textWidth(start) <= widthColumns) {
    return `${start}\n${parameters.map((parameter) => `  ${parameter},\n`).join('')}) => {`;
  }
  return flat.replace(`<'${id}'>`, () => `<\n  '${id}'\n>`);
}

/** The first lines of an owned file: whose it is. */
export function routesHeader({ title }: Group): string {
  return docComment(
    `${title.replaceAll(/\s+/g, ' ').trim()}: this file is yours. Generating again only appends operations that are new.`,
  );
}

/** The comment above a handler: `POST /users — Create user`. */
export function operationComment(operation: Operation): string {
  const { method, path, summary, deprecated } = operation;
  const about = summary?.replaceAll(/\s+/g, ' ').trim() ?? '';
  const line = `${method.toUpperCase()} ${path}${about === '' ? '' : ` — ${about}`}`;
  return docComment(deprecated ? `${line}\n\n@deprecated` : line);
}

/** Whether a response declares other types besides this one, or only a range for it, so that it must be named. */
export function isAmbiguous({ responses }: Operation, status: number, type: string): boolean {
  const response =
    responses.find((one) => one.status === String(status)) ??
    responses.find((one) => one.status === `${Math.trunc(status / 100)}XX`) ??
    responses.find((one) => one.status === 'default');
  const types = response?.content.map((media) => media.type) ?? [];
  return types.length > 1 || !types.includes(type);
}
