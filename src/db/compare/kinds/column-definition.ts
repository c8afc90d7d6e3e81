import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { foreignOptions, inner, text, texts } from '../facts.ts';
import type { Draft, PlanContext } from '../kind-changes.ts';
import { settingChanges } from './column-settings.ts';
import { identityClause } from './identity.ts';
import { notNullName } from './not-null-name.ts';

/** As in `CREATE TABLE` and `ADD COLUMN`. */
export function columnDefinition(
  column: CatalogObject,
  value: CatalogObject | undefined,
  context: PlanContext,
): string {
  const collation = text(column, 'collation');
  const identity = inner(column, 'identity');
  const notNull = inner(column, 'notNull');
  const generated = text(column, 'generated');
  const constraintName = notNullName(column, context);
  return [
    `${text(column, 'name')} ${text(column, 'type')}`,
    foreignOptions(texts(column, 'foreignOptions')),
    collation === '' ? '' : ` COLLATE ${collation}`,
    generated === ''
      ? ''
      : ` GENERATED ALWAYS AS (${text(column, 'expression')}) ${generated === 's' ? 'STORED' : 'VIRTUAL'}`,
    identity === undefined ? '' : identityClause(column, identity),
    value === undefined ? '' : ` DEFAULT ${text(value, 'expression')}`,
    constraintName === undefined ? '' : ` CONSTRAINT ${constraintName}`,
    notNull === undefined || notNull['notValid'] === true ? '' : ' NOT NULL',
    notNull?.['noInherit'] === true ? ' NO INHERIT' : '',
  ].join('');
}

/** What neither `CREATE TABLE` nor `ADD COLUMN` can say on all versions. */
export function columnSettings(column: CatalogObject): readonly Draft[] {
  const bare = {
    ...column,
    facts: { ...column.facts, storage: null, compression: null, statistics: null, options: null },
  };
  return settingChanges(bare, column, false);
}
