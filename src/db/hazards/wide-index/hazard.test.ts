import { testHazard } from '../../../../test/support/hazards.ts';

testHazard('wide-index', {
  fires: [['CREATE INDEX CONCURRENTLY i ON t (a, b, c, d)', 'info An index of 4 columns on t']],
  silent: [
    'CREATE UNIQUE INDEX CONCURRENTLY i ON t (a, b, c, d)',
    'CREATE INDEX CONCURRENTLY i ON t (a, b, c) INCLUDE (d, e)',
    ['CREATE INDEX CONCURRENTLY i ON t (a, b, c, d)', { pedantic: false }],
  ],
  fixed: ['CREATE INDEX CONCURRENTLY i ON t (a, b)'],
});
