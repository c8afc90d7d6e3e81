import { testHazard } from '../../../../test/support/hazards.ts';

testHazard('enum-value-in-transaction', {
  fires: [
    [
      "BEGIN; ALTER TYPE mood ADD VALUE 'meh'; UPDATE t SET m = 'meh' WHERE id = 1; COMMIT",
      "error 'meh' is used in the transaction that added it to mood, which PostgreSQL refuses (55P04).",
    ],
    [
      "ALTER TYPE mood ADD VALUE 'meh'; ALTER TABLE t ALTER m SET DEFAULT 'meh'",
      "warning 'meh' is used in the transaction that added it to mood, which PostgreSQL refuses (55P04), where the file runs as one transaction.",
    ],
  ],
  silent: [
    "BEGIN; ALTER TYPE mood ADD VALUE 'meh'; UPDATE t SET m = 'ok' WHERE id = 1; COMMIT",
    "BEGIN; ALTER TYPE mood ADD VALUE 'meh'; ALTER TYPE mood ADD VALUE 'hm' BEFORE 'meh'; COMMIT",
    "BEGIN; CREATE TYPE mood AS ENUM ('ok'); ALTER TYPE mood ADD VALUE 'meh'; SELECT 'meh'::mood; COMMIT",
  ],
  fixed: [
    ["UPDATE t SET m = 'meh' WHERE id = 1", { given: "ALTER TYPE mood ADD VALUE 'meh'" }],
    "BEGIN; ALTER TYPE mood ADD VALUE 'meh'; COMMIT; UPDATE t SET m = 'meh' WHERE id = 1",
  ],
});
