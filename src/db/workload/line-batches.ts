const LINE_BREAK = 10;
const CARRIAGE_RETURN = 13;
/** A line that is longer is cut off: it cannot be a statement that anybody would wait for. */
const LINE_BYTES_MAX = 1024 ** 2;

/** The lines of a stream as it arrives, without their ends. */
export async function* lineBatches(
  stream: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly string[]> {
  let rest: Buffer = Buffer.alloc(0);
  let isCut = false;
  for await (const chunk of stream) {
    const bytes = Buffer.concat([rest, chunk]);
    const lines: string[] = [];
    let start = 0;
    for (let end = bytes.indexOf(LINE_BREAK); end !== -1; end = bytes.indexOf(LINE_BREAK, start)) {
      if (!isCut) lines.push(lineOf(bytes, start, end));
      isCut = false;
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (rest.length > LINE_BYTES_MAX) {
      if (!isCut) lines.push(rest.toString());
      isCut = true;
      rest = Buffer.alloc(0);
    }
    if (lines.length > 0) yield lines;
  }
  if (rest.length > 0 && !isCut) yield [lineOf(rest, 0, rest.length)];
}

function lineOf(bytes: Buffer, start: number, end: number): string {
  return bytes.toString('utf8', start, bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end);
}
