import { code, quoted } from '../../../emit/code.ts';
import type { Operation } from '../../../api/model.ts';
import { callText } from '../shared/call.ts';
import { namespacesOf } from '../shared/namespaces.ts';
import { byPrecedence } from '../shared/precedence.ts';
import type { TargetInput } from '../target.ts';
import { honoPath } from './path.ts';

/** `src/routes/index.gen.ts`: one route for each operation. */
export function wiring(input: TargetInput): string {
  const { model, groups } = input;
  const namespaces = namespacesOf(groups);
  const ordered = byPrecedence(model.operations);
  const routes = ordered.map((operation) =>
    route(operation, model.basePath, namespaces.get(operation.id) ?? ''),
  );
  const helpers = ['createAdapter', 'otherwise'];
  if (ordered.some(({ method }) => method === 'head')) helpers.splice(1, 0, 'onlyHead');
  return code`
    import { Hono } from 'hono';
    import { ${helpers.join(', ')} } from './adapter.gen.ts';
    import type { RouteOptions } from './adapter.gen.ts';
    ${groups.map(({ file, variable }) => `import * as ${variable} from ${quoted(`./${file}.ts`)};`)}

    /** All operations of the document. Of several paths that match a request, the most concrete comes first. */
    export function routes(options: RouteOptions): Hono {
      ${routes.length > 0 ? 'const operation = createAdapter(options);' : 'createAdapter(options);'}
      const app = new Hono();

      ${routes}

      app.use(otherwise());
      return app;
    }
  `;
}

function route({ id, method, path }: Operation, basePath: string, namespace: string): string {
  const pattern = quoted(honoPath(`${basePath}${path}`));
  const args = [quoted(id), `${namespace}.${id}`];
  if (method === 'trace') {
    const handler = { callee: 'operation', args };
    return `${callText('app.on', ["'TRACE'", pattern, handler], 2, ';')};`;
  }
  if (method === 'head') {
    const handler = { callee: 'onlyHead', args: [callText('operation', args, 0)] };
    return `${callText('app.get', [pattern, handler], 2, ';')};`;
  }
  return `${callText(`app.${method}`, [pattern, { callee: 'operation', args }], 2, ';')};`;
}
