import type { Catalog } from '../../postgres/catalog/catalog.ts';
import type { Session } from '../../postgres/session.ts';
import { differ, text } from './facts.ts';

/**
 * Columns that change to a type for which the server has no cast (or that is not there yet). Their values can still be
 * converted by way of text. Asks once for each pair of types.
 */
export async function columnsWithoutCast(
  session: Session,
  source: Catalog,
  target: Catalog,
): Promise<ReadonlySet<string>> {
  const known = new Map<string, boolean>();
  const without = new Set<string>();
  for (const [id, to] of target.objects) {
    const from = to.kind === 'column' ? source.objects.get(id) : undefined;
    if (from === undefined || !differ(from, to, 'type')) continue;
    const cast = `NULL::${text(from, 'type')}::${text(to, 'type')}`;
    if (!known.has(cast)) known.set(cast, await exists(session, cast));
    if (known.get(cast) !== true) without.add(id);
  }
  return without;
}

async function exists(session: Session, cast: string): Promise<boolean> {
  try {
    await session.query(`SELECT ${cast}`);
    return true;
  } catch {
    return false;
  }
}
