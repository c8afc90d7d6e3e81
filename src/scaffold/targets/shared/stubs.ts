import { docComment } from '../../../emit/code.ts';
import type { Addition, PlannedFile } from '../../../emit/planned-file.ts';
import type { Operation } from '../../api-model.ts';
import type { Group, TargetInput } from '../target.ts';

/** The owned file of a group, from one piece of code for each operation. */
export function routesFile(
  group: Group,
  { sourceDir }: TargetInput,
  imports: string,
  stub: (operation: Operation) => string,
): PlannedFile {
  const additions: readonly Addition[] = group.operations.map((operation) => ({
    name: operation.id,
    text: `\n${stub(operation)}`,
  }));
  return {
    path: `${sourceDir}routes/${group.file}.ts`,
    kind: 'owned',
    text: `${routesHeader(group)}${imports}${additions.map(({ text }) => text).join('')}`,
    additions,
  };
}

function routesHeader({ title }: Group): string {
  const about = docComment(
    `${title.replaceAll(/\s+/g, ' ').trim()}: this file is yours. Generating again only appends operations that are new.`,
  );
  return about;
}

/** The comment above a handler: `POST /users — Create user`. */
export function operationComment(operation: Operation): string {
  const { method, path, summary, deprecated } = operation;
  const about = summary?.replaceAll(/\s+/g, ' ').trim() ?? '';
  const line = `${method.toUpperCase()} ${path}${about === '' ? '' : ` — ${about}`}`;
  return docComment(deprecated ? `${line}\n\n@deprecated` : line);
}
