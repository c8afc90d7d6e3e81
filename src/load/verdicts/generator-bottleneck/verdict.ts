import type { LoadVerdict, Measurement } from '../verdict.ts';

/** The generator could not keep up: what it measured is partly itself. */
export const generatorBottleneck: LoadVerdict = {
  id: 'generator-bottleneck',
  judge(result) {
    const { generator, phases, config } = result;
    if (generator.valid) return undefined;
    return {
      id: 'generator-bottleneck',
      severity: 'error',
      title: 'The load generator could not keep up, so the figures are not those of the server.',
      fix: fixOf(result),
      evidence: {
        reasons: generator.reasons.join(' '),
        busy_share: generator.busyShare,
        send_lag_p99_ms: phases.sendLag.quantileUs(0.99) / 1000,
        cpu_us_per_request: generator.cpuUsPerRequest,
        rate_reached_share: generator.rateReached,
        workers: config.workers,
      },
      key: 'generator-bottleneck',
    };
  },
};

/** From here on the generator's own work fills its time; below, others took the processor from it. */
const ownWorkShare = 0.8;

function fixOf({ generator, config }: Measurement): string {
  const less =
    config.rate === undefined ? 'fewer connections (--concurrency)' : 'a lower rate (--rate)';
  return generator.busyShare >= ownWorkShare
    ? `Use more workers than ${config.workers} (--workers) if there are processor cores left for them, another machine, or ${less}.`
    : `Stop what else keeps this machine busy, run trivet on another one, or use ${less}.`;
}
