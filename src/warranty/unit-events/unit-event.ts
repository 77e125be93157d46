import { type ComponentName } from '../../catalog/part';
import { type MeterName, type MeterReading } from '../../customers/reading';
import { type Id, type Instant, type IsoDate, type LongText, type ShortText } from '../../platform/types';
import { type CauseCode } from '../determinations/determination';

/** A repair, the exchange of the whole unit, or a delay by force majeure. */
export type UnitEventKind = 'REPAIR' | 'UNIT_REPLACED' | 'FORCE_MAJEURE_DELAY';

/** What a meter showed on that day. */
export interface EventReading {
  meter: MeterName;
  reading: MeterReading;
}

/** Something that happened to a unit and that our own service reports do not tell. */
export interface NewUnitEvent {
  kind: UnitEventKind;
  /** The day it began: brought in, exchanged, delayed. */
  beganOn: IsoDate;
  /** The day it was given back or the delay ended; null or absent = still going on. An exchange has none. */
  endedOn?: IsoDate | null;
  /** Of a repair: the symptom, as work orders name it; repairs of one fault are counted together. */
  fault?: ShortText | null;
  /** Absent or null = unknown. */
  causeCode?: CauseCode | null;
  /**
   * Components exchanged by the repair.
   * @maxItems 50
   */
  components?: ComponentName[];
  /** Of a repair: the customer paid for the parts; they have their own warranty then. */
  paid?: boolean;
  /** Of a repair: it was free under warranty. */
  underWarranty?: boolean;
  /** Of a repair: the customer chose it as the legal remedy, which extends the cover once. */
  remedy?: boolean;
  /**
   * Days of it that do not count as repair days.
   * @isInt
   * @minimum 0
   * @maximum 10000
   */
  excludedDays?: number;
  /** @maxItems 20 */
  readings?: EventReading[];
  /** Where it is known from. @example "repair book of the former dealer" */
  evidence?: ShortText | null;
}

/** An event of a unit as it is kept. */
export interface UnitEvent {
  id: Id;
  unitId: Id;
  kind: UnitEventKind;
  beganOn: IsoDate;
  endedOn: IsoDate | null;
  fault: ShortText | null;
  causeCode: CauseCode | null;
  components: ComponentName[];
  paid: boolean;
  underWarranty: boolean;
  remedy: boolean;
  /** @isInt */
  excludedDays: number;
  readings: EventReading[];
  evidence: ShortText | null;
  /** `imported` from a file, or `recorded` by hand. */
  source: 'imported' | 'recorded';
  actorId: Id;
  recordedAt: Instant;
  /** Withdrawn events count no more. */
  withdrawnAt: Instant | null;
  withdrawnById: Id | null;
  withdrawalReason: LongText | null;
}

/** Why an event was wrong to be told. */
export interface UnitEventWithdrawal {
  reason: LongText;
}
