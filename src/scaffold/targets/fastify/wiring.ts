import { code, quoted } from '../../../emit/code.ts';
import type { Operation } from '../../../api/model.ts';
import { callText } from '../shared/call.ts';
import { namespacesOf } from '../shared/namespaces.ts';
import { byPrecedence } from '../shared/precedence.ts';
import type { TargetInput } from '../target.ts';
import { fastifyPath, routeKey } from './path.ts';

/** `src/routes/index.gen.ts`: one route for each operation. */
export function wiring(input: TargetInput): string {
  const { model, groups } = input;
  const namespaces = namespacesOf(groups);
  const served = distinct(byPrecedence(model.operations));
  const routes = served.map((operation) =>
    route(operation, model.basePath, namespaces.get(operation.id) ?? ''),
  );
  const used = new Set(served.map(({ id }) => namespaces.get(id)));
  const imported = groups.filter(({ variable }) => used.has(variable));
  return code`
    import type { FastifyPluginCallback } from 'fastify';
    import { createAdapter } from './adapter.gen.ts';
    import type { RouteOptions } from './adapter.gen.ts';
    ${imported.map(({ file, variable }) => `import * as ${variable} from ${quoted(`./${file}.ts`)};`)}

    /** All operations of the document, as a plugin: \`app.register(routes, options)\`. */
    export const routes: FastifyPluginCallback<RouteOptions> = (app, options, done) => {
      ${routes.length > 0 ? 'const operation = createAdapter(app, options);' : 'createAdapter(app, options);'}

      ${routes}

      done();
    };
  `;
}

/** Of operations that the same requests would match, Fastify takes one. */
function distinct(operations: readonly Operation[]): readonly Operation[] {
  const first = new Map<string, Operation>();
  for (const operation of operations) {
    const key = `${operation.method} ${routeKey(operation.path)}`;
    if (!first.has(key)) first.set(key, operation);
  }
  return [...first.values()];
}

function route({ id, method, path }: Operation, basePath: string, namespace: string): string {
  const url = quoted(fastifyPath(`${basePath}${path}`));
  const handler = { callee: 'operation', args: [quoted(id), `${namespace}.${id}`] };
  return `${callText(`app.${method}`, [url, handler], 2, ';')};`;
}
