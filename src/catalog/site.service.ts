import { newCode } from '../barcodes/code';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { versionFrom } from '../platform/if-match';
import { type Kernel } from '../platform/kernel';
import { changeRecord, findRecord, listByNumber } from '../platform/master-data';
import { type PageOf } from '../platform/page';
import { type Site, type SiteChange, type SiteQuery, type NewSite } from './site';
import { sites } from './site.entity';

/** Sites (仓库/服务站): where stock lies. */
export class SiteService {
  constructor(private readonly kernel: Kernel) {}

  async create(context: CallContext, asked: NewSite): Promise<Site> {
    const site: Site = {
      id: newId(),
      code: newCode('site'),
      number: asked.number,
      name: asked.name,
      kind: asked.kind,
      active: true,
      version: 1,
    };
    return this.kernel.database.command(context, async (tx) => {
      await tx.getRepository(sites.entity).insert(site);
      return site;
    });
  }

  async find(id: string): Promise<Site> {
    return this.kernel.database.read((reader) => findRecord(reader, sites, id));
  }

  async list(query: SiteQuery): Promise<PageOf<Site>> {
    return this.kernel.database.read((reader) =>
      listByNumber(reader, sites, query, { kind: query.kind, active: query.active }),
    );
  }

  async change(context: CallContext, id: string, ifMatch: string | undefined, asked: SiteChange): Promise<Site> {
    const version = versionFrom(ifMatch);
    return this.kernel.database.command(context, (tx) => changeRecord(tx, sites, id, version, asked));
  }
}
