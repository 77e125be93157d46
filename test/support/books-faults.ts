import { type World } from './world';

/** Does what nobody can: writes past every trigger, as the owner, to plant a fault that the books must find. */
export async function plant(world: World, statements: string): Promise<void> {
  await world.sql(`begin; set local session_replication_role = replica; ${statements}; commit`);
}
