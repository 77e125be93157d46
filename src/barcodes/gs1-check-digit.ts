/**
 * The check digit of GTIN, GLN, SSCC, GSRN and the other numeric GS1 keys (GS1 General Specifications 7.9.1): weights 3
 * and 1 from the right, to the next multiple of ten.
 *
 * @param digits the key without its check digit
 */
export function gs1CheckDigit(digits: string): string {
  let sum = 0;
  for (let fromRight = 0; fromRight < digits.length; fromRight += 1) {
    sum += Number(digits[digits.length - 1 - fromRight]) * (fromRight % 2 === 0 ? 3 : 1);
  }
  return String((10 - (sum % 10)) % 10);
}

/** Whether the last of these digits is the check digit of the others. */
export function hasGs1CheckDigit(digits: string): boolean {
  return /^\d{2,}$/.test(digits) && gs1CheckDigit(digits.slice(0, -1)) === digits.slice(-1);
}

/**
 * GTIN-8, -12, -13 and -14 in the one form in which they are compared, fourteen digits (GS1 General Specifications
 * 3.3.2); undefined if this is no GTIN.
 */
export function gtin14(digits: string): string | undefined {
  if (!/^(\d{8}|\d{12,14})$/.test(digits) || !hasGs1CheckDigit(digits)) return undefined;
  return digits.padStart(14, '0');
}
