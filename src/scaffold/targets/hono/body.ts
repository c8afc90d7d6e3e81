import { code } from '../../../emit/code.ts';

/** `src/routes/body.gen.ts`: the body of a request, with nothing but what all runtimes of Hono have. */
export function bodyReader(): string {
  return code`
    import type { Context } from 'hono';
    import { badRequest, HttpError, payloadTooLarge } from '../runtime/http-error.gen.ts';

    /**
     * The whole body of a request, inflated where it came compressed (gzip, deflate, br); \`undefined\` where there is none.
     * Throws \`HttpError\` 413 for more than \`limitBytes\` (counted inflated), 415 for other encodings, 400 for broken ones.
     */
    export async function readBody(c: Context, limitBytes: number): Promise<Uint8Array | undefined> {
      const length = c.req.header('content-length');
      const encoding = c.req.header('content-encoding')?.trim().toLowerCase() ?? '';
      const isPlain = encoding === '' || encoding === 'identity';
      if (isPlain && Number(length) > limitBytes) throw tooLarge(limitBytes);
      const isWhole = c.req.raw.bodyUsed || (length !== undefined && !isBodiless(c));
      try {
        if (isPlain && isWhole) return withinLimit(await c.req.arrayBuffer(), limitBytes);
        const stream = bodyStream(c);
        const through = isPlain ? undefined : inflater(encoding);
        return stream && (await readStream(stream, through, limitBytes));
      } catch (error) {
        throw error instanceof HttpError ? error : badRequest('The body cannot be read');
      }
    }

    /** By the Fetch standard; where Node serves, its own request may have a body nevertheless. */
    function isBodiless({ req }: Context): boolean {
      return req.method === 'GET' || req.method === 'HEAD';
    }

    function bodyStream(c: Context): ReadableStream<Uint8Array> | undefined {
      if (!isBodiless(c)) return c.req.raw.body ?? undefined;
      const node = c.env as { readonly incoming?: AsyncIterable<Uint8Array> } | undefined;
      return node?.incoming && ReadableStream.from(node.incoming);
    }

    function withinLimit(body: ArrayBuffer, limitBytes: number): Uint8Array {
      if (body.byteLength > limitBytes) throw tooLarge(limitBytes);
      return new Uint8Array(body);
    }

    async function readStream(
      stream: ReadableStream<Uint8Array>,
      through: DecompressionStream | undefined,
      limitBytes: number,
    ): Promise<Uint8Array> {
      const piped = through && stream.pipeTo(through.writable, { preventCancel: true });
      const ended = Promise.resolve(piped).catch(() => {});
      try {
        return await (through === undefined
          ? collect(stream.values({ preventCancel: true }), limitBytes)
          : collect(through.readable, limitBytes));
      } catch (error) {
        // A client that is still sending has to get that done before it can read the answer.
        void ended.then(() => drain(stream)).catch(() => {});
        throw error;
      }
    }

    async function collect(source: AsyncIterable<Uint8Array>, limitBytes: number): Promise<Uint8Array> {
      const chunks: Uint8Array[] = [];
      let bytes = 0;
      for await (const chunk of source) {
        bytes += chunk.length;
        if (bytes > limitBytes) throw tooLarge(limitBytes);
        chunks.push(chunk);
      }
      const whole = new Uint8Array(bytes);
      let offset = 0;
      for (const chunk of chunks) {
        whole.set(chunk, offset);
        offset += chunk.length;
      }
      return whole;
    }

    const MAX_DRAIN_BYTES = 16_777_216;

    async function drain(stream: ReadableStream<Uint8Array>): Promise<void> {
      let bytes = 0;
      for await (const chunk of stream) {
        bytes += chunk.length;
        if (bytes > MAX_DRAIN_BYTES) return;
      }
    }

    const formats = { gzip: 'gzip', 'x-gzip': 'gzip', deflate: 'deflate', br: 'brotli' } as const;

    function inflater(encoding: string): DecompressionStream {
      try {
        const format = Object.entries(formats).find(([name]) => name === encoding)?.[1];
        if (format !== undefined) return new DecompressionStream(format);
      } catch {
        // A runtime that does not know Brotli.
      }
      throw new HttpError(415, \`The content encoding \${encoding} is not supported\`, {
        headers: { 'accept-encoding': 'gzip, deflate, br' },
      });
    }

    function tooLarge(limitBytes: number): HttpError {
      return payloadTooLarge(\`The body is larger than \${limitBytes} bytes\`);
    }
  `;
}
