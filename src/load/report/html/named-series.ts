import type { Histogram } from '../../../http/histogram.ts';
import type { Tone } from '../../../report/svg/layer.ts';

/** A distribution as it is drawn. An empty name is not in the legend. */
export interface NamedSeries {
  readonly name: string;
  readonly tone: Tone;
  readonly histogram: Histogram;
}
