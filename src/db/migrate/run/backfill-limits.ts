import type { Run } from './run.ts';

/**
 * What a backfill goes by between its batches: how far a standby may be behind. And it is to end when whoever runs it has
 * gone: it could be at work for hours, and the next run would wait for it.
 */
export async function backfillLimits({ crew, settings }: Run): Promise<void> {
  const lag = settings.force.has('lag') ? anyLag : `${Math.round(settings.maxLagMs)} ms`;
  await crew.main.execute(`SET trivet.max_lag = '${lag}'`);
  // Not on every platform: 22023.
  await crew.main.execute(
    `DO $$ BEGIN SET client_connection_check_interval = '1s'; EXCEPTION WHEN invalid_parameter_value THEN NULL; END $$`,
  );
}

const anyLag = '100 years';
