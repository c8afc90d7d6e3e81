import { type Migration, type MigrateIo, rehearse } from '../../db/migrate/index.ts';
import { sqlDocument } from '../../db/migrate/report/json.ts';
import { rehearsalDocument, rehearsalText } from '../../db/migrate/report/rehearsal.ts';
import { sqlText } from '../../db/migrate/report/text.ts';
import type { Session } from '../../postgres/session.ts';
import { openShadow } from '../../postgres/shadow/open-shadow.ts';
import type { DbRunFlags } from '../commands/db-run-flags.ts';
import type { CliContext } from '../context.ts';
import { currentUser } from './current-user.ts';

/** What would run: as SQL with `--sql`, else rehearsed on a shadow. The database is only read. */
export async function preview(
  { terminal, signal }: CliContext,
  flags: DbRunFlags,
  schema: 'trivet.migrate/1' | 'trivet.rollback/1',
  io: MigrateIo,
  find: (session: Session) => Promise<readonly Migration[]>,
): Promise<void> {
  await using session = await io.connect();
  const migrations = await find(session);
  if (flags.sql === true) {
    terminal.answer(sqlText(migrations));
    return terminal.document(sqlDocument(schema, migrations));
  }
  terminal.progress('Starting a shadow');
  await using shadow = await openShadow({
    major: session.major,
    user: await currentUser(session),
    ...(flags.shadow === undefined ? {} : { url: flags.shadow }),
    signal,
  });
  terminal.progress('Rehearsing');
  const rehearsal = await rehearse(migrations, session, shadow);
  terminal.answer(rehearsalText(rehearsal, terminal.outStyle));
  terminal.document(rehearsalDocument(schema, rehearsal));
}
