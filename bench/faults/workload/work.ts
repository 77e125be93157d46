import { type Client } from '../client';
import { type Ground, type Person } from '../ground';

/** A question to the database whose every row is a fault. */
export interface Check {
  name: string;
  sql: string;
}

/** What a client is in the middle of: one requisition, from asking to bringing back. */
export interface Job {
  ground: Ground;
  engineer: Person;
  clerk: Person;
  supervisor: Person;
  requisition?: { id: string; lines: RequisitionLine[] };
  issueIds: string[];
  /** What the engineer has fitted, by part. */
  fitted: Map<string, number>;
  /** The order of the engineer at a customer's machine. */
  workOrderId: string;
  /** A serial-numbered part that nobody else asks for: whose unit is whose is then never in doubt. */
  serialPartId: string;
  /** The units of it in the engineer's hands. */
  units: { id: string; serialNumber: string }[];
  /** The report that was approved, if one was. */
  reportId?: string;
  /** What the engineer has in hand, by part. */
  held: Map<string, number>;
}

export interface RequisitionLine {
  id: string;
  supplyPartId: string;
  reservedQuantity: number;
}

/** One kind of work: how a client does it, and how the database shows that it was done once and wholly. */
export interface Work {
  /** Does it as far as the job asks for it. */
  do(client: Client, job: Job): Promise<void>;
  /** By kind of order: which of the acknowledged ids ($1) are there, in the state that was acknowledged. */
  present: Record<string, string>;
  /** By kind of order: marks with how many documents there are of each, as `mark` and `copies`; orders may share one. */
  copies: Record<string, string>;
  /** The table of its documents, each made by one command. */
  documents?: { table: string; operation: string };
  /** What must not be there. */
  halfDone: Check[];
}
