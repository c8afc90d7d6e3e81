import type { CatalogKind } from '../catalog-kind.ts';
import { accessMethods } from './access-methods.ts';
import { aggregates } from './aggregates.ts';
import { baseTypes } from './base-types.ts';
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
import { extensions } from './extensions.ts';
import { foreignDataWrappers } from './foreign-data-wrappers.ts';
import { foreignServers } from './foreign-servers.ts';
import { functions } from './functions.ts';
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
import { tableSettings } from './table-settings.ts';
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
import { views } from './views.ts';

/** All kinds; the order is that in which objects of equal standing are created. */
export const catalogKinds: readonly CatalogKind[] = [
  schemas,
  extensions,
  languages,
  accessMethods,
  collations,
  enums,
  domains,
  domainConstraints,
  compositeTypes,
  rangeTypes,
  baseTypes,
  foreignDataWrappers,
  foreignServers,
  userMappings,
  sequences,
  tables,
  columns,
  defaults,
  functions,
  aggregates,
  casts,
  transforms,
  operators,
  operatorFamilies,
  operatorFamilyMembers,
  operatorClasses,
  conversions,
  textSearchParsers,
  textSearchTemplates,
  textSearchDictionaries,
  textSearchConfigurations,
  partitions,
  constraints,
  indexes,
  indexAttachments,
  sequenceOwners,
  typedTables,
  tableSettings,
  views,
  rules,
  triggers,
  triggerStates,
  policies,
  statistics,
  publications,
  publicationTables,
  publicationSchemas,
  subscriptions,
  defaultPrivileges,
  eventTriggers,
];
