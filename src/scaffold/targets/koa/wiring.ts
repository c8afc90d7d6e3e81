import { code, quoted } from '../../../emit/code.ts';
import type { Method, Operation } from '../../../api/model.ts';
import { callText } from '../shared/call.ts';
import { namespacesOf } from '../shared/namespaces.ts';
import { byPrecedence } from '../shared/precedence.ts';
import { regexpPath } from '../shared/regexp-path.ts';
import type { TargetInput } from '../target.ts';

/** `src/routes/index.gen.ts`: one route for each operation. */
export function wiring(input: TargetInput): string {
  const { model, groups } = input;
  const namespaces = namespacesOf(groups);
  const ordered = byPrecedence(model.operations);
  const routes = ordered.map((operation) =>
    route(operation, model.basePath, namespaces.get(operation.id) ?? ''),
  );
  return code`
    import { Router } from '@koa/router';
    import { createAdapter } from './adapter.gen.ts';
    import type { RouteOptions } from './adapter.gen.ts';
    ${groups.map(({ file, variable }) => `import * as ${variable} from ${quoted(`./${file}.ts`)};`)}

    /** All operations of the document. Of several paths that match a request, the most concrete comes first. */
    export function routes(options: RouteOptions): Router {
      ${routes.length > 0 ? 'const operation = createAdapter(options);' : 'createAdapter(options);'}
      const router = new Router({ sensitive: true, strict: true });

      ${routes}

      return router;
    }
  `;
}

function route(operation: Operation, basePath: string, namespace: string): string {
  const { id, method, path } = operation;
  const pattern = quoted(regexpPath(`${basePath}${path}`));
  const handler = { callee: 'operation', args: [quoted(id), `${namespace}.${id}`] };
  if (hasFunction(method)) return `${callText(`router.${method}`, [pattern, handler], 2, ';')};`;
  const methods = `[${quoted(method.toUpperCase())}]`;
  return `${callText('router.register', [pattern, methods, handler], 2, ';')};`;
}

/** The router has a function for the method. */
function hasFunction(method: Method): boolean {
  return method !== 'trace' && method !== 'query';
}
