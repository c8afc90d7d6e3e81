import { testHazard } from '../../../../test/support/hazards.ts';

const bytes63 = 'a'.repeat(63);

testHazard('identifier-too-long', {
  fires: [
    [`CREATE TABLE ${bytes63}b (id int)`, `warning "${bytes63}b" has more than 63 bytes`],
    [`ALTER TABLE t ADD "${'ä'.repeat(32)}" int`, `warning "${'ä'.repeat(32)}"`],
  ],
  silent: [
    `SELECT '${'a'.repeat(100)}'`,
    `SELECT 1 -- ${'a'.repeat(100)}`,
    `ALTER TABLE t ADD "${'ä'.repeat(31)}" int`,
  ],
  fixed: [`CREATE TABLE ${bytes63} (id int)`],
});
