/** The last so many things, each once, newest first; what is older is forgotten, so a page that is open for days stays small. */
export class Ring<T extends { id: string }> {
  private items: T[] = [];
  private known = new Set<string>();

  constructor(readonly size: number) {}

  /** Add things in order of time; says how many were new. */
  add(found: readonly T[]): number {
    const fresh = found.filter((one) => !this.known.has(one.id));
    if (fresh.length === 0) return 0;
    for (const one of fresh) this.known.add(one.id);
    const all = [...fresh.toReversed(), ...this.items];
    for (const old of all.slice(this.size)) this.known.delete(old.id);
    this.items = all.slice(0, this.size);
    return fresh.length;
  }

  get all(): readonly T[] {
    return this.items;
  }
}
