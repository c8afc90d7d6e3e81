import { testCheck } from '../../../../test/support/checks.ts';
import { withServerSettings } from '../../../../test/support/server-settings.ts';
import { durabilityOff } from './check.ts';

testCheck(durabilityOff, {
  settings: ['fsync=off'],
  fires: [
    {
      name: 'nothing is forced to disk',
      sql: 'SELECT 1',
      expected: /^error fsync is off: /m,
      subjects: ['fsync'],
    },
  ],
  silent: [],
});

testCheck(durabilityOff, {
  // As after installing it.
  settings: ['fsync=on'],
  fires: [
    {
      name: 'pages are not written in full',
      sql: 'SELECT 1',
      meanwhile: withServerSettings('full_page_writes = off'),
      expected: /^warning full_page_writes is off: /m,
      subjects: ['full_page_writes'],
    },
  ],
  silent: [
    { name: 'the defaults', sql: 'SELECT 1' },
    {
      name: 'the last moments may be lost',
      sql: 'SELECT 1',
      meanwhile: withServerSettings('synchronous_commit = off'),
    },
  ],
});
