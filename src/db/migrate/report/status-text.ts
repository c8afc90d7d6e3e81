import type { Style } from '../../../report/style.ts';
import { counted } from '../../../report/text.ts';
import type { Status, StatusEntry } from '../status.ts';
import { leftText } from './text.ts';

/** For people: a line for each migration, and what there is to do. */
export function statusText({ entries, running, foreign, left }: Status, style: Style): string {
  const lines = entries.map((entry) => {
    const state = stateOf(entry);
    const color = colors[state] ?? 'yellow';
    return `${style(color, state.padEnd(stateCharacters))}  ${entry.name}${detailOf(entry)}`;
  });
  if (running !== undefined) lines.push('', `At work now: ${running}`);
  for (const { tool, applied: count } of foreign) {
    lines.push(`${tool} has applied ${counted(count, 'migration')} in this database.`);
  }
  if (left.length > 0) lines.push('', leftText(left));
  const pending = entries.filter(({ state }) => state === 'pending').length;
  const applied = entries.filter(({ state }) => state === 'applied').length;
  const sum = entries.length === 0 ? 'No migrations.' : `${applied} applied, ${pending} pending.`;
  return `${[...lines, ...(lines.length === 0 ? [] : ['']), sum].join('\n')}\n`;
}

const colors: Readonly<Record<string, 'green' | 'cyan'>> = { applied: 'green', pending: 'cyan' };
const stateCharacters = 'rolling back'.length;

/** The one thing about it that matters most. */
function stateOf({ state, edited, missing, foreign }: StatusEntry): string {
  if (state === 'rolling-back') return 'rolling back';
  if (foreign?.failed === true) return 'failed';
  if (edited) return 'edited';
  return missing ? 'missing' : state;
}

function detailOf({ state, record, foreign, partsDone, outOfOrder, file }: StatusEntry): string {
  const details = [
    ...(foreign === undefined ? [] : [`by ${foreign.tool}`]),
    ...(record?.baseline === true ? ['baseline'] : []),
    ...(partsDone === undefined ? [] : [`interrupted, ${counted(partsDone, 'part')} done`]),
    ...(outOfOrder ? ['older than what is applied'] : []),
    ...timeOf(foreign?.applied ?? record?.finished ?? null),
    ...(file === undefined && state !== 'pending' && record !== undefined ? [record.path] : []),
  ];
  return details.length === 0 ? '' : `  (${details.join(', ')})`;
}

/** `2026-11-22T10:11:12.345678+00:00` → `2026-11-22 10:11:12`. */
function timeOf(time: string | null): readonly string[] {
  return time === null ? [] : [time.slice(0, 'yyyy-mm-dd hh:mm:ss'.length).replace('T', ' ')];
}
