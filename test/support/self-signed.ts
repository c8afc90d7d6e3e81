import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** PEM texts. */
export interface Identity {
  readonly cert: string;
  readonly key: string;
}

/** A certificate for `localhost` that nobody else trusts; undefined where there is no `openssl`. */
export function selfSigned(): Identity | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'trivet-tls-'));
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  try {
    const files = ['-keyout', key, '-out', cert];
    const command = ['req', '-x509', '-days', '2', ...curve, ...subject, ...files];
    const made = spawnSync('openssl', command);
    if (made.status !== 0) return undefined;
    return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
