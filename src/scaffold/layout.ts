import { basename, dirname, relative, resolve, sep } from 'node:path';

/** Where an application lies. */
export interface Layout {
  /** Absolute path of the application's folder: where package.json is or will be. */
  readonly root: string;
  /** Sources relative to the root, with a trailing slash, or empty where they lie in the root itself: `src/`. */
  readonly sourceDir: string;
  /** Folder of the handlers relative to the root, with a trailing slash: `src/routes/`. */
  readonly routesDir: string;
}

/**
 * Reads `--output`. A folder called `routes` is the routes folder itself: its siblings `middleware`, `types` and
 * `runtime` complete the sources, and the application is the folder above `src`, or the parent where it is not called
 * `src`. Any other folder is an application, with its sources in `src`.
 */
export function layoutOf(output: string, cwd: string): Layout {
  const target = resolve(cwd, output);
  if (basename(target) !== 'routes') return layout(target, resolve(target, 'src'));
  const source = dirname(target);
  return layout(basename(source) === 'src' ? dirname(source) : source, source);
}

function layout(root: string, source: string): Layout {
  const sourceDir = source === root ? '' : `${slashes(relative(root, source))}/`;
  return { root, sourceDir, routesDir: `${sourceDir}routes/` };
}

function slashes(path: string): string {
  return path.split(sep).join('/');
}
