import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scanForNPlusOne } from './scan.ts';

const drizzle = `import { drizzle } from 'drizzle-orm/node-postgres'; import { eq, inArray } from 'drizzle-orm'; const db = drizzle(url);`;
const prisma = `import { PrismaClient } from '@prisma/client'; const prisma = new PrismaClient();`;
const knex = `import knex from 'knex'; const k = knex({ client: 'pg' });`;
const kysely = `import { Kysely } from 'kysely'; const db = new Kysely<DB>({ dialect });`;
const typeorm = `import { In, Repository } from 'typeorm';`;
const sequelize = `import { Model, Op } from 'sequelize'; class User extends Model {}`;
const pg = `import { Pool } from 'pg'; const pool = new Pool();`;

const lookAlikes: Readonly<Record<string, string>> = {
  'drizzle: inArray before a loop': `${drizzle}
    const rows = await db.select().from(posts).where(inArray(posts.authorId, users.map((user) => user.id)));
    for (const user of users) user.posts = rows.filter((row) => row.authorId === user.id);`,
  'drizzle: a relation that is loaded with its rows': `${drizzle}
    const all = await db.query.users.findMany({ with: { posts: true } });
    for (const user of all) for (const post of user.posts) show(await render(post));`,
  'drizzle: chunks of a list': `${drizzle}
    export async function load(ids: number[]) {
      for (const part of chunk(ids, 500)) await db.delete(users).where(inArray(users.id, part));
    }`,
  'drizzle: one insert for all': `${drizzle}
    export const add = (names: string[]) => db.insert(users).values(names.map((name) => ({ name })));`,
  'prisma: include': `${prisma}
    const all = await prisma.user.findMany({ include: { posts: true } });
    const names = await Promise.all(all.map(async (user) => format(user.posts)));`,
  'prisma: in': `${prisma}
    export const load = (ids: string[]) => prisma.post.findMany({ where: { authorId: { in: ids.map(String) } } });`,
  'prisma: findUnique of one tick is one query': `${prisma}
    export const load = (ids: string[]) => Promise.all(ids.map((id) => prisma.user.findUnique({ where: { id } })));`,
  'prisma: one transaction of built queries': `${prisma}
    export const save = (rows: Row[]) => prisma.$transaction(rows.map((row) => prisma.row.update({ where: { id: row.id }, data: row })));`,
  'prisma: pages by cursor': `${prisma}
    let cursor: string | undefined;
    do {
      const page = await prisma.user.findMany({ take: 100, ...(cursor ? { cursor: { id: cursor } } : {}) });
      cursor = page.at(-1)?.id;
      await publish(page);
    } while (cursor);`,
  'prisma: a loader': `${prisma}
    const loader = new DataLoader(async (ids: readonly string[]) => {
      const rows = await prisma.user.findMany({ where: { id: { in: [...ids] } } });
      return ids.map((id) => rows.find((row) => row.id === id));
    });
    export const authors = (posts: Post[]) => Promise.all(posts.map((post) => loader.load(post.authorId)));`,
  'knex: whereIn': `${knex}
    export const load = async (users: User[]) => k('orders').whereIn('user_id', users.map((user) => user.id));`,
  'knex: a loop that only builds one query': `${knex}
    export async function search(filters: Filter[]) {
      let query = k('users').select('*');
      for (const filter of filters) query = query.where(filter.column, filter.value);
      return await query;
    }`,
  'knex: batches by hand': `${knex}
    export async function save(rows: Row[]) {
      for (let i = 0; i < rows.length; i += 1000) await k('rows').insert(rows.slice(i, i + 1000));
    }`,
  'kysely: in': `${kysely}
    export const load = (people: Person[]) =>
      db.selectFrom('pet').selectAll().where('owner_id', 'in', people.map((person) => person.id)).execute();`,
  'kysely: in, in batches': `${kysely}
    export async function load(ids: number[]) {
      for (const batch of batches(ids)) await db.selectFrom('pet').selectAll().where('id', 'in', batch).execute();
    }`,
  'TypeORM: relations': `${typeorm}
    export async function list(users: Repository<User>) {
      const all = await users.find({ relations: { posts: true } });
      for (const user of all) show(user.posts);
    }`,
  'TypeORM: In': `${typeorm}
    export const list = (users: Repository<User>, ids: number[]) => users.findBy({ id: In(ids.map(Number)) });`,
  'TypeORM: all are saved at once': `${typeorm}
    export async function save(users: Repository<User>, all: User[]) {
      for (const user of all) user.seen = true;
      await users.save(all);
    }`,
  'Sequelize: include': `${sequelize}
    for (const user of await User.findAll({ include: 'orders' })) show(user.orders);`,
  'Sequelize: Op.in': `${sequelize}
    export const load = (ids: number[]) => User.findAll({ where: { id: { [Op.in]: ids } } });`,
  'pg: ANY': `${pg}
    export const load = (users: User[]) => pool.query('SELECT * FROM posts WHERE author_id = ANY($1)', [users.map((user) => user.id)]);`,
  'pg: ANY with each list': `${pg}
    export async function load(lists: number[][]) {
      for (const ids of lists) await pool.query('SELECT * FROM posts WHERE id = ANY($1::int[])', [ids]);
    }`,
  'a fixed list': `${pg}
    for (const table of ['users', 'orders']) await pool.query('SELECT count(*) FROM ' + table);
    const kinds = { user: 1, order: 2 };
    await Promise.all(Object.keys(kinds).map((kind) => pool.query('SELECT count(*) FROM t WHERE kind = $1', [kind])));`,
  'two names from a request': `${prisma}
    export const both = (from: string, to: string) =>
      Promise.all([from, to].map((id) => prisma.account.findFirst({ where: { id } })));`,
  'trying again': `${prisma}
    export async function pay(id: string) {
      for (let attempt = 0; attempt < 3; attempt++) {
        try { return await prisma.$transaction(async (tx) => tx.order.update({ where: { id }, data: { attempt } })); }
        catch (error) { if (attempt === 2) throw error; }
      }
    }`,
  'a worker': `${pg}
    while (true) {
      const { rows } = await pool.query('SELECT * FROM jobs WHERE state = $1 LIMIT 1 FOR UPDATE SKIP LOCKED', ['new']);
      if (rows.length === 0) await sleep(1000);
    }`,
  'routes that are registered in a loop': `${pg}
    export function register(resources: Resource[]) {
      for (const resource of resources) {
        app.get(resource.path, async (req, res) => {
          res.json(await pool.query('SELECT * FROM r WHERE kind = $1 AND id = $2', [resource.kind, req.params.id]));
        });
      }
    }`,
  'the same query, whatever the item': `${pg}
    export async function run(items: Item[]) {
      for (const item of items) { item.now = (await pool.query('SELECT now()')).rows[0]; }
    }`,
  'another database': `import mysql from 'mysql2/promise'; const db = await mysql.createConnection(url);
    export async function run(ids: number[]) { for (const id of ids) await db.query('SELECT * FROM t WHERE id = $1', [id]); }`,
  'a list, not a query': `export async function run(users: User[]) {
      for (const user of users) { const same = users.find((each) => each.id === user.id); await notify(same); }
    }`,
  'other things with such names': `const pool = new WorkerPool();
    export const run = (files: string[]) => Promise.all(files.map((file) => pool.query(file)));
    for (const key of keys) await cache.find({ where: key });
    export class Finder { constructor(private prismatic: Light) {} async all(ids: string[]) { for (const id of ids) await this.prismatic.ray.bend({ id }); } }`,
};

for (const [name, text] of Object.entries(lookAlikes)) {
  test(`silent: ${name}`, async () => {
    const { queries, notes } = await scanForNPlusOne([{ path: 'a.ts', text }]);
    assert.deepEqual(notes, []);
    assert.deepEqual(
      queries.map(({ library, place, query }) => `${library} ${place.line} ${query.text}`),
      [],
    );
  });
}

const repeated = `${pg}
  export async function run(ids: number[]) { for (const id of ids) await pool.query('SELECT * FROM t WHERE id = $1', [id]); }`;

test('nobody waits for migrations, seeds, tests and scripts; which folders those are can be said', async () => {
  const paths = [
    'migrations/1.ts',
    'src/seeds/a.ts',
    'scripts/b.ts',
    'src/c.test.ts',
    'node_modules/x/d.ts',
  ];
  const files = paths.map((path) => ({ path, text: repeated }));
  assert.deepEqual((await scanForNPlusOne(files)).queries, []);
  const { queries } = await scanForNPlusOne(files, { ignored: /^node_modules\// });
  assert.equal(queries.length, 4);
});

test('a file that does not parse is a note, and the others are read', async () => {
  const { queries, notes } = await scanForNPlusOne([
    { path: 'broken.ts', text: `import { Pool } from 'pg'; for (;;) {}\nconst = 3;` },
    { path: 'a.ts', text: repeated },
  ]);
  assert.equal(queries.length, 1);
  assert.deepEqual(notes, [
    {
      place: { file: 'broken.ts', line: 2, column: 7 },
      message: 'cannot be read: Unexpected token',
    },
  ]);
});
