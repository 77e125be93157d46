import { dayOf } from './days';
import { deliverShortParts, replenish } from './deliveries';
import { inspectQuarantine } from './inspections';
import { begin, goOn, type Job } from './job';
import { inLanes } from './lanes';
import { bringLateOldParts } from './old-parts';
import { isTraceable, type Order, ordersOf } from './orders';
import { handInCash } from './paid-work';
import { type Progress } from './progress';
import { type Scene } from './scene';
import { supplyStation } from './transfers';

/**
 * Plays one month. Within each half the orders are worked at the same time: no part is in two of them. So are those that
 * wait for parts. Between these, and between the steps before them, everything waits, so that posting dates of a shelf
 * never run backwards.
 */
export async function playMonth(scene: Scene, month: string, progress: Progress): Promise<void> {
  const { firstHalf, secondHalf } = ordersOf(scene, month);
  progress.enter(month);
  await replenish(scene, month, dayOf(month, 2));
  await supplyStation(scene, [...firstHalf, ...secondHalf], dayOf(month, 2), dayOf(month, 3));
  await inspectQuarantine(scene, dayOf(month, 3));
  await bringLateOldParts(scene, dayOf(month, 4));
  await goOnWithWaiting(scene, dayOf(month, 4));
  await work(scene, firstHalf, progress);
  await deliverShortParts(scene, dayOf(month, 16));
  await goOnWithWaiting(scene, dayOf(month, 17));
  await work(scene, secondHalf, progress);
  await handInCash(scene, month);
}

/**
 * The first goes alone: its documents get the same numbers in every run, while those of the others depend on who is
 * answered first.
 */
async function work(scene: Scene, [first, ...rest]: readonly Order[], progress: Progress): Promise<void> {
  if (first === undefined) return;
  traceable(scene, await begin(scene, first));
  progress.tick();
  const begun = async (order: Order) => {
    await begin(scene, order);
    progress.tick();
  };
  await inLanes(rest, scene.lanes, begun, thingsOf);
}

/** What another order may be about too: who comes first decides what is left of a part, and what a machine has had. */
function thingsOf({ machine, lines }: Order): string[] {
  return [machine.id, ...lines.map(({ part }) => part.id)];
}

/** What the demo ends with: the chain of a serial-numbered part. */
function traceable(scene: Scene, { order, report }: Job): void {
  if (!report || !isTraceable(order)) return;
  const line = report.replacements.find(({ partId }) => scene.catalogue.byId.get(partId)!.serialNumbered);
  scene.traced = line?.id ?? scene.traced;
}

/** In the order of their names, not in that in which they happened to be told to wait. */
async function goOnWithWaiting(scene: Scene, day: string): Promise<void> {
  const waiting = scene.waiting.sort((one, other) => (one.order.name < other.order.name ? -1 : 1));
  scene.waiting = [];
  await inLanes(
    waiting,
    scene.lanes,
    (job) => goOn(scene, job, day),
    ({ order }) => thingsOf(order),
  );
}
