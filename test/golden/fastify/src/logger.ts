import { LogController } from 'fastify';
import type { FastifyServerOptions } from 'fastify';

/** Structured logs on standard output. Secrets in logged objects are blotted out. */
export function loggerOptions(
  level: string,
): Pick<FastifyServerOptions, 'logger' | 'logController'> {
  return {
    // A logger that says nothing would still cost something with each request.
    logger: level !== 'silent' && { level, redact: { paths: secrets, censor: '[redacted]' } },
    logController: new QuietController({ requestIdLogLabel: 'requestId' }),
  };
}

/** Leaves requests to `middleware/context.ts`, which writes one line for each in place of two. */
class QuietController extends LogController {
  override incomingRequest(): void {}
  override requestCompleted(): void {}
}

const secrets = ['authorization', 'cookie', 'password', 'token'].flatMap((name) => [
  name,
  `*.${name}`,
  `*.headers.${name}`,
]);
