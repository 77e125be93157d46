/**
 * Works through a list, several items at a time. Items that name the same thing (a part, a machine) are worked one after
 * the other, in the order of the list, so that what becomes of them is the same in every run.
 */
export async function inLanes<T>(
  items: readonly T[],
  lanes: number,
  work: (item: T) => Promise<void>,
  thingsOf: (item: T) => readonly string[] = () => [],
): Promise<void> {
  const left = items.values();
  const latest = new Map<string, Promise<void>>();
  const lane = async () => {
    for (const item of left) {
      const things = thingsOf(item);
      const done = Promise.all(things.flatMap((thing) => latest.get(thing) ?? [])).then(() => work(item));
      for (const thing of things) latest.set(thing, done);
      await done;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
