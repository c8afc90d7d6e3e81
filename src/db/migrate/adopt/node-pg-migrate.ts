import type { Adopter } from './adopter.ts';

/** node-pg-migrate: the name of each file without its ending. */
export const nodePgMigrate: Adopter = {
  tool: 'node-pg-migrate',
  table: 'pgmigrations',
  read: (session) =>
    session.query(
      `SELECT name AS key, NULL AS checksum, to_json(run_on)#>>'{}' AS applied, false AS failed
       FROM pgmigrations ORDER BY id`,
    ),
  find: ({ name }, records) => records.find(({ key }) => key === name),
};
