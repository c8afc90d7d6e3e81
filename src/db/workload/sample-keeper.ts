/** Values of `$1` and those after it, as the server writes them: `$1 = '7', $2 = NULL`. */
export type LoggedParameters = string;

export interface KeptCall {
  readonly text: string;
  readonly parameters: LoggedParameters | undefined;
  readonly calls: number;
}

interface Kept extends KeptCall {
  calls: number;
  slowestMs: number;
}

const KEPT_MAX = 12;
const CHOSEN_MAX = 5;
const CHARACTERS_MAX = 4000;

/**
 * Some of a statement's calls, of however many there are: those that are repeated stay, of all others a random few, and the
 * slowest.
 */
export class SampleKeeper {
  readonly #kept = new Map<string, Kept>();
  readonly #random: () => number;
  #calls = 0;
  #slowest: Kept | undefined;

  constructor(random: () => number) {
    this.#random = random;
  }

  see(text: string, parameters: LoggedParameters | undefined, calls: number, ms: number): void {
    this.#calls += calls;
    if (text.length + (parameters?.length ?? 0) > CHARACTERS_MAX) return;
    // Without its values nothing can be said of it.
    if (parameters === undefined && /\$\d/.test(text)) return;
    const key = `${text}\0${parameters ?? ''}`;
    const known = this.#kept.get(key);
    if (known !== undefined) {
      known.calls += calls;
      known.slowestMs = Math.max(known.slowestMs, ms);
      return;
    }
    const seen: Kept = { text, parameters, calls, slowestMs: ms };
    if (ms > (this.#slowest?.slowestMs ?? 0)) this.#slowest = seen;
    if (this.#kept.size < KEPT_MAX) this.#kept.set(key, seen);
    else if (this.#random() < (KEPT_MAX * calls) / this.#calls) {
      this.#kept.delete(this.#rarest());
      this.#kept.set(key, seen);
    }
  }

  #rarest(): string {
    const least = Math.min(...[...this.#kept.values()].map(({ calls }) => calls));
    const rare = [...this.#kept].filter(([, { calls }]) => calls === least);
    return rare[Math.floor(this.#random() * rare.length)]?.[0] ?? '';
  }

  /**
   * The most frequent first, then the slowest, then a few that are as different as can be: a constant that most calls have in
   * common should not look as if all had it.
   */
  chosen(): readonly KeptCall[] {
    const byCalls = [...this.#kept.values()].toSorted((a, b) => b.calls - a.calls);
    const [first] = byCalls;
    if (first === undefined) return [];
    const chosen: Kept[] = [first];
    const slowest = this.#slowest;
    if (slowest !== undefined && !chosen.some((each) => isSame(each, slowest))) {
      chosen.push(slowest);
    }
    const left = byCalls.filter((each) => !chosen.some((one) => isSame(one, each)));
    while (chosen.length < CHOSEN_MAX && left.length > 0) {
      const most = mostDifferent(left, chosen);
      chosen.push(most);
      left.splice(left.indexOf(most), 1);
    }
    return this.#weighted(chosen);
  }

  /** Calls that were not kept are shared out among those that stand for them: all but the most frequent and the slowest. */
  #weighted(chosen: readonly Kept[]): readonly KeptCall[] {
    const typical = chosen.slice(1).filter((each) => [...this.#kept.values()].includes(each));
    const sharing = typical.length === 0 ? chosen.slice(0, 1) : typical;
    const left = this.#calls - chosen.reduce((sum, { calls }) => sum + calls, 0);
    return chosen.map((each) => ({
      text: each.text,
      parameters: each.parameters,
      calls: each.calls + (sharing.includes(each) ? Math.max(0, left) / sharing.length : 0),
    }));
  }
}

function isSame(a: KeptCall, b: KeptCall): boolean {
  return a.text === b.text && a.parameters === b.parameters;
}

function mostDifferent(left: readonly Kept[], chosen: readonly Kept[]): Kept {
  const known = new Set(chosen.flatMap(literalsOf));
  const news = left.map((each) => literalsOf(each).filter((value) => !known.has(value)).length);
  const [first] = left;
  if (first === undefined) throw new Error('none is left');
  return left[news.indexOf(Math.max(...news))] ?? first;
}

function literalsOf({ text, parameters = '' }: KeptCall): readonly string[] {
  return `${text} ${parameters}`.match(/'(?:[^']|'')*'|\b\d[\w.]*/g) ?? [];
}
