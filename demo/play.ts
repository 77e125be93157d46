import { type Api } from './api';
import { importCatalogue } from './catalogue';
import { dayOf, daysLater } from './days';
import { readStory } from './demand';
import { importMachines } from './machines';
import { playMonth } from './month';
import { type Options } from './options';
import { ordersOf } from './orders';
import { stateTariff } from './paid-work';
import { engagePeople } from './people';
import { importOpeningStock, openPlaces } from './places';
import { activatePolicies } from './policies';
import { Progress, type Screen } from './progress';
import { type Scene } from './scene';

/** What the demo set up, in numbers. */
export interface Setting {
  scene: Scene;
  openingPieces: number;
  policies: { number: string; source: string }[];
}

/** Sets everything up and plays the months, over HTTP alone. */
export async function play(api: Api, administratorKey: string, options: Options, screen: Screen): Promise<Setting> {
  const { seed, lanes } = options;
  const story = readStory(options.months, options.parts);
  const administrator = api.as(administratorKey);
  const places = await openPlaces(administrator);
  const people = await engagePeople(api, administratorKey, places.station);
  const [policies, catalogue, machines] = await Promise.all([
    activatePolicies(people.supervisor.calls),
    importCatalogue(people.clerk.calls, seed, story.parts),
    importMachines(people.clerk.calls, seed, story.months.at(-1)!),
  ]);
  const opened = daysLater(dayOf(story.months[0]!, 1), -1);
  const opening = { seed, story, catalogue, warehouse: places.warehouse };
  const openingPieces = await importOpeningStock(people.clerk.calls, opening, opened);
  const books = {
    waiting: [],
    late: [],
    outcomes: new Map<string, { lines: number; pieces: number }>(),
    traced: undefined,
  };
  const scene: Scene = { api, seed, story, lanes, people, places, catalogue, machines, ...books };
  await stateTariff(scene, opened);
  const progress = new Progress(countOrders(scene), () => api.answered, screen);
  for (const month of story.months) await playMonth(scene, month, progress);
  progress.end();
  return { scene, openingPieces, policies };
}

function countOrders(scene: Scene): number {
  const months = scene.story.months.map((month) => ordersOf(scene, month));
  return months.reduce((sum, { firstHalf, secondHalf }) => sum + firstHalf.length + secondHalf.length, 0);
}
