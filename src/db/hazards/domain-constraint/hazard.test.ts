import { testHazard } from '../../../../test/support/hazards.ts';

testHazard('domain-constraint', {
  fires: [
    ['CREATE DOMAIN d AS int CHECK (value > 0)', 'info The constraint of d can only be changed'],
    ['CREATE DOMAIN d AS int NOT NULL', 'info The constraint of d'],
  ],
  silent: [
    'CREATE DOMAIN d AS int',
    'CREATE DOMAIN d AS int DEFAULT 1',
    ['CREATE DOMAIN d AS int CHECK (value > 0)', { pedantic: false }],
  ],
  fixed: ['CREATE TABLE t (c bigint CHECK (c > 0))'],
});
