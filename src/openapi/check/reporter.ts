import type { Finding, Severity } from '../../base/finding.ts';
import { finding, type OpenApiFindingId } from '../findings.ts';
import type { OpenApiBundle } from '../index.ts';
import type { Pointer } from '../upgrade/pointer-path.ts';
import type { UpgradedDocument } from '../upgrade/upgrade-document.ts';

/** Collects findings about an upgraded document, with their places in the user's. */
export interface Reporter {
  readonly error: Report;
  readonly warning: Report;
  readonly info: Report;
  readonly findings: () => readonly Finding[];
  /** How many reports there were so far, repeated ones included. */
  readonly count: () => number;
}

/** `pointer` is in the upgraded document; `subject` tells findings apart that have the same place. */
export type Report = (
  id: OpenApiFindingId,
  title: string,
  pointer: Pointer,
  fix: string,
  subject?: string,
) => void;

export function createReporter(bundle: OpenApiBundle, upgraded: UpgradedDocument): Reporter {
  const known = new Set(bundle.findings.map(({ key }) => key));
  const byKey = new Map<string, Finding>();
  let count = 0;
  const reportAs =
    (severity: Severity): Report =>
    (id, title, pointer, fix, subject) => {
      count += 1;
      const place = bundle.placeOf(upgraded.originOf(pointer));
      const next = finding(id, severity, title, place, fix, subject);
      // A shared part is read in several roles, and dangling references were seen by the bundler: once is enough.
      if (!byKey.has(next.key) && !known.has(next.key)) byKey.set(next.key, next);
    };
  return {
    error: reportAs('error'),
    warning: reportAs('warning'),
    info: reportAs('info'),
    findings: () => [...byKey.values()],
    count: () => count,
  };
}
