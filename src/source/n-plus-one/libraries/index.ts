import type { Library } from '../library.ts';
import { drizzle } from './drizzle.ts';
import { knex } from './knex.ts';
import { kysely } from './kysely.ts';
import { pg } from './pg.ts';
import { prisma } from './prisma.ts';
import { sequelize } from './sequelize.ts';
import { typeorm } from './typeorm.ts';

/** All libraries; those whose names and shapes are the most telling are asked first. */
export const libraries: readonly Library[] = [
  prisma,
  drizzle,
  kysely,
  knex,
  typeorm,
  sequelize,
  pg,
];
