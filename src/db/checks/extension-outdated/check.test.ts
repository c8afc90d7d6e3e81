import { testCheck } from '../../../../test/support/checks.ts';
import { extensionOutdated } from './check.ts';

testCheck(extensionOutdated, {
  fires: [
    {
      name: 'as after an upgrade of the server',
      sql: "CREATE EXTENSION pg_trgm VERSION '1.3'",
      expected: /^info extension pg_trgm is of version 1\.3, and the server has 1\.6$/m,
      subjects: ['extension pg_trgm'],
    },
  ],
  silent: [
    { name: 'the newest', sql: 'CREATE EXTENSION pg_trgm' },
    { name: 'not installed', sql: 'SELECT 1' },
  ],
});
