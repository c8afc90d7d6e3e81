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
  const helpers = ['createAdapter', 'otherwise'];
  if (ordered.some(({ method }) => !hasMethod(method))) helpers.splice(1, 0, 'only');
  return code`
    import { Router } from 'express';
    import { ${helpers.join(', ')} } from './adapter.gen.ts';
    import type { RouteOptions } from './adapter.gen.ts';
    ${groups.map(({ file, variable }) => `import * as ${variable} from ${quoted(`./${file}.ts`)};`)}

    /** All operations of the document. Of several paths that match a request, the most concrete comes first. */
    export function routes(options: RouteOptions): Router {
      ${routes.length > 0 ? 'const operation = createAdapter(options);' : 'createAdapter(options);'}
      const router = Router({ caseSensitive: true, strict: true });

      ${routes}

      router.use(otherwise());
      return router;
    }
  `;
}

function route(operation: Operation, basePath: string, namespace: string): string {
  const { id, method, path } = operation;
  const pattern = quoted(regexpPath(`${basePath}${path}`));
  const handler = { callee: 'operation', args: [quoted(id), `${namespace}.${id}`] };
  const guarded = hasMethod(method)
    ? handler
    : {
        callee: 'only',
        args: [quoted(method.toUpperCase()), callText('operation', handler.args, 0)],
      };
  const callee = `router.${hasMethod(method) ? method : 'all'}`;
  return `${callText(callee, [pattern, guarded], 2, ';')};`;
}

/** Express has a function for the method, on every version of Node. */
function hasMethod(method: Method): boolean {
  return method !== 'trace' && method !== 'query';
}
