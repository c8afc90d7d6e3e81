import type { Socket } from 'node:net';
import { type Fault, faultOf } from './fault.ts';
import type { Origin, Proxy } from './origin.ts';

/** More than any proxy has to say before a tunnel. */
const headBytesMax = 16 * 1024;

/**
 * Asks a proxy for a tunnel (RFC 9110 section 9.3.6) on a socket that is being connected to it. `done` is called once:
 * without a fault when the tunnel is open and nothing of what runs through it has been read yet.
 */
export function openTunnel(
  socket: Socket,
  { host, port, address }: Origin,
  { authorization }: Proxy,
  done: (fault: Fault | undefined) => void,
): void {
  const name = address ?? host;
  const target = `${name.includes(':') ? `[${name}]` : name}:${port}`;
  const credentials =
    authorization === undefined ? '' : `Proxy-Authorization: ${authorization}\r\n`;
  let head = '';
  const onData = (chunk: Buffer): void => {
    head += chunk.toString('latin1');
    const end = head.indexOf('\r\n\r\n');
    if (end === -1) {
      if (head.length > headBytesMax) finish(faultOf('malformed response'));
      return;
    }
    const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? 0);
    const rest = head.slice(end + 4);
    if (status < 200 || status > 299) return finish(faultOf('proxy refused'));
    // The server may speak first (it does not with TLS or HTTP/1.1), and then its words belong to the next reader.
    if (rest !== '') socket.unshift(Buffer.from(rest, 'latin1'));
    finish(undefined);
  };
  const finish = (fault: Fault | undefined): void => {
    socket.off('data', onData);
    socket.pause();
    done(fault);
  };
  socket.once('connect', () => {
    socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${credentials}\r\n`);
  });
  socket.on('data', onData);
}
