import { testHazard } from '../../../../test/support/hazards.ts';

testHazard('enum-value-order', {
  fires: [["ALTER TYPE mood ADD VALUE 'meh'", "info 'meh' comes last in mood"]],
  silent: [
    "CREATE TYPE mood AS ENUM ('ok', 'meh')",
    ["ALTER TYPE mood ADD VALUE 'meh'", { pedantic: false }],
  ],
  fixed: [
    "ALTER TYPE mood ADD VALUE 'meh' AFTER 'ok'",
    "ALTER TYPE mood ADD VALUE 'meh' BEFORE 'ok'",
  ],
});
