import { type CatalogKind, userSchema } from '../catalog-kind.ts';

export const aggregates: CatalogKind = {
  kind: 'aggregate',
  sql: () => `
    SELECT 'pg_proc'::regclass::oid AS class, p.oid, 0 AS sub,
      format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)) AS identity,
      json_build_object(
        'name', format('%I.%I', n.nspname, p.proname),
        'signature', format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)),
        -- With ORDER BY where there are direct arguments.
        'arguments', CASE WHEN p.pronargs = 0 THEN '*' ELSE pg_get_function_arguments(p.oid) END,
        'result', pg_get_function_result(p.oid),
        'kind', a.aggkind,
        'parallel', p.proparallel,
        'transition', a.aggtransfn::regproc::text,
        'state', format_type(a.aggtranstype, NULL),
        'stateSize', nullif(a.aggtransspace, 0),
        'initial', a.agginitval,
        'final', ${routine('a.aggfinalfn')},
        'finalExtra', nullif(a.aggfinalextra, false),
        'finalModify', a.aggfinalmodify,
        'combine', ${routine('a.aggcombinefn')},
        'serialize', ${routine('a.aggserialfn')},
        'deserialize', ${routine('a.aggdeserialfn')},
        'movingTransition', ${routine('a.aggmtransfn')},
        'movingInverse', ${routine('a.aggminvtransfn')},
        'movingState', CASE WHEN a.aggmtranstype <> 0 THEN format_type(a.aggmtranstype, NULL) END,
        'movingStateSize', nullif(a.aggmtransspace, 0),
        'movingInitial', a.aggminitval,
        'movingFinal', ${routine('a.aggmfinalfn')},
        'movingFinalExtra', nullif(a.aggmfinalextra, false),
        'movingFinalModify', CASE WHEN a.aggmtransfn <> 0 THEN a.aggmfinalmodify END,
        'sortOperator', CASE WHEN o.oid IS NOT NULL THEN format('OPERATOR(%I.%s)', opn.nspname, o.oprname) END
      ) AS facts
    FROM pg_aggregate a
    JOIN pg_proc p ON p.oid = a.aggfnoid
    JOIN pg_namespace n ON n.oid = p.pronamespace
    LEFT JOIN pg_operator o ON o.oid = a.aggsortop
    LEFT JOIN pg_namespace opn ON opn.oid = o.oprnamespace
    WHERE ${userSchema('n')}
    ORDER BY n.nspname, p.proname, 4`,
};

function routine(column: string): string {
  return `nullif(${column}::regproc::text, '-')`;
}
