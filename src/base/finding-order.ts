import type { Finding } from './finding.ts';

/** Findings as somebody who reads the files meets them: file by file, from top to bottom; those without a place last. */
export function inReadingOrder(findings: readonly Finding[]): readonly Finding[] {
  const files = new Map<string, number>();
  for (const { place } of findings) {
    if (place !== undefined && !files.has(place.file)) files.set(place.file, files.size);
  }
  const fileOf = ({ place }: Finding): number =>
    place === undefined ? files.size : (files.get(place.file) ?? files.size);
  return findings.toSorted(
    (a, b) =>
      fileOf(a) - fileOf(b) ||
      (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
      (a.place?.column ?? 0) - (b.place?.column ?? 0),
  );
}
