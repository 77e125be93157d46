import { type Api } from './api';
import { type Catalogue } from './catalogue';
import { type Story } from './demand';
import { type Machine } from './machines';
import { type LateOldPart } from './old-parts';
import { type People } from './people';
import { type Places } from './places';
import { type Job } from './job';

/** Everything the months are played with. */
export interface Scene {
  api: Api;
  seed: string;
  story: Story;
  /** How many orders are worked at a time. */
  lanes: number;
  people: People;
  places: Places;
  catalogue: Catalogue;
  machines: Machine[];
  /** Jobs that wait for parts that are short. */
  waiting: Job[];
  /** Old parts that engineers forgot to bring. */
  late: LateOldPart[];
  /** Replacements by who pays for them. */
  outcomes: Map<string, { lines: number; pieces: number }>;
  /** The replacement whose chain is printed. */
  traced: string | undefined;
}
