import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { originOf, request } from '../../../test/support/h2-driver.ts';
import {
  data,
  flags,
  frame,
  frameTypes,
  headers,
  ok,
  type RawConnection,
  type RawServer,
  serveRaw,
  settings,
  uint32,
} from '../../../test/support/h2-raw-server.ts';
import type { Channel } from '../exchange.ts';
import { createHttp2Channels } from './connection.ts';

const channelsMax = 5;
const requestsMax = 60;

/** What a server does about a request; numbers, so that shrinking leads to plain answers. */
const answers: readonly ((connection: RawConnection, id: number) => void)[] = [
  (connection, id) => connection.send(headers(id, ok, flags.endStream)),
  (connection, id) => connection.send(headers(id, ok), data(id, 'hello', flags.endStream)),
  (connection, id) => {
    connection.send(headers(id, ok));
    setTimeout(() => connection.send(data(id, 'later', flags.endStream)), 2);
  },
  (connection, id) => connection.send(frame(frameTypes.reset, 0, id, uint32(7))),
  (connection, id) => {
    connection.send(frame(frameTypes.goAway, 0, 0, uint32(Math.max(0, id - 4), 0)));
    connection.send(headers(id, ok, flags.endStream));
  },
  (connection) => connection.send(settings([3, 1])),
  (connection, id) => connection.send(settings([3, 9]), headers(id, ok, flags.endStream)),
  (connection, id) => {
    connection.send(headers(id, ok));
    connection.socket.end();
  },
  // Not resetAndDestroy: with writes under way, Node 24 then never ends.
  (connection) => connection.socket.destroy(),
  (connection, id) => connection.send(headers(id, Buffer.of(0xff))),
  // Nothing: somebody has to give up.
  () => {},
];

/** What the owner does when an exchange ends, beyond sending the next request. */
const moods: readonly ((channels: readonly Channel[], own: Channel) => void)[] = [
  () => {},
  (channels, own) => channels.find((channel) => channel !== own && channel.busy)?.abort(17),
  (channels) => {
    for (const channel of channels) channel.abort(17);
  },
];

test('every request ends exactly once, and never within send, whatever server and owner do', async () => {
  const plan = fc.record({
    answers: fc.array(fc.integer({ min: 0, max: answers.length - 1 }), { minLength: 1 }),
    moods: fc.array(fc.integer({ min: 0, max: moods.length - 1 }), { minLength: 1 }),
    hasBody: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(plan, async ({ answers: answerPlan, moods: moodPlan, hasBody }) => {
      let turn = 0;
      await using server = await serveRaw({
        onFrame({ type, id }, connection) {
          if (type !== frameTypes.headers) return;
          answers[answerPlan[turn % answerPlan.length] ?? 0]?.(connection, id);
          turn += 1;
        },
      });
      await runLoop(server, moodPlan, hasBody);
    }),
    { numRuns: 60 },
  );
});

/** A closed loop on all channels until every request has ended. */
async function runLoop(
  server: RawServer,
  moodPlan: readonly number[],
  hasBody: boolean,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const prepared = request({ body: hasBody ? Buffer.alloc(30_000) : undefined });
  const under = new Set<Channel>();
  let sent = 0;
  let ended = 0;
  let isSending = false;
  const send = (channel: Channel): void => {
    if (channel.busy || sent === requestsMax) return;
    sent += 1;
    under.add(channel);
    isSending = true;
    channel.send(prepared);
    isSending = false;
  };
  const onDone = (channel: Channel): void => {
    const { startedMs, endedMs, sentMs, firstByteMs, fault, status } = channel.exchange;
    assert.equal(isSending, false, 'an exchange ended within send');
    assert.ok(under.delete(channel), 'an exchange ended that was not under way');
    assert.ok(endedMs >= startedMs && startedMs > 0);
    assert.ok(firstByteMs === 0 || (firstByteMs >= sentMs && sentMs > 0));
    if (fault === 0) assert.equal(status, 200);
    ended += 1;
    moods[moodPlan[ended % moodPlan.length] ?? 0]?.(channels, channel);
    send(channel);
    if (ended === requestsMax) resolve(undefined);
  };
  const channels = createHttp2Channels({
    origin: originOf(server.port),
    count: channelsMax,
    owner: {
      onDone(channel) {
        try {
          onDone(channel);
        } catch (error) {
          reject(error);
        }
      },
    },
    watcher: { onConnected: () => {}, onIdleClose: () => {} },
    timeouts: { connectMs: 1000, firstByteMs: 20, totalMs: 40 },
    now: () => performance.now(),
  });
  const ticker = setInterval(() => {
    for (const channel of channels) channel.checkTime(performance.now());
  }, 2);
  try {
    for (const channel of channels) send(channel);
    await promise;
    assert.equal(sent, requestsMax);
    assert.equal(under.size, 0);
    assert.ok(channels.every((channel) => !channel.busy));
  } finally {
    clearInterval(ticker);
    for (const channel of channels) channel.close();
  }
}
