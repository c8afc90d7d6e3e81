import { pino } from 'pino';
import type { Logger } from 'pino';

/** Structured logs on standard output. Secrets in logged objects are blotted out. */
export function createLogger(level: string): Logger {
  return pino({ level, redact: { paths: secrets, censor: '[redacted]' } });
}

const secrets = ['authorization', 'cookie', 'password', 'token'].flatMap((name) => [
  name,
  `*.${name}`,
  `*.headers.${name}`,
]);
