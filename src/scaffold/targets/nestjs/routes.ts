import { indent } from '../../../emit/code.ts';
import type { Addition, PlannedFile } from '../../../emit/planned-file.ts';
import type { Operation } from '../../../api/model.ts';
import { chainedReply } from '../shared/chained-reply.ts';
import { operationComment, routesHeader } from '../shared/stubs.ts';
import type { Group, TargetInput } from '../target.ts';

/** `src/routes/<group>.ts`: a service with a method for each operation, to be written by the user. */
export function routes(input: TargetInput): readonly PlannedFile[] {
  return input.groups.map((group) => service(group, input));
}

/** The class that carries out the operations of a group. */
export function serviceName({ typeName }: Group): string {
  return `${typeName}Service`;
}

function service(group: Group, input: TargetInput): PlannedFile {
  const inClass = serviceName(group);
  const methods = group.operations.map((operation) => method(operation, input));
  const additions: readonly Addition[] = group.operations.map(({ id }, index) => ({
    name: id,
    inClass,
    text: `\n${methods[index]}`,
  }));
  return {
    path: `${input.sourceDir}routes/${group.file}.ts`,
    kind: 'owned',
    text: `${routesHeader(group)}import { Injectable } from '@nestjs/common';
import type { Answer, Call } from './handler.gen.ts';

@Injectable()
export class ${inClass} {
${methods.join('\n')}}
`,
    additions,
  };
}

function method(operation: Operation, { mock, mockOf }: TargetInput): string {
  const answer = mock ? mockOf(operation) : undefined;
  const reply =
    answer === undefined ? 'call.notImplemented()' : chainedReply('call', answer, operation);
  const { id } = operation;
  return indent(
    `${operationComment(operation)}async ${id}(call: Call<'${id}'>): Promise<Answer> {\n${indent(`return ${reply};`, 2)}\n}\n`,
    2,
  );
}
