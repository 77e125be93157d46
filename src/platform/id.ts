import { v7 } from 'uuid';

/** A new record id: UUID version 7, so that ids of one time lie together in an index. */
export function newId(): string {
  return v7();
}
