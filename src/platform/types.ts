// The units every layer speaks in. They are aliases so that their rules and words reach the OpenAPI document.
// A line comment: of two doc comments in a row, tsoa reads the first, and the rules of the first type would be lost.

/**
 * A number of pieces, counted in the smallest unit that is issued (piece, cm, ml, g). Whole and above zero.
 * @isInt a quantity is a whole number of pieces
 * @minimum 1 a quantity is at least 1
 * @maximum 1000000000 a quantity is at most 1000000000
 * @example 2
 */
export type PieceCount = number;

/**
 * A number of pieces that may be none.
 * @isInt a quantity is a whole number of pieces
 * @minimum 0 a quantity is never below zero
 * @maximum 1000000000 a quantity is at most 1000000000
 * @example 0
 */
export type PieceCountOrZero = number;

/**
 * An amount of money in the currency's minor units (分, cents): whole, never negative, at most 2^53 − 1.
 * @isInt money is a whole number of minor units
 * @minimum 0 an amount is never negative
 * @maximum 9007199254740991 an amount is at most 9007199254740991
 * @example 12850
 */
export type MinorUnits = number;

/**
 * An amount of money in minor units that may be negative (differences, corrections).
 * @isInt money is a whole number of minor units
 * @minimum -9007199254740991 an amount is at least -9007199254740991
 * @maximum 9007199254740991 an amount is at most 9007199254740991
 * @example -150
 */
export type SignedMinorUnits = number;

/**
 * Identifier of a record (UUID version 7).
 * @pattern ^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$ an id is a UUID
 * @format uuid
 * @example "01912d68-783e-7a08-8dd5-3a5c1f4b2e10"
 */
export type Id = string;

/**
 * A calendar day, ISO 8601 `YYYY-MM-DD`, without time or zone. Days that do not exist are refused.
 * @pattern ^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$ a day is written YYYY-MM-DD
 * @format date
 * @example "2026-03-31"
 */
export type IsoDate = string;

/**
 * An instant, RFC 3339 with offset.
 * @pattern ^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})$ a time is written as RFC 3339 with offset
 * @format date-time
 * @example "2026-03-31T09:30:00+08:00"
 */
export type Instant = string;

/**
 * ISO 4217 currency code.
 * @pattern ^[A-Z]{3}$ a currency is three capital letters
 * @example "CNY"
 */
export type CurrencyCode = string;

/**
 * A short human text without control characters, 1 to 200 characters.
 * @pattern ^(?=.*\S)[^\u0000-\u001f\u007f]*$ a text has no control characters and is not blank
 * @minLength 1 a text is not empty
 * @maxLength 200 a text has at most 200 characters
 */
export type ShortText = string;

/**
 * A longer human text, line breaks allowed, 1 to 4000 characters.
 * @pattern ^(?=[\s\S]*\S)[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$ a text has no control characters and is not blank
 * @minLength 1 a text is not empty
 * @maxLength 4000 a text has at most 4000 characters
 */
export type LongText = string;

/**
 * A number or code that people read: letters, digits and `. _ / -`, 1 to 64 characters.
 * @pattern ^[A-Za-z0-9][A-Za-z0-9\x20._/+-]{0,63}$ a number has letters, digits and . _ / + - only, at most 64
 * @example "MTR-2210"
 */
export type HumanNumber = string;

/**
 * A Global Trade Item Number: GTIN-8, -12, -13 or -14 with its check digit; answered with fourteen digits (GS1 General
 * Specifications 3.3.2).
 * @pattern ^([0-9]{8}|[0-9]{12,14})$ a GTIN has 8, 12, 13 or 14 digits
 * @example "06901234567892"
 */
export type Gtin = string;

/**
 * A Component and Part Identifier: a company prefix of at least four digits, then digits, capitals and `# - /` (GS1 General
 * Specifications 3.9.10).
 * @pattern ^[0-9]{4}[-#/0-9A-Z]{0,26}$ a CPID has 4 to 30 digits, capitals and # - /, and begins with four digits
 * @example "0614141123ABC"
 */
export type Cpid = string;

/**
 * A Global Individual Asset Identifier: a company prefix of at least four digits, then any of the 82 characters of GS1
 * (General Specifications 3.9.4).
 * @pattern ^[0-9]{4}[!"%-?A-Z_a-z]{0,26}$ a GIAI has 4 to 30 of the characters that GS1 allows, and begins with four digits
 * @example "061414112345400"
 */
export type Giai = string;

/** The barcode text of a record: two letters that say its kind, ten random characters, one check character. */
export type BarcodeText = string;
