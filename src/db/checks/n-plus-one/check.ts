import { riskObservation } from '../../n-plus-one/observation.ts';
import { readRisks } from '../../n-plus-one/risks.ts';
import type { Check } from '../check.ts';

/** A relation that may be loaded row by row. From totals this is no more than possible; `watchNPlusOne` can tell. */
export const nPlusOne: Check = {
  id: 'n-plus-one',
  group: 'statements',
  needs: ['workload'],
  run: async (database) => (await readRisks(database)).map(riskObservation),
};
