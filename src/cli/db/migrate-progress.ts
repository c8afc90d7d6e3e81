import { durationText } from '../../base/duration.ts';
import { printableLine } from '../../base/printable.ts';
import type { MigrateEvent } from '../../db/migrate/events.ts';
import type { Terminal } from '../terminal.ts';

/** Says on standard error what is going on: what lasts only a moment replaces itself, what is worth keeping stays. */
export function migrateProgress({ note, progress }: Terminal): (event: MigrateEvent) => void {
  let place = '';
  let notedMs = 0;
  return (event) => {
    if (event.kind === 'note') note(event.text);
    else if (event.kind === 'finished') note(finishedText(event));
    else if (event.kind === 'started') {
      progress(`${event.name}: ${event.parts} parts`);
    } else if (event.kind === 'part') {
      place = `${event.name}, part ${event.part + 1} of ${event.parts}`;
      notedMs = 0;
      progress(`${place}: ${printableLine(event.sql.replace(/\s+/g, ' '), sqlCharactersMax)}`);
    } else {
      const text = waitingText(event, place);
      const waitedMs = waitedMsOf(event);
      // Not every moment; and twice as long each time, so that a log stays short.
      if (waitedMs >= Math.max(noteAfterMs, notedMs * 2) && !isProgress(event)) {
        note(text);
        notedMs = waitedMs;
      } else progress(text);
    }
  };
}

const sqlCharactersMax = 100;
const noteAfterMs = 1000;

type Waiting = Exclude<MigrateEvent, { kind: 'note' | 'finished' | 'started' | 'part' }>;

function finishedText({ name, direction, elapsedMs }: MigrateEvent & { kind: 'finished' }): string {
  return `${direction === 'up' ? 'Applied' : 'Rolled back'} ${name} in ${durationText(elapsedMs)}`;
}

function waitingText(event: Waiting, place: string): string {
  switch (event.kind) {
    case 'other-run':
      return `Waiting for another run of migrations: ${event.holder}`;
    case 'lock-retry':
      return `${place}: no lock yet, attempt ${event.attempt}, for ${durationText(event.waitedMs)}${byWhom(event.blockers)}`;
    case 'waiting-for-calm':
      return `${place}: waiting, because ${event.reason}`;
    case 'reconnecting':
      return `Connecting again: ${event.reason}`;
    default:
      return `${place}: ${durationText(event.elapsedMs)}${event.progress === '' ? '' : `: ${event.progress}`}${byWhom(event.blockers)}`;
  }
}

function byWhom(blockers: readonly string[]): string {
  return blockers.length === 0 ? '' : `; waiting for ${blockers.join(', ')}`;
}

function waitedMsOf(event: Waiting): number {
  if (event.kind === 'running') return event.elapsedMs;
  if (event.kind === 'other-run' || event.kind === 'lock-retry') return event.waitedMs;
  return noteAfterMs;
}

/** It gets on: nothing to keep. */
function isProgress(event: Waiting): boolean {
  return event.kind === 'running' && event.blockers.length === 0;
}
