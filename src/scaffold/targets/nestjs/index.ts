import { defineTarget } from '../shared/define-target.ts';
import type { Target } from '../target.ts';
import { adapter } from './adapter.ts';
import { appFile } from './app.ts';
import { handlerTypes } from './handler.ts';
import { middleware } from './middleware.ts';
import { routes } from './routes.ts';
import { wiring } from './wiring.ts';

/** On the platform of Express, Nest's default. Decorators have to be compiled, so this application has a build step. */
export const target: Target = defineTarget({
  name: 'nestjs',
  title: 'NestJS',
  dependencies: {
    '@nestjs/common': '12.5.1',
    '@nestjs/core': '12.5.1',
    '@nestjs/platform-express': '12.5.1',
    cors: '2.8.6',
    express: '5.3.0',
    helmet: '8.3.0',
    pino: '10.4.0',
    'reflect-metadata': '0.2.2',
    rxjs: '7.8.2',
  },
  devDependencies: { '@types/cors': '2.8.19', '@types/express': '5.0.6' },
  scripts: { build: 'tsc -p tsconfig.json' },
  compilerOptions: {
    noEmit: false,
    outDir: 'dist',
    rootDir: '.',
    rewriteRelativeImportExtensions: true,
    erasableSyntaxOnly: false,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
  },
  handlerTypes,
  adapter,
  wiring,
  routes,
  appFile,
  middleware,
});
