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

/** The 82 characters of ISO/IEC 646 in the order of their values (GS1 General Specifications 7.11, table 1). */
const characters82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
/** What a pair of check characters is written in: nothing that looks like something else. */
const characters32 = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83];

/**
 * The pair of check characters of a Global Model Number (GS1 General Specifications 7.9.5): values weighted with the
 * primes from the right, modulo 1021.
 *
 * @param text the key without its check characters: at most 23 of the 82 characters
 */
export function gs1CheckCharacters(text: string): string {
  let sum = 0;
  for (let fromRight = 0; fromRight < text.length; fromRight += 1) {
    sum += characters82.indexOf(text[text.length - 1 - fromRight]!) * primes[fromRight]!;
  }
  sum %= 1021;
  return characters32[sum >> 5]! + characters32[sum & 31]!;
}

/** Whether the last two of these characters are the check characters of the others. */
export function hasGs1CheckCharacters(text: string): boolean {
  const key = text.slice(0, -2);
  return text.length > 2 && text.length <= primes.length + 2 && gs1CheckCharacters(key) === text.slice(-2);
}

/**
 * GTIN-8, -12, -13 and -14 in the one form in which they are compared, fourteen digits (GS1 General Specifications
 * 3.3.2); undefined if this is no GTIN.
 */
export function gtin14(digits: string): string | undefined {
  if (!/^(\d{8}|\d{12,14})$/.test(digits) || !hasGs1CheckDigit(digits)) return undefined;
  return digits.padStart(14, '0');
}
