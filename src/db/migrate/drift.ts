import { TrivetError } from '../../base/errors.ts';
import type { Entry } from './state.ts';
import { checksumOf } from './parse/checksum.ts';

/** What `--allow` takes besides the ids of hazards. */
export const drifts = ['edited', 'out-of-order'] as const;

/** Refuses to build on a history that is not what the files say. Throws `MIGRATION_REFUSED`. */
export function refuseDrift(entries: readonly Entry[], allow: ReadonlySet<string>): void {
  for (const entry of entries) {
    const { name, state, file, foreign, record } = entry;
    if (foreign?.failed === true) {
      throw refused(
        `${name} failed when ${foreign.tool} applied it`,
        `Bring it to an end with ${foreign.tool} first.`,
      );
    }
    if (state === 'rolling-back') {
      throw refused(
        `the rollback of ${name} was interrupted`,
        'Bring it to an end: trivet db rollback with its file.',
      );
    }
    if (state === 'unfinished' && file === undefined) {
      throw refused(
        `${name} is applied only in part, and its file (${record?.path ?? ''}) was not given`,
        'Name its file or folder, too: it goes first.',
      );
    }
    if (entry.edited && !allow.has('edited')) throw edited(entry);
    if (entry.outOfOrder && !allow.has('out-of-order')) {
      throw refused(
        `${name} is older than migrations that are applied already`,
        'Give it a newer timestamp, or apply it all the same with --allow out-of-order.',
      );
    }
  }
}

function edited({ name, file, record, foreign }: Entry): TrivetError {
  const sums =
    record === undefined || file === undefined
      ? `since ${foreign?.tool ?? 'another tool'} applied it`
      : `since it was applied: sha256 ${record.checksum.slice(0, 12)}… then, ${checksumOf(file.up).slice(0, 12)}… now`;
  return refused(
    `${file?.path ?? name} was edited ${sums}`,
    'Put it back and write a new migration, or go on all the same with --allow edited.',
  );
}

function refused(message: string, hint: string): TrivetError {
  return new TrivetError('MIGRATION_REFUSED', message, { hint });
}
