import assert from 'node:assert/strict';
import dns, { type LookupAddress } from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { test, type TestContext } from 'node:test';
import { lookupCached } from './lookup.ts';

const both: readonly LookupAddress[] = [
  { address: '2001:db8::1', family: 6 },
  { address: '192.0.2.1', family: 4 },
];

test('a name is asked for once, however many wait for it', async (t) => {
  const asked = answering(t, () => [...both]);
  const all = await Promise.all(Array.from({ length: 50 }, () => lookup('one.test')));
  for (const addresses of all) assert.deepEqual(addresses, both);
  assert.deepEqual(await lookup('one.test'), both);
  await lookup('other.test');
  assert.deepEqual(asked, ['one.test', 'other.test']);
});

test('failures reach everybody, and are not kept', async (t) => {
  const asked = answering(t, (count) => {
    if (count > 1) return [...both];
    throw Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
  });
  const failed = await Promise.allSettled([lookup('down.test'), lookup('down.test')]);
  for (const { status } of failed) assert.equal(status, 'rejected');
  assert.deepEqual(await lookup('down.test'), both);
  assert.deepEqual(asked, ['down.test', 'down.test']);
});

test('answers are asked for anew after a minute', async (t) => {
  const asked = answering(t, () => [...both]);
  let nowMs = 1000;
  t.mock.method(performance, 'now', () => nowMs);
  await lookup('old.test');
  nowMs += 59_000;
  await lookup('old.test');
  assert.equal(asked.length, 1);
  nowMs += 2000;
  await lookup('old.test');
  assert.equal(asked.length, 2);
});

test('one address or all, of any family or of one: as it is asked for', async (t) => {
  answering(t, () => [...both]);
  assert.deepEqual(await lookup('some.test', 4), [both[1]]);
  assert.deepEqual(await lookup('some.test', 6), [both[0]]);
  assert.deepEqual(await lookupOne('some.test', 0), ['2001:db8::1', 6]);
  assert.deepEqual(await lookupOne('some.test', 4), ['192.0.2.1', 4]);
});

/** Puts an answer in the place of the system's; returns the names that were asked for. */
function answering(t: TestContext, answer: (count: number) => LookupAddress[]): readonly string[] {
  const asked: string[] = [];
  const lookUp = (name: string, _options: unknown, callback: Callback): void => {
    asked.push(name);
    setImmediate(() => {
      try {
        callback(null, answer(asked.length));
      } catch (error) {
        callback(error, []);
      }
    });
  };
  t.mock.method(dns, 'lookup', lookUp);
  syncBuiltinESMExports();
  t.after(() => {
    t.mock.restoreAll();
    syncBuiltinESMExports();
  });
  return asked;
}

type Callback = (error: unknown, addresses: LookupAddress[]) => void;

function lookupOne(name: string, family: number): Promise<unknown> {
  return new Promise((resolve) => {
    lookupCached(name, { family }, (_error, address, found) => resolve([address, found]));
  });
}

function lookup(name: string, family = 0): Promise<unknown> {
  return new Promise((resolve, reject) => {
    lookupCached(name, { all: true, family }, (error, addresses) => {
      if (error === null) resolve(addresses);
      else reject(error);
    });
  });
}
