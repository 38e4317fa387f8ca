/** Each packaging keeps one core busy. */
const SIDE_BY_SIDE = 2;

/** Runs at most {@link SIDE_BY_SIDE} at a time, and starts nothing after a failure. Nothing runs on when it returns or throws. */
export async function mapSideBySide<Item, Result>(
  items: readonly Item[],
  run: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const failures: unknown[] = [];
  const waiting = [...items.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next && failures.length === 0; next = waiting.shift()) {
      const [index, item] = next;
      try {
        results[index] = await run(item);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  if (failures.length > 0) throw failures[0];
  return results;
}
