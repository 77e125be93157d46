/**
 * What a part is charged at: `MATERIAL_COST` = the ledger's own average value at the moment of the quotation, no margin
 * (S049, S053); `TARIFF` = the price list.
 */
export type PartsBasis = 'MATERIAL_COST' | 'TARIFF';

/**
 * For how many days a quotation holds.
 * @isInt days are whole
 * @minimum 1 a quotation holds for at least a day
 * @maximum 365 a quotation holds for at most a year
 */
export type QuotationDays = number;

/** How paid work is priced here. A quotation may state another basis; what it was made on is frozen with it. */
export interface ChargePolicy {
  partsBasis: PartsBasis;
  /** false = parts only (S049); true = parts and labour (S057). */
  labourCharged: boolean;
  travelCharged: boolean;
  quotationDays: QuotationDays;
  /** Whether field staff may take cash at all (S068). */
  engineersCollectCash: boolean;
  /** @isInt */
  version: number;
}

/** What may be changed of the charge policy; everything is stated. Quotations that are made keep theirs. */
export interface ChargePolicyChange {
  partsBasis: PartsBasis;
  labourCharged: boolean;
  travelCharged: boolean;
  quotationDays: QuotationDays;
  engineersCollectCash: boolean;
}
