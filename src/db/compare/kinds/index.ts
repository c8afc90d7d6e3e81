import type { KindChanges } from '../kind-changes.ts';
import { accessMethods } from './access-methods.ts';
import { aggregates } from './aggregates.ts';
import { comments, owners } from './aspects.ts';
import { baseTypes, shellTypes } from './base-types.ts';
import { casts } from './casts.ts';
import { collations } from './collations.ts';
import { columns } from './columns.ts';
import { compositeTypes } from './composite-types.ts';
import { constraints } from './constraints.ts';
import { conversions } from './conversions.ts';
import { defaultPrivileges } from './default-privileges.ts';
import { defaults } from './defaults.ts';
import { domainConstraints } from './domain-constraints.ts';
import { domains } from './domains.ts';
import { enums } from './enums.ts';
import { eventTriggers } from './event-triggers.ts';
import { extensionDependencies } from './extension-dependencies.ts';
import { extensions } from './extensions.ts';
import { foreignDataWrappers } from './foreign-data-wrappers.ts';
import { foreignServers } from './foreign-servers.ts';
import { functions, procedures } from './functions.ts';
import { grants } from './grants.ts';
import { indexAttachments } from './index-attachments.ts';
import { indexes } from './indexes.ts';
import { languages } from './languages.ts';
import { operatorClasses } from './operator-classes.ts';
import { operatorFamilies } from './operator-families.ts';
import { operatorFamilyMembers } from './operator-family-members.ts';
import { operators } from './operators.ts';
import { partitions } from './partitions.ts';
import { policies } from './policies.ts';
import { publicationSchemas } from './publication-schemas.ts';
import { publicationTables } from './publication-tables.ts';
import { publications } from './publications.ts';
import { rangeTypes } from './range-types.ts';
import { rules } from './rules.ts';
import { schemas } from './schemas.ts';
import { sequenceOwners } from './sequence-owners.ts';
import { sequences } from './sequences.ts';
import { statistics } from './statistics.ts';
import { subscriptions } from './subscriptions.ts';
import { clusters, replicaIdentities } from './table-settings.ts';
import { tables } from './tables.ts';
import { textSearchConfigurations } from './text-search-configurations.ts';
import { textSearchDictionaries } from './text-search-dictionaries.ts';
import { textSearchParsers } from './text-search-parsers.ts';
import { textSearchTemplates } from './text-search-templates.ts';
import { transforms } from './transforms.ts';
import { triggerStates } from './trigger-states.ts';
import { triggers } from './triggers.ts';
import { typedTables } from './typed-tables.ts';
import { userMappings } from './user-mappings.ts';
import { materializedViews, views } from './views.ts';

/** What can be changed. Adding a kind: a file here, a file in `postgres/catalog/kinds`, and a line in both lists. */
const kinds: readonly KindChanges[] = [
  schemas,
  extensions,
  enums,
  sequences,
  tables,
  typedTables,
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
  triggerStates,
  policies,
  shellTypes,
  baseTypes,
  domains,
  domainConstraints,
  compositeTypes,
  rangeTypes,
  aggregates,
  eventTriggers,
  collations,
  textSearchParsers,
  textSearchTemplates,
  textSearchDictionaries,
  textSearchConfigurations,
  foreignDataWrappers,
  foreignServers,
  userMappings,
  publications,
  publicationTables,
  publicationSchemas,
  subscriptions,
  statistics,
  operators,
  operatorFamilies,
  operatorFamilyMembers,
  operatorClasses,
  casts,
  conversions,
  languages,
  transforms,
  accessMethods,
  defaultPrivileges,
  owners,
  comments,
  grants,
  extensionDependencies,
];

const byKind: ReadonlyMap<string, KindChanges> = new Map(kinds.map((each) => [each.kind, each]));

/** Whether there are statements for a kind, which a file may name. */
export function isKnownKind(kind: string): boolean {
  return byKind.has(kind);
}

export function changesOf(kind: string): KindChanges {
  const changes = byKind.get(kind);
  if (changes === undefined) throw new Error(`nothing is known about changing a ${kind}`);
  return changes;
}
