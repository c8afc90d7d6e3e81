import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Schema } from '../model.ts';
import { invalidSamples } from './invalid.ts';
import { accepts } from './sample.ts';

const user: Schema = {
  type: 'object',
  required: ['name', 'age'],
  properties: {
    name: { type: 'string', minLength: 2, maxLength: 5 },
    age: { type: 'integer', minimum: 18 },
    role: { enum: ['admin', 'guest'] },
  },
  additionalProperties: false,
};

describe('invalid samples', () => {
  it('have one fault each, and say which', () => {
    const found = [...invalidSamples(user, {})];
    const labels = found.map(({ label }) => label);
    for (const label of [
      'without name',
      'without age',
      'name too short',
      'name too long',
      'age too small',
    ]) {
      assert.ok(labels.includes(label), `${label} in ${labels.join(', ')}`);
    }
    for (const { value } of found) assert.ok(!accepts(user, value, {}));
  });

  it('follow references', () => {
    const found = [...invalidSamples({ $ref: '#/schemas/User' }, { User: user })];
    assert.deepEqual(found[0]?.label, 'without name');
  });

  it('are those of a scalar, too', () => {
    const [first] = invalidSamples({ type: 'integer', maximum: 3 }, {});
    assert.deepEqual(first, { label: 'too large', value: 4 });
  });

  it('are none where everything, or nothing, is valid', () => {
    assert.deepEqual([...invalidSamples(true, {})], []);
    assert.deepEqual([...invalidSamples({}, {})], []);
    assert.deepEqual([...invalidSamples(false, {})], []);
  });
});
