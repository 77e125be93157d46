import { newCode } from '../barcodes/code';
import { scopeOf } from '../identity/scope';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { versionFrom } from '../platform/if-match';
import { type Kernel } from '../platform/kernel';
import { changeRecord, findRecord, listByNumber } from '../platform/master-data';
import { type PageOf } from '../platform/page';
import { type Bin, type BinChange, type BinQuery, type NewBin } from './bin';
import { bins } from './bin.entity';

/** Bins (库位): the storage places of a site. */
export class BinService {
  constructor(private readonly kernel: Kernel) {}

  async create(context: CallContext, asked: NewBin): Promise<Bin> {
    const bin: Bin = {
      id: newId(),
      code: newCode('bin'),
      siteId: asked.siteId,
      number: asked.number,
      active: true,
      version: 1,
    };
    return this.kernel.database.command(context, async (tx) => {
      await tx.getRepository(bins.entity).insert(bin);
      return bin;
    });
  }

  async find(context: CallContext, id: string): Promise<Bin> {
    return this.kernel.database.read((reader) => findRecord(reader, bins, id, ownSite(context)));
  }

  async list(context: CallContext, query: BinQuery): Promise<PageOf<Bin>> {
    return this.kernel.database.read((reader) =>
      listByNumber(
        reader,
        bins,
        query,
        {
          siteId: query.siteId,
          number: query.number,
          active: query.active,
        },
        ownSite(context),
      ),
    );
  }

  async change(context: CallContext, id: string, ifMatch: string | undefined, asked: BinChange): Promise<Bin> {
    const version = versionFrom(ifMatch);
    return this.kernel.database.command(context, (tx) => changeRecord(tx, bins, id, version, asked));
  }
}

/** A station sees the bins of its own site (R15). */
function ownSite(context: CallContext): { siteId?: string } {
  const { siteId } = scopeOf(context);
  return siteId === null ? {} : { siteId };
}
