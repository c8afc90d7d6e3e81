import { TrivetError } from '../base/errors.ts';

/** Names that Windows keeps for devices, with or without an ending. */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?$/i;
/** Characters that no name may hold on one of the common file systems. */
// oxlint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u001f<>:"|?*\\]/;
const maxNameBytes = 255;

/**
 * Checks planned paths before anything is read or written. A path that leads out of the root is refused with
 * `OUTPUT_OUTSIDE`; a name that some file system cannot hold, or a second file of the same name, is a bug of the planner.
 */
export function checkPaths(paths: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const path of paths) {
    checkPath(path);
    const folded = path.normalize('NFC').toLowerCase();
    const same = seen.get(folded);
    if (same !== undefined) throw new Error(`Planned twice: ${same} and ${path}`);
    seen.set(folded, path);
  }
}

function checkPath(path: string): void {
  const names = path.split('/');
  if (names.includes('..') || path.startsWith('/') || /^[a-z]:|\0|\\/i.test(path)) {
    throw new TrivetError(
      'OUTPUT_OUTSIDE',
      `${JSON.stringify(path)} leads out of the output folder`,
      {
        hint: 'Rename the tag or path that the file is named after.',
      },
    );
  }
  const bad = names.find((name) => !isPortable(name));
  if (bad !== undefined) {
    throw new Error(`Planned a file that not every system can hold: ${JSON.stringify(path)}`);
  }
}

function isPortable(name: string): boolean {
  return (
    name !== '' &&
    name !== '.' &&
    !deviceName.test(name) &&
    !forbidden.test(name) &&
    !/[. ]$/.test(name) &&
    Buffer.byteLength(name) <= maxNameBytes
  );
}
