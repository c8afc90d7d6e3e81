import type { LoadResult } from '../../load/index.ts';
import type { LoadFlags } from '../commands/load-flags.ts';
import { prepareReportFiles, type ReportFiles } from '../report-files.ts';

/** The reports of a load test that were asked for as files. Throws `OUTPUT_UNWRITABLE`, `USAGE`. */
export function prepareOutputs(
  flags: LoadFlags,
  cwd: string,
  version: string,
): ReportFiles<LoadResult> {
  return prepareReportFiles<LoadResult>(
    [
      {
        name: flags.html,
        render: async (result) =>
          (await import('../../load/report/html.ts')).loadHtml(result, { version }),
      },
      {
        name: flags.csv,
        render: async (result) => (await import('../../load/report/csv.ts')).loadCsv(result),
      },
      {
        name: flags.junit,
        render: async (result) => (await import('../../load/report/junit.ts')).loadJunit(result),
      },
      {
        name: flags.prometheus,
        render: async (result) =>
          (await import('../../load/report/prometheus.ts')).loadPrometheus(result),
      },
      {
        name: flags.otlp,
        render: async (result) => {
          const { loadOtlp } = await import('../../load/report/otlp.ts');
          return `${JSON.stringify(loadOtlp(result, { version }), null, 1)}\n`;
        },
      },
    ],
    cwd,
  );
}
