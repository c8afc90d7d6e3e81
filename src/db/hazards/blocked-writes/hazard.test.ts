import { testHazard, sized } from '../../../../test/support/hazards.ts';

testHazard('blocked-writes', {
  fires: [
    [
      'CREATE INDEX i ON t (a)',
      'error CREATE INDEX i keeps all who write from t until it is built.',
    ],
    ['CREATE UNIQUE INDEX ON public.t (a)', 'error CREATE INDEX keeps all who write from public.t'],
    ['ALTER TABLE t ADD u_id bigint; CREATE INDEX i ON t (u_id)', 'CREATE INDEX i'],
    ['REINDEX TABLE t', 'error REINDEX of t keeps out all who write'],
    ['REINDEX INDEX i', 'REINDEX of i'],
    ['LOCK TABLE t IN SHARE MODE', 'warning LOCK TABLE keeps all who write from t'],
    ['CREATE INDEX i ON t (a)', 'info CREATE INDEX i', { sizeOf: sized({ t: [100, 8192] }) }],
  ],
  silent: [
    'CREATE TABLE t (a int); CREATE INDEX i ON t (a); REINDEX TABLE t',
    'SELECT 1 AS a INTO t; CREATE INDEX i ON t (a)',
    // The frame of a partitioned index is empty.
    'CREATE INDEX i ON ONLY t (a)',
    'LOCK TABLE t IN SHARE UPDATE EXCLUSIVE MODE',
    'CREATE STATISTICS s ON a, b FROM t',
  ],
  fixed: [
    'CREATE INDEX CONCURRENTLY i ON t (a)',
    'REINDEX INDEX CONCURRENTLY i',
    'REINDEX (CONCURRENTLY) TABLE t',
  ],
});
