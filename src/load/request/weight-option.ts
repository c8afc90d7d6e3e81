import { TrivetError } from '../../base/errors.ts';

/**
 * Reads `--weight listUsers=5`: an operationId and its share of the mix.
 * @throws TrivetError `USAGE`
 */
export function parseWeight(text: string): readonly [operationId: string, weight: number] {
  const equals = text.lastIndexOf('=');
  const weight = text.slice(equals + 1);
  if (equals < 1 || !/^\d+(?:\.\d+)?$/.test(weight)) {
    throw new TrivetError('USAGE', `--weight ${JSON.stringify(text)} is no weight.`, {
      hint: 'Write the operationId and a number, as in --weight listUsers=5; 0 leaves out.',
    });
  }
  return [text.slice(0, equals), Number(weight)];
}
