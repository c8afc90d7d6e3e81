import type { TargetInput } from '../target.ts';

/** The way from a folder below the sources to the root of the application: `../../` from `middleware/`. */
export function rootFrom({ sourceDir }: TargetInput, folder: string): string {
  const depth = `${sourceDir}${folder}`.split('/').length - 1;
  return depth === 0 ? './' : '../'.repeat(depth);
}
