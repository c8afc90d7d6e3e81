import type { Finding } from '../../base/finding.ts';
import type { LoadResult } from '../load-result.ts';

/** What verdicts are made from. */
export type Measurement = Omit<LoadResult, 'verdicts'>;

/** One thing that figures can mean. Its folder has the name of its id, and the page that `trivet explain <id>` shows. */
export interface LoadVerdict {
  readonly id: string;
  /** Says nothing where the figures do not prove it. */
  judge(result: Measurement): Finding | undefined;
}
