import { type Role } from '../src/identity/permissions';
import { type IssuedKey, type StaffMember } from '../src/identity/staff';
import { type Api, type Caller } from './api';
import { type Place } from './places';

/** Somebody who works here, with a key of their own. */
export interface Person {
  id: string;
  name: string;
  calls: Caller;
}

/** Everybody; each of them invented. */
export interface People {
  administrator: Caller;
  /** The engineers of the warehouse. */
  engineers: Person[];
  /** The engineer who works from the station. */
  stationEngineer: Person;
  /** The account of the station: it issues and takes back on its own site. */
  station: Person;
  clerk: Person;
  supervisor: Person;
  finance: Person;
}

const engineers = 6;

export async function engagePeople(api: Api, administratorKey: string, station: Place): Promise<People> {
  const administrator = api.as(administratorKey);
  const engage = async (number: string, name: string, roles: Role[], more: object = {}): Promise<Person> => {
    const member = await administrator.post<StaffMember>('/v1/staff-members', { number, name, roles, ...more });
    const issued = await administrator.post<IssuedKey>(`/v1/staff-members/${member.id}/keys`, { label: 'demo' });
    return { id: member.id, name, calls: api.as(issued.key) };
  };
  // The months of the data are long past, so who posts needs the right to post earlier than today.
  const mayPostEarlier = true;
  const siteId = station.id;
  const list: Person[] = [];
  for (let i = 1; i <= engineers; i += 1) list.push(await engage(`ENG-${i}`, `Sample engineer ${i}`, ['engineer']));
  return {
    administrator,
    engineers: list,
    stationEngineer: await engage('ENG-S', 'Sample engineer S', ['engineer'], { siteId }),
    station: await engage('STATION-1', 'Sample station account', ['station'], { siteId, mayPostEarlier }),
    clerk: await engage('CLERK-1', 'Sample clerk 1', ['clerk'], { mayPostEarlier }),
    supervisor: await engage('SUP-1', 'Sample supervisor 1', ['supervisor'], { mayPostEarlier }),
    finance: await engage('FIN-1', 'Sample accountant 1', ['finance'], { mayPostEarlier }),
  };
}
