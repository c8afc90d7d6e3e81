import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Compares secrets (API keys, passwords that are no hashes) in a time that tells nothing about them. Hashing first
 * makes both sides equally long, which `timingSafeEqual` needs.
 */
export function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest();
}
