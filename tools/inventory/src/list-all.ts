/** Everything that the pages of one AWS API hold. */
export async function listAll<Page, Item>(
  pages: AsyncIterable<Page>,
  select: (page: Page) => Item[] | undefined,
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...(select(page) ?? []));
  return items;
}
