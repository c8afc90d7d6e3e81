import { bytesText } from '../../../base/bytes.ts';
import { durationText } from '../../../base/duration.ts';
import { html, type Html } from '../../../report/html.ts';
import { ms, percent, withSeparators } from '../../../report/number.ts';
import { counted } from '../../../report/text.ts';
import type { LoadResult } from '../../load-result.ts';

/** What the figures mean and what they rest on, for those who doubt them. */
export function methodSection(result: LoadResult): Html {
  return html`<section>
    <h2>How it was measured</h2>
    <dl class="method">
      ${factsOf(result).map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd> `,
      )}
    </dl>
  </section>`;
}

type Fact = readonly [name: string, value: string];

function factsOf(result: LoadResult): readonly Fact[] {
  const { config, requests, generator } = result;
  return [
    ['load', loadText(result)],
    ['latency', latencyText(result)],
    [
      'counts',
      `${withSeparators(requests.scheduled)} scheduled = ${withSeparators(requests.sent)} sent + ${withSeparators(requests.unsent)} never sent = ${withSeparators(requests.ok)} ok + ${withSeparators(requests.failed)} failed, ${withSeparators(requests.unfinished)} of them unanswered at the end.`,
    ],
    [
      'time limit',
      `${durationText(config.timeoutMs)} for a request; one that takes longer fails, and counts with the time that it waited.`,
    ],
    [
      'warm-up',
      config.warmupMs > 0
        ? `${durationText(config.warmupMs)} before the run, not part of any figure.`
        : 'None.',
    ],
    [
      'generator',
      `${counted(config.workers, 'worker')}; the busiest was busy for ${percent(generator.busyShare)} of the time. ${ms(generator.cpuUsPerRequest)} µs of processor time per request, ${bytesText(generator.memoryBytesMax)} of memory.`,
    ],
    ['send lag', lagText(result)],
    [
      'precision',
      'Each latency is counted in a bucket at most 0.1 % wide (HdrHistogram, three significant digits); percentiles are over all requests, never averages of percentiles.',
    ],
    ['seed', String(config.seed)],
  ];
}

function loadText({ config, generator }: LoadResult): string {
  const { rate, arrivals, concurrency } = config;
  if (rate === undefined) {
    return `Closed model: each of ${counted(concurrency, 'connection')} sends its next request when the last one is answered, so that a slow server is asked less.`;
  }
  const when = arrivals === 'poisson' ? 'at random (Poisson)' : 'evenly';
  return `Open model: ${withSeparators(rate)} requests per second, ${when}, whether or not the server keeps up; ${percent(generator.rateReached)} of that rate was sent.`;
}

function latencyText({ latencyCorrected }: LoadResult): string {
  const sending =
    'From handing a request to an open connection until the last byte of its response, whatever its status.';
  if (latencyCorrected === undefined) return sending;
  return `From due time: from when the schedule wanted a request sent until the last byte of its response, so that a stall counts for all that it delayed. From sending: ${sending.charAt(0).toLowerCase()}${sending.slice(1)}`;
}

function lagText({ phases: { sendLag } }: LoadResult): string {
  if (sendLag.count === 0) return 'Nothing was sent.';
  const quantile = (share: number): string => ms(sendLag.quantileUs(share) / 1000);
  return `The generator itself was late by ${quantile(0.5)} ms (p50), ${quantile(0.99)} ms (p99), at most ${ms(sendLag.maxUs / 1000)} ms.`;
}
