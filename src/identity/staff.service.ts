import { newCode } from '../barcodes/code';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { changedMeanwhile, versionFrom } from '../platform/if-match';
import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf, type PageQuery } from '../platform/page';
import { notFound, Problem } from '../platform/problem';
import { type Tx } from '../platform/transaction';
import { digestOf, newKey } from './key';
import { type IssuedKey, type NewKey, type NewStaffMember, type StaffMember, type StaffMemberChange } from './staff';
import { StaffMemberEntity } from './staff.entity';
import { anyKeyExists, findCaller, insertKey, revokeKey } from './staff.queries';
import { type Actor } from '../platform/context';

/** Staff members and their API keys. */
export class StaffService {
  constructor(private readonly kernel: Kernel) {}

  /** Who calls with this key. Remembered for seconds, so that a busy scanner does not ask the database each time. */
  async caller(key: string): Promise<Actor> {
    const digest = digestOf(key);
    const remembered = this.kernel.callers.get(digest.toString('hex'));
    if (remembered) return remembered;
    const actor = await this.kernel.database.read((reader) => findCaller(reader, digest));
    if (!actor) throw unknownKey();
    this.kernel.callers.set(digest.toString('hex'), actor);
    return actor;
  }

  /** The first administrator and key of a new installation; undefined when there already is a key. */
  async bootstrap(): Promise<string | undefined> {
    return this.kernel.database.transaction(async (tx) => {
      if (await anyKeyExists(tx)) return undefined;
      const administrator = await insertStaffMember(tx, {
        number: 'ADMIN',
        name: 'Administrator',
        roles: ['administrator'],
      });
      return (await issueKey(tx, administrator.id, 'first key')).key;
    });
  }

  async create(context: CallContext, asked: NewStaffMember): Promise<StaffMember> {
    return this.kernel.database.command(context, (tx) => insertStaffMember(tx, asked));
  }

  async find(id: string): Promise<StaffMember> {
    const found = await this.kernel.database.read((reader) =>
      reader.getRepository(StaffMemberEntity).findOneBy({ id }),
    );
    if (!found) throw notFound('staff member');
    return found;
  }

  async list(query: PageQuery): Promise<PageOf<StaffMember>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0];
    const rows = await this.kernel.database.read((reader) => {
      const select = reader
        .getRepository(StaffMemberEntity)
        .createQueryBuilder('s')
        .orderBy('s.number')
        .limit(limit + 1);
      return (after === undefined ? select : select.where('s.number > :after', { after })).getMany();
    });
    return pageOf(rows, limit, (row) => [row.number]);
  }

  async change(
    context: CallContext,
    id: string,
    ifMatch: string | undefined,
    asked: StaffMemberChange,
  ): Promise<StaffMember> {
    const version = versionFrom(ifMatch);
    const changed = await this.kernel.database.command(context, async (tx) => {
      const staff = tx.getRepository(StaffMemberEntity);
      const result = await staff.update({ id, version }, { ...asked, version: version + 1 });
      if (result.affected === 0) throw (await staff.existsBy({ id })) ? changedMeanwhile() : notFound('staff member');
      return staff.findOneByOrFail({ id });
    });
    // A changed role counts from the next request on.
    this.kernel.callers.clear();
    return changed;
  }

  async issueKey(context: CallContext, staffMemberId: string, asked: NewKey): Promise<IssuedKey> {
    const issued = newKey();
    const id = newId();
    const stored = await this.kernel.database.command(context, async (tx) => {
      if (!(await tx.getRepository(StaffMemberEntity).existsBy({ id: staffMemberId }))) throw notFound('staff member');
      await insertKey(tx, { id, staffMemberId, label: asked.label, digest: issued.digest });
      // The answer that is kept for a repeat (R14) must not hold the secret.
      return { id, staffMemberId, label: asked.label, key: '(shown once)' };
    });
    return context.replayed ? stored : { ...stored, key: issued.key };
  }

  async revokeKey(context: CallContext, staffMemberId: string, keyId: string): Promise<void> {
    await this.kernel.database.command(context, async (tx) => {
      const digest = await revokeKey(tx, staffMemberId, keyId);
      if (!digest) throw notFound('key');
      return { digest: digest.toString('hex') };
    });
    this.kernel.callers.clear();
  }
}

async function insertStaffMember(tx: Tx, asked: NewStaffMember): Promise<StaffMember> {
  const member: StaffMember = {
    id: newId(),
    code: newCode('staff-member'),
    number: asked.number,
    name: asked.name,
    roles: asked.roles,
    siteId: asked.siteId ?? null,
    mayPostEarlier: asked.mayPostEarlier ?? false,
    active: true,
    version: 1,
  };
  await tx.getRepository(StaffMemberEntity).insert(member);
  return member;
}

async function issueKey(tx: Tx, staffMemberId: string, label: string): Promise<{ key: string }> {
  const issued = newKey();
  await insertKey(tx, { id: newId(), staffMemberId, label, digest: issued.digest });
  return issued;
}

/** 401: no key, or none that is known and valid. */
export function unknownKey(): Problem {
  return new Problem(
    401,
    'key-required',
    'A valid key is required',
    'Send your API key as "Authorization: Bearer …". An administrator can issue a new one.',
    { headers: { 'WWW-Authenticate': 'Bearer' } },
  );
}
