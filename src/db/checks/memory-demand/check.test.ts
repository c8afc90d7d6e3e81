import { testCheck } from '../../../../test/support/checks.ts';
import { withServerSettings } from '../../../../test/support/server-settings.ts';
import { memoryDemand } from './check.ts';

/** The server of these tests has room for 20 connections. */
testCheck(memoryDemand, {
  fires: [
    {
      name: 'twice what there is',
      sql: 'SELECT 1',
      meanwhile: withServerSettings("work_mem = '256MB'", "effective_cache_size = '2GB'"),
      expected:
        /^info 20 connections may take 268 MB each for one sort \(work_mem\), 5\.37 GB in all, on a machine that caches 2\.15 GB/m,
      subjects: ['work_mem'],
    },
  ],
  silent: [
    { name: 'the defaults', sql: 'SELECT 1' },
    {
      name: 'enough',
      sql: 'SELECT 1',
      meanwhile: withServerSettings("work_mem = '256MB'", "effective_cache_size = '16GB'"),
    },
    {
      name: 'nobody said how much there is',
      sql: 'SELECT 1',
      meanwhile: withServerSettings("work_mem = '2GB'"),
    },
    {
      name: 'much for one session',
      sql: "SET work_mem = '1GB'",
      meanwhile: withServerSettings("effective_cache_size = '8GB'"),
    },
  ],
});
