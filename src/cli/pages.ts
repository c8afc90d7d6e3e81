import { readdir, readFile } from 'node:fs/promises';
import { errorCodes } from '../base/errors.ts';
import { packageRoot } from '../base/package-root.ts';

/** Something that `trivet explain` can explain. */
export interface Page {
  readonly id: string;
  readonly kind: 'finding' | 'error';
  /** Its Markdown. */
  readonly read: () => Promise<string>;
}

/**
 * Pages of findings lie beside the code that makes them, in folders of `src/`: as `<id>.md`, or as `<id>/verdict.md`, `<id>/hazard.md` or
 * `<id>/check.md`.
 */
const findingFolders = [
  'openapi/findings/',
  'load/request/findings/',
  'load/verdicts/',
  'db/hazards/',
  'db/checks/',
];

const sources = new URL('src/', packageRoot);

/** All findings by id, then all errors by code. */
export async function listPages(): Promise<readonly Page[]> {
  const findings: Page[] = [];
  for (const folder of findingFolders) {
    const url = new URL(folder, sources);
    for (const name of await readdir(url, { recursive: true })) {
      const [, id] = /^([\w-]+)(?:[/\\](?:verdict|hazard|check))?\.md$/.exec(name) ?? [];
      if (id === undefined) continue;
      findings.push({ id, kind: 'finding', read: () => readFile(new URL(name, url), 'utf8') });
    }
  }
  const errors = Object.entries(errorCodes).map(([id, { meaning, exit }]): Page => {
    const markdown = `# ${id}\n\n${meaning}\n\nThe process exits with ${exit}.\n`;
    return { id, kind: 'error', read: () => Promise.resolve(markdown) };
  });
  return [...findings.toSorted(byId), ...errors.toSorted(byId)];
}

function byId(a: Page, b: Page): number {
  return a.id < b.id ? -1 : 1;
}
