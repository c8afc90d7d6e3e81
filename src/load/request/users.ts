import { derivedSeed, seededRandom, type Random } from '../../base/random.ts';
import type { Draw } from './alias.ts';
import type { CompiledSpec } from './compile-spec.ts';
import { CookieJar } from './cookie-jar.ts';
import { followedMessage, type CookiesOf, type UserCookies } from './cookie-step.ts';
import { rowsOf, type DataTable } from './data.ts';
import type { RequestSource, Session } from './source.ts';
import type { TemplateContext } from './template-context.ts';

export interface UsersOptions {
  readonly seed: number;
  readonly worker: number;
  readonly workers: number;
  readonly data: DataTable | undefined;
  readonly keepsCookies: boolean;
}

/** The virtual users of one worker. */
export interface Users {
  /** Undefined where cookies are not kept. */
  readonly cookiesOf: CookiesOf | undefined;
  /** Sends the steps of what is drawn, one after the other for each user. */
  source(specs: readonly CompiledSpec[], draw: Draw): RequestSource;
}

/** Keeps where each user stands beside its session, which stays plain. */
export function createUsers(options: UsersOptions): Users {
  const { seed, worker, workers, data, keepsCookies } = options;
  const random = seededRandom(derivedSeed(seed, worker * 2 + 1));
  const nextRow = data && rowsOf(data, { worker, workers, random });
  const users = new WeakMap<Session, User>();
  let iterations = 0;

  const userOf = (session: Session): User => {
    const known = users.get(session);
    if (known !== undefined) return known;
    const user = newUser(session, random);
    users.set(session, user);
    return user;
  };
  const begin = (user: User, spec: CompiledSpec): void => {
    user.spec = spec;
    user.step = 0;
    user.iteration += 1;
    user.counter = 1 + worker + iterations * workers;
    iterations += 1;
    // What an earlier iteration found must not be taken for something of this one.
    for (const name of spec.extracted) user.values.delete(name);
    const row = nextRow && data?.rows[nextRow()];
    for (const [name, column] of spec.columns) user.values.set(name, row?.[column] ?? '');
  };

  return {
    cookiesOf: keepsCookies ? userOf : undefined,
    source: (specs, draw) => ({
      next: (session) => {
        const user = userOf(session);
        if (!canGoOn(user)) begin(user, specs[draw()] ?? nothing);
        const step = user.spec.steps[user.step];
        if (step === undefined) throw new Error('a spec without steps');
        user.step += 1;
        return step.plan(user, session);
      },
      goesOn: (session) => canGoOn(userOf(session)),
      follow: (session, exchange, message) =>
        keepsCookies ? followedMessage(userOf(session), exchange, message) : message,
    }),
  };
}

interface User extends TemplateContext, UserCookies {
  readonly values: Map<string, string>;
  iteration: number;
  counter: number;
  spec: CompiledSpec;
  /** Index of the next step. */
  step: number;
}

function newUser({ user, values }: Session, random: Random): User {
  return {
    user,
    values,
    random,
    iteration: -1,
    counter: 0,
    spec: nothing,
    step: 0,
    jar: new CookieJar(),
    scope: { host: '', target: '/', secure: false },
  };
}

const nothing: CompiledSpec = { weight: 0, steps: [], columns: [], extracted: [] };

/** There is a next step, and what it needs was found: an iteration without that ends early. */
function canGoOn({ spec, step, values }: User): boolean {
  return spec.steps[step]?.variables.every((name) => values.has(name)) === true;
}
