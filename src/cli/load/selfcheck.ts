import { createServer } from 'node:http';

/**
 * Lends a small HTTP server on loopback, to a comparison with itself: whatever difference that
 * finds is this machine's noise.
 */
export async function withReferenceServer(use: (url: string) => Promise<void>): Promise<void> {
  const server = createServer((_request, response) => response.end('ok'));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  try {
    await use(`http://127.0.0.1:${port}/`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
