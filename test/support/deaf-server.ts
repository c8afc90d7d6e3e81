import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A port whose process never accepts: connections are taken by the kernel until its queue is full, and then by nobody. */
export interface DeafServer extends AsyncDisposable {
  readonly port: number;
}

/** @param full also fill the queue, so that no further connection comes about */
export async function serveDeaf(full: boolean): Promise<DeafServer> {
  const child = spawn(process.execPath, ['--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [chunk]: unknown[] = await once(child.stdout, 'data');
  const port = Number(String(chunk));
  const fillers: Socket[] = [];
  if (full) for (let place = 0; place < queueLength + 2; place += 1) fillers.push(await fill(port));
  return {
    port,
    async [Symbol.asyncDispose]() {
      for (const filler of fillers) filler.destroy();
      child.kill('SIGKILL');
      await once(child, 'close');
    },
  };
}

const queueLength = 1;

/** Says its port and never comes back to its event loop. */
const program = `
  const server = require('node:net').createServer();
  server.listen({ port: 0, host: '127.0.0.1', backlog: ${queueLength} }, () => {
    require('node:fs').writeSync(1, String(server.address().port));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
`;

/** A connection to the queue, or one that waits for a place in it. */
async function fill(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.on('error', () => undefined);
  await Promise.race([once(socket, 'connect'), new Promise((resolve) => setTimeout(resolve, 100))]);
  return socket;
}
