import { code, quoted } from '../../../emit/code.ts';
import type { Method, Operation } from '../../../api/model.ts';
import type { TargetInput } from '../target.ts';
import { type Controller, controllersOf } from './controllers.ts';
import { nestPath } from './path.ts';
import { serviceName } from './routes.ts';

/** `src/routes/index.gen.ts`: controllers that hand each request to its service, and the module of all. */
export function wiring(input: TargetInput): string {
  const { model, groups } = input;
  const controllers = controllersOf(input);
  const decorators = new Set(model.operations.map(({ method }) => decoratorOf(method)));
  const nest = ['Controller', ...decorators, 'Module', 'UseGuards', 'UseInterceptors'];
  const adapter = ['CallPipe', 'Checked', 'Operation', 'OperationGuard', 'OperationInterceptor'];
  const hasRoutes = controllers.length > 0;
  return code`
    ${importLine(hasRoutes ? nest.toSorted() : ['Module'], '@nestjs/common')}
    import type { DynamicModule } from '@nestjs/common';
    ${hasRoutes ? importLine([...adapter, 'ROUTE_OPTIONS'], './adapter.gen.ts') : "import { ROUTE_OPTIONS } from './adapter.gen.ts';"}
    import type { RouteOptions } from './adapter.gen.ts';
    ${hasRoutes ? "import type { Answer, Call } from './handler.gen.ts';" : ''}
    ${groups.map((group) => `import { ${serviceName(group)} } from ${quoted(`./${group.file}.ts`)};`)}

    ${controllers.map((controller) => controllerClass(controller, model.basePath))}
    /** All operations of the document. Of several paths that match a request, the most concrete comes first. */
    @Module({})
    export class RoutesModule {
      static register(options: RouteOptions): DynamicModule {
        return {
          module: RoutesModule,
          controllers: ${list(controllers.map(({ name }) => name))},
          providers: [
            { provide: ROUTE_OPTIONS, useValue: options },
            ${hasRoutes ? adapter.filter((name) => /Guard|Interceptor|Pipe/.test(name)).map((name) => `${name},`) : ''}
            ${groups.map((group) => `${serviceName(group)},`)}
          ],
        };
      }
    }
  `;
}

function controllerClass({ name, group, operations }: Controller, basePath: string): string {
  const service = serviceName(group);
  return code`
    @Controller()
    @UseGuards(OperationGuard)
    @UseInterceptors(OperationInterceptor)
    class ${name} {
      readonly #service: ${service};

      constructor(service: ${service}) {
        this.#service = service;
      }

      ${operations.map((operation) => methodText(operation, basePath)).join('\n\n')}
    }
  `;
}

function methodText({ id, method, path }: Operation, basePath: string): string {
  const name = quoted(id);
  const signature = `${id}(@Checked(${name}, CallPipe) call: Call<${name}>): Promise<Answer> {`;
  const opening =
    signature.length <= SIGNATURE_COLUMNS
      ? signature
      : `${id}(\n  @Checked(${name}, CallPipe) call: Call<${name}>,\n): Promise<Answer> {`;
  return `@${decoratorOf(method)}(${quoted(nestPath(`${basePath}${path}`))})
@Operation(${name})
${opening}
  return this.#service.${id}(call);
}`;
}

/** The width of code, less the indentation of a method. */
const SIGNATURE_COLUMNS = 98;

/** Nest has no decorators for the others; the guard sees to it that only their own method gets through. */
function decoratorOf(method: Method): string {
  if (method === 'trace' || method === 'query') return 'All';
  return method.charAt(0).toUpperCase() + method.slice(1);
}

function importLine(names: readonly string[], from: string): string {
  const flat = `import { ${names.join(', ')} } from '${from}';`;
  return flat.length <= 100 ? flat : `import {\n${members(names)}\n} from '${from}';`;
}

function list(names: readonly string[]): string {
  const flat = `[${names.join(', ')}]`;
  return flat.length <= 74 ? flat : `[\n${members(names)}\n]`;
}

function members(names: readonly string[]): string {
  return names.map((name) => `  ${name},`).join('\n');
}
