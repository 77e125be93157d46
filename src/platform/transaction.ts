import { type EntityManager } from 'typeorm';

declare const transactionBrand: unique symbol;

/** An open transaction. Functions that write take it first, so that writing outside of one does not compile. */
export type Tx = EntityManager & { readonly [transactionBrand]: true };

/** Anything that can read: an open transaction, or the pool. */
export type Reader = Pick<EntityManager, 'query' | 'getRepository'>;
