import { TrivetError } from '../base/errors.ts';
import type { Finding } from '../base/finding.ts';
import { renderDiff } from './diff.ts';

/** Lines of diffs that an error shows; the rest is counted. */
const maxDiffLines = 200;

interface EditedFile {
  readonly path: string;
  readonly before?: string;
  readonly after: string;
}

/** Generated files were edited by hand: names each, and shows what overwriting would change. */
export function editedError(files: readonly EditedFile[]): TrivetError {
  const diffs = files.map(({ path, before, after }) => renderDiff(path, before, after)).join('');
  const lines = diffs.split('\n').slice(0, -1);
  const more = lines.length - maxDiffLines;
  const shown = [...lines.slice(0, maxDiffLines), ...(more > 0 ? [`(${more} more lines)`] : [])];
  const [first] = files;
  const what =
    files.length === 1 && first !== undefined
      ? `${first.path} was edited by hand`
      : `${files.length} generated files were edited by hand`;
  return new TrivetError('OUTPUT_EDITED', `${what}; nothing was written\n${shown.join('\n')}`, {
    hint: 'Move your changes to a file of your own, or run again with --force to overwrite them.',
    findings: files.map(editedFinding),
  });
}

function editedFinding({ path, before = '', after }: EditedFile): Finding {
  const old = before.split('\n');
  const now = after.split('\n');
  const differing = old.findIndex((line, index) => index > 1 && line !== now[index]);
  return {
    id: 'edited-generated-file',
    severity: 'error',
    title: `${path} is generated and was edited by hand`,
    place: { file: path, line: Math.max(differing, 0) + 1, column: 1 },
    fix: 'Move your changes to a file of your own, or run again with --force to overwrite them.',
    key: `edited-generated-file:${path}`,
  };
}

export function outside(path: string): TrivetError {
  return new TrivetError(
    'OUTPUT_OUTSIDE',
    `${path} would lie behind a symbolic link that leads out of the output folder`,
    {
      hint: 'Remove the link, or choose another --output.',
    },
  );
}

export function interrupted(): TrivetError {
  return new TrivetError('INTERRUPTED', 'interrupted; nothing was written', {
    hint: 'Run the command again.',
  });
}

/** A system error while planning or writing. `left`: files that could not be put back as they were. */
export function unwritable(
  path: string,
  cause: unknown,
  left: readonly string[] = [],
): TrivetError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const [reason, hint] = reasons.get(code) ?? [
    cause instanceof Error ? cause.message : String(cause),
    'Check the folder and run the command again.',
  ];
  const state =
    left.length === 0 ? 'nothing was changed' : `these files are new already: ${left.join(', ')}`;
  return new TrivetError('OUTPUT_UNWRITABLE', `cannot write ${path}: ${reason}; ${state}`, {
    hint,
    cause,
  });
}

const reasons: ReadonlyMap<string, readonly [reason: string, hint: string]> = new Map([
  ['ENOSPC', ['no space is left on the device', 'Free some space and run the command again.']],
  ['EDQUOT', ['the disk quota is used up', 'Free some space and run the command again.']],
  ['EACCES', ['permission denied', 'Make the folder writable, or choose another --output.']],
  [
    'EPERM',
    ['the operation is not permitted', 'Make the folder writable, or choose another --output.'],
  ],
  ['ENOENT', ['its folder cannot be made', 'Choose another --output.']],
  ['ENXIO', ['it is no regular file', 'Remove it, or choose another --output.']],
  ['EROFS', ['the file system is read-only', 'Choose another --output.']],
  ['ENOTDIR', ['a part of the path is a file, not a folder', 'Choose another --output.']],
  ['EISDIR', ['there is a folder of that name', 'Rename the folder, or choose another --output.']],
  [
    'ELOOP',
    ['its symbolic links go round in circles', 'Remove the links, or choose another --output.'],
  ],
]);
