import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { FrameReader } from './frame-reader.ts';
import { data, flags, frame, frameTypes } from '../../../test/support/h2-raw-server.ts';

/** Frames with bodies and paddings of all sizes, small ones most often. */
const anyFrame = fc
  .record({
    type: fc.oneof(fc.constant(frameTypes.data), fc.integer({ min: 0, max: 12 })),
    flags: fc.integer({ min: 0, max: 255 }),
    id: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    content: fc.oneof(
      fc.uint8Array({ maxLength: 30 }),
      fc.uint8Array({ minLength: 8000, maxLength: 16_000 }),
    ),
    padding: fc.integer({ min: 0, max: 255 }),
  })
  .map((made) => {
    const isPadded = made.type === frameTypes.data && (made.flags & flags.padded) !== 0;
    const payload = isPadded
      ? Buffer.concat([Buffer.of(made.padding), made.content, Buffer.alloc(made.padding)])
      : Buffer.from(made.content);
    return { ...made, payload };
  });

test('frames are the same however the bytes are cut', () => {
  fc.assert(
    fc.property(
      fc.array(anyFrame, { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }),
      fc.boolean(),
      (frames, sizes, isCoarse) => {
        const bytes = Buffer.concat(
          frames.map(({ type, flags: set, id, payload }) => frame(type, set, id, payload)),
        );
        const expected = frames.map(({ type, flags: set, id, content, payload }) =>
          type === frameTypes.data
            ? `data ${id} ${Buffer.from(content).toString('hex')} ${payload.length} ${(set & 1) !== 0}`
            : `${type} ${set} ${id} ${payload.toString('hex')}`,
        );
        assert.deepEqual(readIn(bytes, [bytes.length]), expected);
        assert.deepEqual(
          readIn(bytes, isCoarse ? sizes.map((size) => size * 500) : sizes),
          expected,
        );
      },
    ),
  );
});

test('frames that are too large, and paddings larger than their frame, end the reading', () => {
  const tooLarge = frame(frameTypes.headers, 0, 1, new Uint8Array(16_385));
  const wrongPadding = frame(frameTypes.data, flags.padded, 1, Buffer.of(2, 0));
  const noPadding = frame(frameTypes.data, flags.padded, 1);
  const next = data(1, 'not seen');
  assert.deepEqual(readIn(Buffer.concat([tooLarge, next]), [100_000]), ['broken 6']);
  assert.deepEqual(readIn(Buffer.concat([wrongPadding, next]), [3]), ['broken 1']);
  assert.deepEqual(readIn(Buffer.concat([noPadding, next]), [100]), ['broken 6']);
});

/** What a reader reports that gets the bytes in pieces of these sizes, again and again; DATA put together. */
function readIn(bytes: Buffer, sizes: readonly number[]): readonly string[] {
  const seen: string[] = [];
  let body = Buffer.alloc(0);
  let payloadBytes = 0;
  const reader = new FrameReader({
    onFrame(type, set, id, from, start, end) {
      const payload = Buffer.from(from.subarray(start, end)).toString('hex');
      seen.push(`${type} ${set} ${id} ${payload}`);
    },
    onBody(id, from, start, end, partBytes, part) {
      body = Buffer.concat([body, from.subarray(start, end)]);
      payloadBytes += partBytes;
      if (part === 'nothing') return;
      seen.push(`data ${id} ${body.toString('hex')} ${payloadBytes} ${part === 'stream'}`);
      body = Buffer.alloc(0);
      payloadBytes = 0;
    },
    onBroken: (code) => void seen.push(`broken ${code}`),
  });
  // All connections read into one buffer: what stays from a read is not to be relied on.
  const shared = new Uint8Array(Math.max(...sizes));
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const piece = bytes.subarray(at, at + (sizes[turn % sizes.length] ?? 1));
    shared.fill(0xee);
    shared.set(piece);
    reader.read(shared, piece.length);
    at += piece.length;
  }
  return seen;
}
