/** A list in which each different thing stands once. */
export class Indexed<T> {
  readonly all: T[] = [];
  private readonly indices = new Map<string, number>();

  /** @param key what tells it from others  @returns its index, old or new */
  indexOf(thing: T, key: string): number {
    const known = this.indices.get(key);
    if (known !== undefined) return known;
    this.indices.set(key, this.all.length);
    return this.all.push(thing) - 1;
  }
}
