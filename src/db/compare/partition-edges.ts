import type { Catalog, CatalogObject } from '../../postgres/catalog/catalog.ts';
import type { Decision } from './decisions.ts';
import type { Edges } from './edges.ts';
import { text } from './facts.ts';
import type { PlanContext } from './kind-changes.ts';

/**
 * What happens to a parent's columns and checks happens to its partitions, too: those that leave do so before, and those
 * that come do so when both look alike. The like for a table of a type, whose columns nobody can touch.
 */
export function addPartitionEdges(
  edges: Edges,
  decisions: ReadonlyMap<string, Decision>,
  { source, target }: PlanContext,
): void {
  const shapes = new Map<string, string[]>();
  for (const id of decisions.keys()) {
    const object = target.objects.get(id) ?? source.objects.get(id);
    if (object === undefined || !/^(column|constraint|index)$/.test(object.kind)) continue;
    const table = text(object, 'table');
    shapes.set(table, [...(shapes.get(table) ?? []), id]);
  }
  for (const [id, { drop, create }] of decisions) {
    if (!/^(partition|typed table) /.test(id)) continue;
    const [before, after] = [source.objects.get(id), target.objects.get(id)];
    if (drop && before !== undefined) {
      const table = text(before, 'parent') || text(before, 'table');
      const goes = [table, text(before, 'table')].every(
        (each) => decisions.get(`table ${each}`)?.drop === true,
      );
      for (const shape of shapes.get(table) ?? []) {
        // A partition that leaves takes its share of a foreign key along; where both go, so does that.
        if (isForeignKey(source.objects.get(shape))) {
          if (!goes) edges.add(`drop ${shape}`, `drop ${id}`);
        } else edges.add(`drop ${id}`, `drop ${shape}`);
        for (const verb of ['change', 'create']) edges.add(`drop ${id}`, `${verb} ${shape}`);
      }
    }
    if (create && after !== undefined) {
      for (const table of [text(after, 'parent'), text(after, 'table')]) {
        for (const shape of shapes.get(table) ?? []) {
          if (!shape.startsWith('index ')) edges.add(`drop ${shape}`, `create ${id}`);
        }
      }
    }
  }
}

function isForeignKey(object: CatalogObject | undefined): boolean {
  return object?.kind === 'constraint' && text(object, 'type') === 'f';
}

/**
 * Attaching a table makes the indexes that its parent has and it has not. So those of a new parent come after, and those of
 * a new partition before. A key of a partitioned table holds once all parts are attached, and only then can be referred to.
 */
export function addAttachmentEdges(
  edges: Edges,
  decisions: ReadonlyMap<string, Decision>,
  { target }: PlanContext,
): void {
  const attachments = attachmentsByKey(decisions, target);
  const keysByTable = new Map<string, string[]>();
  for (const [id, { create }] of decisions) {
    const object = create ? target.objects.get(id) : undefined;
    if (object === undefined || !hasIndex(object)) continue;
    const table = text(object, 'table');
    keysByTable.set(table, [...(keysByTable.get(table) ?? []), id]);
  }
  for (const [id, { create }] of decisions) {
    const object = create ? target.objects.get(id) : undefined;
    if (object?.kind === 'partition') {
      const isNew = new Set(keysByTable.get(text(object, 'parent')));
      for (const key of isNew) edges.add(`create ${id}`, `create ${key}`);
      for (const key of keysByTable.get(text(object, 'table')) ?? []) {
        if (isNew.has(parentOf(key, target) ?? '')) continue;
        // An index that lacks parts of its own is passed over.
        for (const part of [key, ...allBelow(key, attachments, target)])
          edges.add(`create ${part}`, `create ${id}`);
      }
    }
    if (object?.kind === 'constraint' && text(object, 'type') === 'f') {
      for (const { id: key } of object.needs) {
        for (const attachment of allBelow(key, attachments, target)) {
          edges.add(`create ${attachment}`, `create ${id}`);
        }
      }
    }
  }
}

function hasIndex(object: CatalogObject): boolean {
  return object.kind === 'index' || (object.kind === 'constraint' && text(object, 'index') !== '');
}

/** The index or key above one of a partition. */
function parentOf(key: string, target: Catalog): string | undefined {
  const need = target.objects
    .get(key)
    ?.needs.find(({ id, type }) => type === 'auto' && /^(index|constraint) /.test(id));
  return need?.id;
}

/** The attachments to a key, to the keys that these attach, and so on. */
function allBelow(
  key: string,
  attachments: ReadonlyMap<string, readonly string[]>,
  target: Catalog,
): readonly string[] {
  return (attachments.get(key) ?? []).flatMap((attachment) => {
    const parts = target.objects.get(attachment)?.needs ?? [];
    const own = parts.filter(({ id }) => id !== key && attachments.has(id));
    return [
      attachment,
      ...own
        .filter(({ id }) => parentOf(id, target) === key)
        .flatMap(({ id }) => allBelow(id, attachments, target)),
    ];
  });
}

/** New attachments by the keys that they are to. */
function attachmentsByKey(
  decisions: ReadonlyMap<string, Decision>,
  target: Catalog,
): ReadonlyMap<string, readonly string[]> {
  const result = new Map<string, string[]>();
  for (const [id, { create }] of decisions) {
    if (!create || !id.startsWith('index attachment ')) continue;
    const needs = target.objects.get(id)?.needs ?? [];
    for (const need of needs) {
      const key = /^(index|constraint) /.test(need.id) ? target.objects.get(need.id) : undefined;
      const isPart = needs.some(
        (each) => key !== undefined && each.id === `partition ${text(key, 'table')}`,
      );
      if (key !== undefined && !isPart) result.set(key.id, [...(result.get(key.id) ?? []), id]);
    }
  }
  return result;
}
