import { randomBytes } from 'node:crypto';
import type { Host } from './host.ts';

const PREFIX = 'trivet_shadow';
const DAY_MS = 24 * 60 * 60 * 1000;

/** Says when it was made, where, and by which process, so that what a killed run left behind is known as such. */
export function scratchName(host: Host, nowMs: number): string {
  const random = randomBytes(4).toString('hex');
  return [PREFIX, nowMs.toString(36), host.machine, host.pid, random].join('_');
}

/** Whether the run that made a scratch database is over: its process is gone, or it is too long ago. */
export function isAbandonedName(name: string, host: Host, nowMs: number): boolean {
  const [timeText = '', machine, pid] = name.slice(PREFIX.length + 1).split('_');
  const timeMs = Number.parseInt(timeText, 36);
  if (!name.startsWith(`${PREFIX}_`) || Number.isNaN(timeMs)) return false;
  return nowMs - timeMs > DAY_MS || (machine === host.machine && !host.isAlive(Number(pid)));
}
