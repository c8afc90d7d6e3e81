import { TrivetError } from '../../base/errors.ts';
import type { Finding } from '../../base/finding.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { requestFinding } from './findings.ts';
import { readHarEntry, type HarEntry } from './har-entry.ts';
import type { RequestSpec, StepSpec } from './source.ts';

export interface HarOptions {
  /** For messages and the name of the scenario: `shop.har`. */
  readonly file: string;
  /** All entries in order by each virtual user, or each request as often as it was recorded, in any order. */
  readonly as: 'scenario' | 'mix';
  /** Wait between requests as long as was waited while recording; scenarios only. */
  readonly pauses: boolean;
  /**
   * Hosts (`shop.example`, `shop.example:8080`) whose requests are sent; undefined: that of the first request. What pages
   * load from elsewhere belongs to others, who have not asked for a load test.
   */
  readonly hosts: readonly string[] | undefined;
  /** Where the requests to the host of the first one go instead: `http://localhost:3000`. */
  readonly baseUrl: string | undefined;
}

export interface ReadHar {
  readonly specs: readonly RequestSpec[];
  /** What is not sent, or not as it was recorded. */
  readonly findings: readonly Finding[];
}

/**
 * The requests of a recording: HAR 1.2, http://www.softwareishard.com/blog/har-12-spec/. Bodies and URLs are sent as they
 * are; nothing in them is a template.
 * @throws TrivetError `INPUT_UNREADABLE` where the text is no HAR, `USAGE` where no request is left
 */
export function readHar(text: string, options: HarOptions): ReadHar {
  const entries = entriesOf(text, options.file).map(readHarEntry);
  const spoken = entries.filter((entry) => entry !== undefined);
  const hosts = options.hosts ?? spoken.slice(0, 1).map(({ url }) => url.host);
  const wanted = spoken.filter(
    ({ url }) => hosts.includes(url.host) || hosts.includes(url.hostname),
  );
  const others = spoken.filter((entry) => !wanted.includes(entry));
  const findings = [
    ...skipped(entries.length - spoken.length, 'speak no HTTP (data:, blob:, ws:)', 'no HTTP'),
    ...skipped(others.length, `go to other hosts (${listHosts(others)})`, 'other hosts'),
    ...withoutBody(wanted),
  ];
  if (wanted.length === 0) {
    throw new TrivetError('USAGE', `There is no request to be sent in ${options.file}.`, {
      hint: `Choose among the hosts ${listHosts(spoken)}.`,
      findings,
    });
  }
  const steps = wanted.map((entry, index) => stepOf(entry, wanted[index + 1], spoken[0], options));
  return { specs: options.as === 'mix' ? mixOf(steps) : scenarioOf(steps, options.file), findings };
}

function entriesOf(text: string, file: string): readonly JsonObject[] {
  const har = parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  const log = isJsonObject(har) ? har['log'] : undefined;
  const entries = isJsonObject(log) ? log['entries'] : undefined;
  if (isJsonArray(entries)) return entries.filter(isJsonObject);
  throw new TrivetError('INPUT_UNREADABLE', `${file} is no HAR: it has no list of entries.`, {
    hint: 'Export it from the network panel of a browser, with "Save all as HAR".',
  });
}

function parse(text: string): JsonValue {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function skipped(requests: number, why: string, subject: string): readonly Finding[] {
  if (requests === 0) return [];
  const title = `${countOf(requests)} of the recording ${why} and are not sent`;
  const fix = 'Name the hosts whose requests are to be sent, if they are yours.';
  return [requestFinding('har-request-skipped', 'info', title, fix, { subject, requests })];
}

function withoutBody(entries: readonly HarEntry[]): readonly Finding[] {
  const { length: requests } = entries.filter(({ bodyMissing }) => bodyMissing);
  if (requests === 0) return [];
  const title = `${countOf(requests)} had a body that the recording does not have, or not all of it; they are sent with what there is`;
  const fix = 'Record again with contents, or expect these requests to be refused.';
  return [requestFinding('har-body-missing', 'warning', title, fix, { subject: 'body', requests })];
}

function countOf(requests: number): string {
  return requests === 1 ? '1 request' : `${requests} requests`;
}

/** `cdn.example (12), fonts.example (3)`, most frequent first. */
function listHosts(entries: readonly HarEntry[]): string {
  const counts = new Map<string, number>();
  for (const { url } of entries) counts.set(url.host, (counts.get(url.host) ?? 0) + 1);
  const sorted = [...counts].toSorted(([, a], [, b]) => b - a);
  const shown = sorted.slice(0, hostsShownMax).map(([host, count]) => `${host} (${count})`);
  return sorted.length > hostsShownMax ? `${shown.join(', ')} and others` : shown.join(', ');
}

const hostsShownMax = 10;

function stepOf(
  entry: HarEntry,
  next: HarEntry | undefined,
  first: HarEntry | undefined,
  { as, pauses, baseUrl }: HarOptions,
): StepSpec {
  const isMoved = baseUrl !== undefined && entry.url.host === first?.url.host;
  const pauseMs =
    pauses && as === 'scenario' && next !== undefined ? Math.max(0, next.startMs - entry.endMs) : 0;
  const { step } = entry;
  const url = isMoved
    ? step.url.replace(/^[^/]+\/\/[^/?#]*/, baseUrl.replace(/\/+$/, ''))
    : step.url;
  return { ...step, url, thinkMs: [pauseMs, pauseMs] };
}

function scenarioOf(steps: readonly StepSpec[], name: string): readonly RequestSpec[] {
  return [{ name, weight: 1, steps }];
}

/** The same request several times is one, with the weight of all. */
function mixOf(steps: readonly StepSpec[]): readonly RequestSpec[] {
  const byContent = new Map<string, RequestSpec>();
  for (const step of steps) {
    const body =
      step.body?.kind === 'bytes' ? Buffer.from(step.body.bytes).toString('base64') : step.body;
    const key = JSON.stringify({ ...step, body });
    const known = byContent.get(key);
    byContent.set(key, { name: step.name, weight: (known?.weight ?? 0) + 1, steps: [step] });
  }
  return [...byContent.values()];
}
