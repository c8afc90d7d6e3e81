import type { Adopter } from './adopter.ts';

/** dbmate: the digits with which the name of a file begins. */
export const dbmate: Adopter = {
  tool: 'dbmate',
  table: 'schema_migrations',
  read: (session) =>
    session.query(
      `SELECT version::text AS key, NULL AS checksum, NULL AS applied, false AS failed
       FROM schema_migrations ORDER BY version`,
    ),
  find: ({ name }, records) => {
    const [digits] = /^\d+/.exec(name) ?? [];
    return records.find(({ key }) => key === digits);
  },
};
