import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Runs in a thread of its own, as a server of somebody else's would. */
const server = `
const { createServer } = require('node:http');
const { parentPort } = require('node:worker_threads');
const server = createServer((_request, response) => response.end('ok'));
server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

/** Lends a small HTTP server on loopback to a comparison with itself: whatever that finds is this machine's noise. */
export async function withReferenceServer<Result>(
  use: (url: string) => Promise<Result>,
): Promise<Result> {
  const worker = new Worker(server, { eval: true });
  try {
    const [port] = await once(worker, 'message');
    return await use(`http://127.0.0.1:${port}/`);
  } finally {
    await worker.terminate();
  }
}
