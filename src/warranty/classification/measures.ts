/** What policies count by: the kinds of dates and the readings of meters. */

/** The kinds of dates a period can start from. */
export type DateKind =
  | 'MANUFACTURE'
  | 'SHIPMENT'
  | 'READY_FOR_SHIPMENT'
  | 'STOCK_RECEIPT'
  | 'ARRIVAL'
  | 'INVOICE'
  | 'DELIVERY'
  | 'INSTALL_DONE'
  | 'COMMISSIONING'
  | 'ACCEPTANCE'
  | 'IN_SERVICE'
  | 'FIRST_USE'
  | 'PART_SALE'
  | 'REPAIR_RETURN';

/** Readings by meter: `{ "km": 45000, "h": 1200 }`. The unit of a reading is its meter's name. */
export type Readings = Record<string, number>;
