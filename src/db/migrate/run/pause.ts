import { setTimeout as sleep } from 'node:timers/promises';

/** Waits; less long where the signal fires. */
export async function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(durationMs, undefined, { signal });
  } catch {
    // Whoever waits looks at the signal.
  }
}

/** Each wait twice as long as the one before, up to a limit, and none the same for two that began together. */
export function backOffMs(attempt: number, random: () => number): number {
  return Math.min(waitMsMax, waitMsMin * 2 ** Math.min(attempt, attemptsMax)) * (0.5 + random());
}

const waitMsMin = 50;
const waitMsMax = 2000;
const attemptsMax = 10;
