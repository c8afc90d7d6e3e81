import { parentPort, workerData } from 'node:worker_threads';
import { TrivetError } from '../../base/errors.ts';
import { createEngine, type Engine } from './engine.ts';
import type { WorkerPlan } from './plan.ts';
import type { Command, Report } from './protocol.ts';

// The thread's own end of the conversation with `crew.ts`: nothing but that happens here.
const port = parentPort;
if (port !== null) {
  const plan: WorkerPlan = workerData;
  const post = (report: Report): void => port.postMessage(report);
  const starting = start(plan, post);
  port.on('message', (command: Command) => {
    // A rejection is a bug; unhandled, it reaches the main thread as an error of the worker.
    void starting.then((engine) => engine?.handle(command));
    if (command.kind === 'close') port.close();
  });
}

/** What is wrong with the plan is the user's business; errors lose their class on the way to another thread. */
async function start(
  plan: WorkerPlan,
  post: (report: Report) => void,
): Promise<Engine | undefined> {
  try {
    return await createEngine(plan, post);
  } catch (error) {
    if (!(error instanceof TrivetError)) throw error;
    post({ kind: 'refused', message: error.message, hint: error.hint });
    return undefined;
  }
}
