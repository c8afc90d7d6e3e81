import type { Hazard } from '../hazard.ts';

/** PostgreSQL cuts long names without an error. */
export const identifierTooLong: Hazard = {
  id: 'identifier-too-long',
  judge: ({ longNames }) =>
    [...new Set(longNames)].map((name) => ({
      subject: name,
      severity: 'warning',
      title: `"${name}" has more than 63 bytes, so that PostgreSQL cuts it, and two such names may become one`,
      fix: 'Choose a name of at most 63 bytes.',
      evidence: { name_bytes: Buffer.byteLength(name) },
    })),
};
