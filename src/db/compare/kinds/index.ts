import type { KindChanges } from '../kind-changes.ts';
import { comments, grants, owners } from './aspects.ts';
import { columns } from './columns.ts';
import { constraints } from './constraints.ts';
import { defaults } from './defaults.ts';
import { enums } from './enums.ts';
import { extensions } from './extensions.ts';
import { functions, procedures } from './functions.ts';
import { indexAttachments } from './index-attachments.ts';
import { indexes } from './indexes.ts';
import { partitions } from './partitions.ts';
import { policies } from './policies.ts';
import { rules } from './rules.ts';
import { schemas } from './schemas.ts';
import { sequenceOwners } from './sequence-owners.ts';
import { sequences } from './sequences.ts';
import { clusters, replicaIdentities } from './table-settings.ts';
import { tables } from './tables.ts';
import { triggers } from './triggers.ts';
import { materializedViews, views } from './views.ts';

/** What can be changed. Adding a kind: a file here, a file in `postgres/catalog/kinds`, and a line in both lists. */
const kinds: readonly KindChanges[] = [
  schemas,
  extensions,
  enums,
  sequences,
  tables,
  columns,
  defaults,
  functions,
  procedures,
  partitions,
  constraints,
  indexes,
  indexAttachments,
  sequenceOwners,
  replicaIdentities,
  clusters,
  views,
  materializedViews,
  rules,
  triggers,
  policies,
  owners,
  comments,
  grants,
];

const byKind: ReadonlyMap<string, KindChanges> = new Map(kinds.map((each) => [each.kind, each]));

export function changesOf(kind: string): KindChanges {
  const changes = byKind.get(kind);
  if (changes === undefined) throw new Error(`nothing is known about changing a ${kind}`);
  return changes;
}
