import { type Fault, invalid } from '../platform/problem';
import { type Reader } from '../platform/transaction';
import { type ContractTerms } from './service-contract';
import { unknownCover } from './service-contract.queries';

const asked = {
  unitIds: 'is not a unit of this customer',
  modelIds: 'there is no such model',
  partIds: 'there is no such part',
};

/** The terms, unless something is wrong with them: everything at once. */
export async function termsOf(
  reader: Reader,
  customerId: string,
  terms: ContractTerms,
  faults: readonly Fault[],
): Promise<ContractTerms> {
  const found = [...faults, ...faultsOf(terms)];
  for (const { list, index } of await unknownCover(reader, customerId, terms)) {
    found.push({ pointer: `/terms/${list}/${index}`, detail: asked[list] });
  }
  if (found.length > 0) throw invalid(found);
  return terms;
}

function faultsOf(terms: ContractTerms): Fault[] {
  const faults: Fault[] = [];
  const fault = (field: string, detail: string) => faults.push({ pointer: `/terms/${field}`, detail });
  if (terms.endsOn < terms.startsOn) fault('endsOn', 'a contract ends on the day it starts or later');
  if (terms.unitIds.length + terms.modelIds.length === 0) fault('unitIds', 'name the units or the models it covers');
  if ((terms.partsIncluded === 'listed') !== terms.partIds.length > 0) {
    fault('partIds', 'parts are listed with partsIncluded = listed, and only then');
  }
  if (terms.retentionDueOn !== null && terms.retentionAmount === 0) {
    fault('retentionDueOn', 'nothing is held back; leave the day null');
  }
  if (terms.retentionDueOn !== null && terms.retentionDueOn <= terms.endsOn) {
    fault('retentionDueOn', 'retention money is due after the last day of the contract');
  }
  for (const list of ['unitIds', 'modelIds', 'partIds'] as const) {
    terms[list].forEach((id, index) => {
      const same = (other: string) => other.toLowerCase() === id.toLowerCase();
      if (terms[list].findIndex(same) < index) fault(`${list}/${index}`, 'is named twice');
    });
  }
  return faults;
}
