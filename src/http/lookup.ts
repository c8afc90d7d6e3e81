import * as dns from 'node:dns';
import type { LookupFunction } from 'node:net';

/** Answers are asked for anew after this time, so that a long run follows a change of DNS. */
const keptMs = 60_000;

/**
 * Name resolution as `net.connect` wants it, with the answers kept for a minute: a thousand connections ask once.
 * Failures are not kept.
 */
export const lookupCached: LookupFunction = (hostname, options, callback) => {
  const known = answers.get(hostname);
  const now = performance.now();
  if (known !== undefined && now < known.untilMs) return hand(known.addresses, options, callback);
  const waiting = pending.get(hostname);
  const waiter = { options, callback };
  if (waiting !== undefined) return void waiting.push(waiter);
  const waiters = [waiter];
  pending.set(hostname, waiters);
  dns.lookup(hostname, { all: true }, (error, addresses) => {
    pending.delete(hostname);
    if (error === null) answers.set(hostname, { addresses, untilMs: performance.now() + keptMs });
    for (const each of waiters) {
      if (error === null) hand(addresses, each.options, each.callback);
      else each.callback(error, '', 0);
    }
  });
};

type Callback = Parameters<LookupFunction>[2];
type Options = Parameters<LookupFunction>[1];

interface Waiter {
  readonly options: Options;
  readonly callback: Callback;
}

const answers = new Map<string, { addresses: dns.LookupAddress[]; untilMs: number }>();
const pending = new Map<string, Waiter[]>();

function hand(addresses: dns.LookupAddress[], options: Options, callback: Callback): void {
  const { family } = options;
  const fitting = addresses.filter((each) => !family || each.family === family);
  const [first = { address: '', family: 0 }] = fitting;
  if (options.all === true) callback(null, fitting);
  else callback(null, first.address, first.family);
}
