import { constraints } from './constraints.ts';
import { foreign } from './foreign.ts';
import { found } from './found.ts';
import { operators } from './operators.ts';
import type { Pair } from './pair.ts';
import { partitions } from './partitions.ts';
import { privileges } from './privileges.ts';
import { programs } from './programs.ts';
import { replication } from './replication.ts';
import { routines } from './routines.ts';
import { statistics } from './statistics.ts';
import { tables } from './tables.ts';
import { textSearch } from './text-search.ts';
import { types } from './types.ts';

/** Every kind of object: made, changed, removed, with dependents, comments, owners and rights. */
export const pairs: readonly Pair[] = [
  ...tables,
  ...constraints,
  ...partitions,
  ...programs,
  ...types,
  ...routines,
  ...operators,
  ...textSearch,
  ...foreign,
  ...replication,
  ...statistics,
  ...privileges,
  ...found,
];
