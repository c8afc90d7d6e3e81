import { basename, dirname, relative, resolve, sep } from 'node:path';

/** Where an application lies. */
export interface Layout {
  /** Absolute path of the application's folder: where package.json is or will be. */
  readonly root: string;
  /** Sources relative to the root, with a trailing slash, or empty where they lie in the root itself: `src/`. */
  readonly sourceDir: string;
  /** Routes as the user would write the path, with a trailing slash: `src/routes/`. */
  readonly routesDir: string;
}

/**
 * Reads `--output`. A folder called `routes` is the routes folder itself: its siblings `middleware`, `types` and
 * `runtime` complete the sources, and the application is the folder above `src`, or the parent where it is not called
 * `src`. Any other folder is an application, with its sources in `src`.
 */
export function layoutOf(output: string, cwd: string): Layout {
  const target = resolve(cwd, output);
  if (basename(target) !== 'routes') return layout(target, resolve(target, 'src'), cwd);
  const source = dirname(target);
  return layout(basename(source) === 'src' ? dirname(source) : source, source, cwd);
}

function layout(root: string, source: string, cwd: string): Layout {
  const routes = relative(cwd, resolve(source, 'routes'));
  return {
    root,
    sourceDir: source === root ? '' : `${slashes(relative(root, source))}/`,
    routesDir: `${routes.startsWith('..') ? resolve(source, 'routes') : slashes(routes)}/`,
  };
}

function slashes(path: string): string {
  return path.split(sep).join('/');
}
