/**
 * Works through a list, several items at a time. The first goes alone: its documents get the same numbers in every run,
 * while those of the others depend on who is answered first.
 */
export async function inLanes<T>(items: readonly T[], lanes: number, work: (item: T) => Promise<void>): Promise<void> {
  const [first, ...rest] = items;
  if (first === undefined) return;
  await work(first);
  const left = rest.values();
  const lane = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
