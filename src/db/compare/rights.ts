import type { Fact } from '../../postgres/catalog/catalog.ts';

/** On what a right is given, as SQL says it: `TABLE public.users`, with ` (email)` after the right if only on that. */
export interface RightsObject {
  readonly name: string;
  readonly columns?: string;
}

/** `GRANT` and `REVOKE` for what one grantee may do after and could not before, and the other way round. */
export function rightsChanges(
  from: Fact | undefined,
  to: Fact | undefined,
  on: RightsObject,
  grantee: string,
): readonly string[] {
  const before = rightsOf(from);
  const after = rightsOf(to);
  const lost = before.filter(({ privilege }) => find(after, privilege) === undefined);
  const lostOption = before.filter(
    ({ privilege, grantable }) => grantable && find(after, privilege)?.grantable === false,
  );
  const gained = after.filter(({ privilege, grantable }) => {
    const had = find(before, privilege);
    return had === undefined || (grantable && !had.grantable);
  });
  const statement = (words: string, rights: readonly Right[], end: string): readonly string[] => {
    if (rights.length === 0) return [];
    const list = rights.map(({ privilege }) => `${privilege}${on.columns ?? ''}`).join(', ');
    return [`${words} ${list} ON ${on.name} ${end}`];
  };
  return [
    ...statement('REVOKE', lost, `FROM ${grantee}`),
    ...statement('REVOKE GRANT OPTION FOR', lostOption, `FROM ${grantee}`),
    ...statement(
      'GRANT',
      gained.filter(({ grantable }) => !grantable),
      `TO ${grantee}`,
    ),
    ...statement(
      'GRANT',
      gained.filter(({ grantable }) => grantable),
      `TO ${grantee} WITH GRANT OPTION`,
    ),
  ];
}

interface Right {
  readonly privilege: string;
  readonly grantable: boolean;
}

function find(rights: readonly Right[], privilege: string): Right | undefined {
  return rights.find((right) => right.privilege === privilege);
}

function rightsOf(fact: Fact | undefined): readonly Right[] {
  if (!Array.isArray(fact)) return [];
  return fact.map((right: Fact): Right => {
    const [privilege, grantable]: readonly Fact[] = Array.isArray(right) ? right : [];
    return {
      privilege: typeof privilege === 'string' ? privilege : '',
      grantable: grantable === true,
    };
  });
}
