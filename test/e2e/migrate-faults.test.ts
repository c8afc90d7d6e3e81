import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { startDatabaseServer } from '../support/database-server.ts';
import { injectFaults } from '../support/migrate-faults.ts';
import { temporaryFolder } from '../support/trivet.ts';

const kills = Number(process.env['TRIVET_KILLS'] ?? 20);
const seed = Number(process.env['TRIVET_SEED'] ?? 7);

test(`killed at ${kills} random instants, migrations lose and double nothing`, async (t) => {
  await using server = await startDatabaseServer();
  const report = await injectFaults(server, join(temporaryFolder(t), 'migrations'), kills, seed);
  const { kills: killed, survived, settled } = report;
  t.diagnostic(
    `${JSON.stringify(killed)}: ${survived} went on by themselves, ${settled} settled a statement`,
  );
  assert.deepEqual(report.unresolved, []);
  assert.deepEqual(report.wrong, []);
});
