import { type World } from './world';

/** Does what nobody can: writes past every trigger, as the owner, to plant a fault that the books must find. */
export async function plant(world: World, statements: string): Promise<void> {
  await world.sql(`begin; set local session_replication_role = replica; ${statements}; commit`);
}

/** A fault, how it is taken out again, and the identity that must find it: its rows, pieces and value. */
export type PlantedFault = [
  what: string,
  identity: string,
  plant: () => string,
  undo: () => string,
  rows: number,
  pieces: number,
  value: number,
];

/** Where one count has posted three missing pieces worth 300. */
export const countFaults: PlantedFault[] = [
  [
    'a difference that was settled and of which a piece less was posted (R13)',
    'counts-posted',
    () => `update count_entry set counted_quantity = counted_quantity - 1`,
    () => `update count_entry set counted_quantity = counted_quantity + 1`,
    1,
    1,
    0,
  ],
  [
    'a count difference in the ledger that no line tells of (R13)',
    'counts-posted',
    () => `create table kept as select * from count_line; delete from count_line`,
    () => `insert into count_line select * from kept; drop table kept`,
    1,
    3,
    300,
  ],
];
