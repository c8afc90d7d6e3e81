import type { Catalog, CatalogObject, Fact } from '../../postgres/catalog/catalog.ts';
import { texts } from './facts.ts';

/** The roles that a schema names, unquoted: owners, grantees, those of policies, of default rights and of user mappings. */
export function rolesOf(catalog: Catalog): readonly string[] {
  const names = new Set<string>();
  for (const object of catalog.objects.values()) {
    for (const name of namedBy(object))
      if (name !== '' && name !== 'PUBLIC') names.add(unquoted(name));
  }
  return [...names];
}

function namedBy(object: CatalogObject): readonly string[] {
  const { kind } = object;
  if (kind === 'policy') return texts(object, 'roles').filter((role) => role !== 'PUBLIC');
  const facts: readonly (Fact | undefined)[] = [
    object.facts['role'],
    object.facts['grantee'],
    object.facts['user'],
  ];
  if (!/^(owner|grant|default privilege|user mapping)$/.test(kind)) return [];
  return facts.filter((fact) => typeof fact === 'string');
}

/** The name that a quoted identifier stands for. */
export function unquoted(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}
