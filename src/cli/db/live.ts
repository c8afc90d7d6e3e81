import { connect } from '../../postgres/connect.ts';
import type { Session } from '../../postgres/session.ts';
import { openShadow } from '../../postgres/shadow/open-shadow.ts';
import type { Shadow } from '../../postgres/shadow/shadow.ts';
import type { CliContext } from '../context.ts';
import { currentUser } from './current-user.ts';

/** A database that is looked at and not touched, and a shadow for it where one is wanted. */
export interface Live extends AsyncDisposable {
  readonly session: Session;
  readonly major: number;
  readonly user: string;
  shadow(): Promise<Shadow>;
}

/** Read only, and nothing that it asks may take long or wait for a lock. */
const CAREFUL = `
  SET default_transaction_read_only = on; SET statement_timeout = '30s'; SET lock_timeout = '200ms';
  SET idle_in_transaction_session_timeout = '60s'; SET application_name = 'trivet'`;

export async function openLive(
  url: string,
  shadowUrl: string | undefined,
  { terminal, signal }: CliContext,
): Promise<Live> {
  const session = await connect(url);
  await session.execute(CAREFUL);
  const user = await currentUser(session);
  const { major } = session;
  const named = shadowUrl === undefined ? {} : { url: shadowUrl };
  let opened: Promise<Shadow> | undefined;
  return {
    session,
    major,
    user,
    shadow: () => {
      if (opened === undefined) terminal.progress('Starting a shadow');
      opened ??= openShadow({ major, user, ...named, signal });
      return opened;
    },
    [Symbol.asyncDispose]: async () => {
      await (await opened)?.[Symbol.asyncDispose]();
      await session[Symbol.asyncDispose]();
    },
  };
}
