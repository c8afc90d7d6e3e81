/** Versions in the order in which they apply: leading numbers by value (2 before 10, 1.9 before 1.10), the rest as text. */
export function compareVersions(a: string, b: string): number {
  const numbersA = numbersOf(a);
  const numbersB = numbersOf(b);
  for (let index = 0; index < Math.min(numbersA.length, numbersB.length); index += 1) {
    const first = numbersA[index] ?? 0n;
    const second = numbersB[index] ?? 0n;
    if (first !== second) return first < second ? -1 : 1;
  }
  return numbersA.length - numbersB.length || (a < b ? -1 : a > b ? 1 : 0);
}

function numbersOf(version: string): readonly bigint[] {
  const [leading = ''] = /^\d+(?:\.\d+)*/.exec(version) ?? [];
  return leading === '' ? [] : leading.split('.').map(BigInt);
}
