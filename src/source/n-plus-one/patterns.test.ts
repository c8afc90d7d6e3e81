import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RepeatedQuery } from './repeated-query.ts';
import { scanForNPlusOne } from './scan.ts';

interface Pattern {
  readonly name: string;
  /** One file, or several by their paths. */
  readonly code: string | Readonly<Record<string, string>>;
  /** What is said, as `library access line over`. */
  readonly expected: readonly string[];
  /** A part of what to write instead. */
  readonly cure?: string;
  readonly parent?: string;
}

const drizzle = `import { drizzle } from 'drizzle-orm/node-postgres'; import { eq } from 'drizzle-orm'; const db = drizzle(url);`;
const prisma = `import { PrismaClient } from '@prisma/client'; const prisma = new PrismaClient();`;
const knex = `import knex from 'knex'; const k = knex({ client: 'pg' });`;
const kysely = `import { Kysely } from 'kysely'; const db = new Kysely<DB>({ dialect });`;
const pg = `import { Pool } from 'pg'; const pool = new Pool();`;

const patterns: readonly Pattern[] = [
  {
    name: 'drizzle: for of over rows',
    code: `${drizzle}
      const authors = await db.select().from(users);
      for (const author of authors) {
        author.posts = await db.select().from(posts).where(eq(posts.authorId, author.id)).limit(1);
      }`,
    expected: ['drizzle read 4 authors'],
    parent: 'db.select().from(users)',
    cure: 'db.select().from(posts).where(inArray(posts.authorId, authors.map((author) => author.id)));',
  },
  {
    name: 'drizzle: relational query in Promise.all',
    code: `${drizzle}
      export const load = async (ids: number[]) =>
        Promise.all(ids.map((id) => db.query.users.findFirst({ where: eq(users.id, id) })));`,
    expected: ['drizzle read 3 ids'],
    cure: 'db.query.users.findMany({ where: inArray(users.id, ids) })',
  },
  {
    name: 'drizzle: a client that is a parameter',
    code: `import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
      export async function totals(database: NodePgDatabase, orders: Order[]) {
        for (const { id } of orders) {
          const [sum] = await database.select({ n: count() }).from(items).where(and(eq(items.orderId, id), gt(items.n, 0)));
          use(sum);
        }
      }`,
    expected: ['drizzle read 4 orders'],
    cure: 'inArray(items.orderId, orders.map(({ id }) => id))',
  },
  {
    name: 'drizzle: writes one by one',
    code: `${drizzle}
      export async function add(rows: Row[]) {
        for (const row of rows) await db.insert(users).values({ name: row.name });
      }`,
    expected: ['drizzle write 3 rows'],
    cure: 'db.insert(users).values(rows.map((row) => ({ name: row.name })));',
  },
  {
    name: 'prisma: for of over rows',
    code: `${prisma}
      const users = await prisma.user.findMany();
      for (const user of users) {
        const posts = await prisma.post.findMany({ where: { authorId: user.id } });
        show(user, posts);
      }`,
    expected: ['prisma read 4 users'],
    parent: 'prisma.user.findMany()',
    cure: 'prisma.post.findMany({ where: { authorId: { in: users.map((user) => user.id) } } });',
  },
  {
    name: 'prisma: findUnique one after the other',
    code: `${prisma}
      export async function names(orders: Order[]) {
        const found = [];
        for (const order of orders) {
          const id = order.customerId;
          found.push(await prisma.customer.findUnique({ where: { id } }));
        }
        return found;
      }`,
    expected: ['prisma read 6 orders'],
    cure: 'prisma.customer.findMany({ where: { id: { in: orders.map((order) => order.customerId) } } });',
  },
  {
    name: 'prisma: a service of NestJS',
    code: {
      'src/prisma.service.ts': `import { PrismaClient } from '@prisma/client';
        export class PrismaService extends PrismaClient {}`,
      'src/feed.service.ts': `import { PrismaService } from './prisma.service';
        export class FeedService {
          constructor(private readonly store: PrismaService) {}
          async feed(userId: string) {
            const posts = await this.store.post.findMany({ where: { userId } });
            return Promise.all(posts.map(async (post) => ({
              ...post, likes: await this.store.like.count({ where: { postId: post.id } }),
            })));
          }
        }`,
    },
    expected: ['prisma read 7 posts'],
    cure: 'this.store.like.findMany({ where: { postId: { in: posts.map((post) => post.id) } } })',
    parent: 'this.store.post.findMany({ where: { userId } })',
  },
  {
    name: 'prisma: in a transaction, over the request body',
    code: `${prisma}
      app.post('/orders', async (req, res) => {
        await prisma.$transaction(async (tx) => {
          for (const line of req.body.lines) {
            const product = await tx.product.findUniqueOrThrow({ where: { id: line.productId } });
            check(product, line);
          }
        });
      });`,
    expected: ['prisma read 5 req.body.lines'],
  },
  {
    name: 'prisma: a client from elsewhere, by its shape',
    code: `import { prisma } from '@/lib/prisma';
      const teams = await prisma.team.findMany();
      await Promise.all(teams.map(async (team) => { team.n = await prisma.member.count({ where: { teamId: team.id } }); }));`,
    expected: ['prisma read 3 teams'],
  },
  {
    name: 'prisma: raw',
    code: `${prisma}
      export async function run(ids: number[]) {
        for (const id of ids) await prisma.$queryRaw\`SELECT * FROM users WHERE id = \${id}\`;
      }`,
    expected: ['prisma read 3 ids'],
  },
  {
    name: 'knex: where with an object',
    code: `${knex}
      const users = await k('users').select('*');
      for (const user of users) user.orders = await k('orders').where({ user_id: user.id });`,
    expected: ['knex read 3 users'],
    parent: "k('users').select('*')",
    cure: "k('orders').whereIn('user_id', users.map((user) => user.id));",
  },
  {
    name: 'knex: counted loop, CommonJS',
    code: {
      'a.js': `const db = require('knex')(config);
        exports.load = async function (rows) {
          for (let i = 0; i < rows.length; i++) {
            rows[i].owner = await db('users').where('id', rows[i].ownerId).first();
          }
        };`,
    },
    expected: ['knex read 4 rows'],
    cure: "db('users').whereIn('id', rows.map((item) => item.ownerId));",
  },
  {
    name: 'knex: handed to Promise.all by a list',
    code: `${knex}
      export async function load(ids: number[]) {
        const waiting = [];
        ids.forEach((id) => { waiting.push(k('users').where('id', id).first()); });
        return await Promise.all(waiting);
      }`,
    expected: ['knex read 4 ids'],
  },
  {
    name: 'kysely: for of',
    code: `${kysely}
      const people = await db.selectFrom('person').selectAll().execute();
      for (const person of people) {
        const pets = await db.selectFrom('pet').selectAll().where('owner_id', '=', person.id).execute();
        show(pets);
      }`,
    expected: ['kysely read 4 people'],
    cure: "db.selectFrom('pet').selectAll().where('owner_id', 'in', people.map((person) => person.id)).execute();",
  },
  {
    name: 'kysely: reduce, with a transaction',
    code: `${kysely}
      export const run = (ids: number[]) => db.transaction().execute(async (trx) =>
        ids.reduce(async (sum, id) =>
          (await sum) + (await trx.selectFrom('a').select('n').where('id', '=', id).executeTakeFirstOrThrow()).n, Promise.resolve(0)));`,
    expected: ['kysely read 4 ids'],
  },
  {
    name: 'TypeORM: an injected repository',
    code: `import { InjectRepository } from '@nestjs/typeorm'; import { Repository } from 'typeorm';
      export class OrdersService {
        constructor(@InjectRepository(Order) private orders: Repository<Order>, @InjectRepository(User) private readonly people: Repository<User>) {}
        async list() {
          const orders = await this.orders.find();
          for (const order of orders) order.user = await this.people.findOneBy({ id: order.userId });
          return orders;
        }
      }`,
    expected: ['typeorm read 6 orders'],
    parent: 'this.orders.find()',
    cure: 'this.people.findBy({ id: In(orders.map((order) => order.userId)) });',
  },
  {
    name: 'TypeORM: a lazy relation',
    code: {
      'user.ts': `import { Entity, OneToMany } from 'typeorm';
        @Entity() export class User { @OneToMany(() => Post, (p) => p.author) posts: Promise<Post[]>; }`,
      'list.ts': `import { DataSource } from 'typeorm'; import { User } from './user';
        export async function list(source: DataSource) {
          const users = await source.getRepository(User).find();
          for (const user of users) show(await user.posts);
        }`,
    },
    expected: ['typeorm read 4 users'],
    cure: 'relations: { posts: true }',
  },
  {
    name: 'TypeORM: a query builder and an entity manager',
    code: `import { EntityManager } from 'typeorm';
      export async function run(manager: EntityManager, teams: Team[]) {
        for (const team of teams) {
          await manager.createQueryBuilder(Member, 'm').where('m.teamId = :id', { id: team.id }).getMany();
          await manager.count(Member, { where: { teamId: team.id } });
        }
      }`,
    expected: ['typeorm read 4 teams', 'typeorm read 5 teams'],
  },
  {
    name: 'Sequelize: a model class',
    code: {
      'models.ts': `import { Model, Sequelize } from 'sequelize'; export class User extends Model {} export class Order extends Model {}`,
      'run.ts': `import { User, Order } from './models';
        export async function run() {
          const users = await User.findAll();
          for (const user of users) {
            show(await Order.findAll({ where: { userId: user.id } }));
          }
        }`,
    },
    expected: ['sequelize read 5 users'],
    parent: 'User.findAll()',
    cure: 'Order.findAll({ where: { userId: users.map((user) => user.id) } });',
  },
  {
    name: 'Sequelize: getters of rows, and findByPk',
    code: `const { Sequelize } = require('sequelize'); const s = new Sequelize(url); const Task = s.define('Task', {});
      async function run() {
        const tasks = await Task.findAll();
        for (const task of tasks) { show(await task.getOwner()); show(await Task.findByPk(task.parentId)); }
      }`,
    expected: ['sequelize read 4 tasks', 'sequelize read 4 tasks'],
  },
  {
    name: 'pg: rows of a query',
    code: `${pg}
      const { rows } = await pool.query('SELECT id FROM users');
      for (const row of rows) {
        const posts = await pool.query('SELECT * FROM posts WHERE author_id = $1', [row.id]);
        show(posts.rows);
      }`,
    expected: ['pg read 4 rows'],
    parent: "pool.query('SELECT id FROM users')",
    cure: "const { rows } = await pool.query('SELECT * FROM posts WHERE author_id = ANY($1)', [rows.map((row) => row.id)]);",
  },
  {
    name: 'pg: a checked-out client, a template, a while loop',
    code: `${pg}
      export async function walk(root: number) {
        const client = await pool.connect();
        const queue = [root];
        while (queue.length > 0) {
          const id = queue.shift();
          const { rows } = await client.query(\`SELECT id FROM nodes WHERE parent_id = \${id}\`);
          queue.push(...rows.map((row) => row.id));
        }
      }`,
    expected: ['pg read 7 queue'],
  },
  {
    name: 'pg: a helper of the same file',
    code: `${pg}
      const text = 'SELECT * FROM items WHERE order_id = $1';
      async function itemsOf(order) { const { rows } = await pool.query(text, [order.id]); return rows; }
      export async function orders(userId) {
        const { rows } = await pool.query('SELECT * FROM orders WHERE user_id = $1', [userId]);
        return Promise.all(rows.map(async (order) => ({ ...order, items: await itemsOf(order) })));
      }`,
    expected: ['pg read 6 rows'],
  },
  {
    name: 'pg: a helper that is given by name',
    code: `${pg}
      const load = async (id: number) => (await pool.query('SELECT * FROM users WHERE id = $1', [id])).rows[0];
      export const all = (ids: number[]) => Promise.all(ids.map(load));`,
    expected: ['pg read 3 ids'],
  },
  {
    name: 'recursion over rows',
    code: `${prisma}
      async function tree(parentId: number): Promise<Tree[]> {
        const children = await prisma.category.findMany({ where: { parentId } });
        return Promise.all(children.map(async (child) => ({ ...child, children: await tree(child.id) })));
      }`,
    expected: ['prisma read 4 children'],
  },
  {
    name: 'a repository of one’s own in another file, through a service',
    code: {
      'src/db.ts': `import { Kysely } from 'kysely'; export const db = new Kysely<DB>({ dialect });`,
      'src/users.ts': `import { db } from './db.js';
        export class Users { find(id: string) { return db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst(); } }`,
      'src/service.ts': `import { Users } from './users.js';
        export class Service {
          private readonly users = new Users();
          async names(comments: Comment[]) {
            for (const comment of comments) comment.author = await this.nameOf(comment.authorId);
          }
          private async nameOf(id: string) { return (await this.users.find(id))?.name; }
        }`,
    },
    expected: ['kysely read 5 comments'],
  },
  {
    name: 'p-limit does not make it one query',
    code: `${pg}
      export const run = (ids: number[]) => Promise.all(ids.map((id) => limit(() => pool.query('SELECT 1 FROM t WHERE id = $1', [id]))));`,
    expected: ['pg read 2 ids'],
  },
  {
    name: 'promises with then',
    code: `${knex}
      export const run = () => k('users').select('id').then((users) => Promise.all(users.map((user) => k('orders').where('user_id', user.id).then(keep))));`,
    expected: ['knex read 2 users'],
    parent: "k('users').select('id')",
  },
];

for (const { name, code, expected, cure, parent } of patterns) {
  test(`found: ${name}`, async () => {
    const files = typeof code === 'string' ? { 'a.ts': code } : code;
    const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
    const { queries, notes } = await scanForNPlusOne(texts);
    assert.deepEqual(notes, []);
    assert.deepEqual(queries.map(said), expected);
    if (cure !== undefined) assert.ok(queries[0]?.cure.code.includes(cure), queries[0]?.cure.code);
    assert.equal(queries[0]?.parent?.text, parent ?? queries[0]?.parent?.text);
  });
}

function said({ library, access, place, loop }: RepeatedQuery): string {
  return `${library} ${access} ${place.line} ${loop.over}`;
}
