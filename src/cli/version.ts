import { readFile } from 'node:fs/promises';
import { isJsonObject } from '../base/json.ts';
import { packageRoot } from '../base/package-root.ts';

/** The version in our own package.json. */
export async function readVersion(): Promise<string> {
  const file = new URL('package.json', packageRoot);
  const manifest: unknown = JSON.parse(await readFile(file, 'utf8'));
  const text = isJsonObject(manifest) ? manifest['version'] : undefined;
  return typeof text === 'string' ? text : 'unknown';
}
