import { moneyText } from '../tariffs/amounts';
import { type CustomerLanguage, type Quotation } from './quotation';

/** Why it is paid: the sentence of the determination, and the day from which the warranty ran. */
export interface WhyPaid {
  sentence: string;
  startedOn: string | null;
}

/** What is said to the customer: why it is paid (S025, S026), what it costs, until when that holds. */
export function wordsFor(quotation: Quotation, why: WhyPaid, language: CustomerLanguage): string {
  const money = (amount: number) => moneyText(amount, quotation.currency);
  const { number, revision, partsAmount, labourAmount, travelAmount, taxAmount, totalAmount, validUntil } = quotation;
  const name = revision === 1 ? number : `${number}/${revision}`;
  if (language === 'en') {
    const started = why.startedOn === null ? '' : ` The warranty ran from ${why.startedOn}.`;
    const sums = `parts ${money(partsAmount)}, labour ${money(labourAmount)}, travel ${money(travelAmount)}, tax ${money(taxAmount)}`;
    return `${why.sentence}${started} Quotation ${name}: ${sums}; in all ${money(totalAmount)}. It holds until ${validUntil}.`;
  }
  const started = why.startedOn === null ? '' : `保修自 ${why.startedOn} 起算。`;
  const sums = `配件 ${money(partsAmount)}，人工 ${money(labourAmount)}，交通 ${money(travelAmount)}，税 ${money(taxAmount)}`;
  return `${why.sentence}${started}报价单 ${name}：${sums}，合计 ${money(totalAmount)}。有效期至 ${validUntil}。`;
}
