import { TrivetError } from '../../base/errors.ts';
import type { Scenario } from './scenario.ts';

/** The function that a scenario file exports by default. Throws `USAGE` where it cannot be loaded or has none. */
export async function loadScenario(module: string): Promise<Scenario> {
  const exported = await evaluate(module);
  const scenario: unknown =
    typeof exported === 'object' && exported !== null && 'default' in exported
      ? exported.default
      : undefined;
  if (isScenario(scenario)) return scenario;
  throw new TrivetError('USAGE', `${fileOf(module)} does not export a function by default.`, {
    hint: 'Write it like: export default async function (user) { await user.get("/"); }',
  });
}

async function evaluate(module: string): Promise<unknown> {
  try {
    return await import(module);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TrivetError('USAGE', `${fileOf(module)} cannot be loaded: ${reason}`, {
      hint: 'Check that "node FILE" loads it: trivet runs TypeScript as Node does, without checking types.',
      cause,
    });
  }
}

function isScenario(value: unknown): value is Scenario {
  return typeof value === 'function';
}

/** Name of the file of a module, for people. */
export function fileOf(module: string): string {
  return decodeURIComponent(module.slice(module.lastIndexOf('/') + 1));
}
