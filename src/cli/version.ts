import { readFileSync } from 'node:fs';
import { isJsonObject } from '../base/json.ts';
import { packageRoot } from '../base/package-root.ts';

/** The version in our own package.json. */
export function readVersion(): string {
  const file = new URL('package.json', packageRoot);
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const text = isJsonObject(manifest) ? manifest['version'] : undefined;
  return typeof text === 'string' ? text : 'unknown';
}
