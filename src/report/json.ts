import type { Finding } from '../base/finding.ts';

/** A finding as all `--json` documents show it; `schemas/finding-1.json` describes it. */
export function findingJson(finding: Finding): Readonly<Record<string, unknown>> {
  const { id, severity, title, place, fix, evidence, key } = finding;
  return {
    id,
    severity,
    title,
    ...(place === undefined ? {} : { place }),
    ...(fix === undefined ? {} : { fix }),
    ...(evidence === undefined ? {} : { evidence }),
    key,
  };
}
