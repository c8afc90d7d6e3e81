import type { LoggedParameters } from '../sample-keeper.ts';
import type { LogRecord } from './log-record.ts';

export interface LoggedText {
  readonly text: string;
  readonly parameters: LoggedParameters | undefined;
  /** Logged by auto_explain, together with its plan. */
  readonly isPlan: boolean;
}

/** A message about a statement: its text, its time, or both. */
export interface LogMessage {
  readonly ms: number | undefined;
  readonly logged: LoggedText | undefined;
}

/**
 * Undefined for all that is not about a statement that was run. Parsing and binding have lines of their own, and are no calls.
 */
export function readMessage({ message, detail }: LogRecord): LogMessage | undefined {
  const [whole, duration, what] =
    /^(?:duration: (\d+(?:\.\d+)?) ms(?: {2}|$))?(statement: |execute .*?: |plan:\n|)/.exec(
      message,
    ) ?? [];
  if (whole === undefined || whole === '') return undefined;
  const ms = duration === undefined ? undefined : Number(duration);
  const rest = message.slice(whole.length);
  if (what === 'plan:\n') {
    const logged = planText(rest.trim());
    return logged === undefined ? undefined : { ms, logged };
  }
  if (what === '') return rest === '' ? { ms, logged: undefined } : undefined;
  const parameters = /^parameters: (.*)$/is.exec(detail ?? '')?.[1];
  return { ms, logged: { text: rest, parameters, isPlan: false } };
}

/** What auto_explain says of the statement, as text or as JSON. */
function planText(plan: string): LoggedText | undefined {
  if (plan.startsWith('{')) return jsonPlanText(plan);
  // The statement has lines of its own; the plan begins where the first costs are.
  const [, text, parameters] =
    /^Query Text: (.*?)\n(?:Query Parameters: ([^\n]*)\n)?[^\n]*\(cost=/s.exec(plan) ?? [];
  return text === undefined ? undefined : { text, parameters, isPlan: true };
}

function jsonPlanText(plan: string): LoggedText | undefined {
  try {
    const value: unknown = JSON.parse(plan);
    if (typeof value !== 'object' || value === null || !('Query Text' in value)) return undefined;
    const parameters = 'Query Parameters' in value ? String(value['Query Parameters']) : undefined;
    return { text: String(value['Query Text']), parameters, isPlan: true };
  } catch {
    return undefined;
  }
}
