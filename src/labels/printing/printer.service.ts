import { scopeOf } from '../../identity/scope';
import { type CallContext } from '../../platform/context';
import { newId } from '../../platform/id';
import { versionFrom } from '../../platform/if-match';
import { type Kernel } from '../../platform/kernel';
import { changeRecord, findRecord, listByNumber } from '../../platform/master-data';
import { type PageOf, type PageQuery } from '../../platform/page';
import { invalid } from '../../platform/problem';
import { type NewPrinter, type Printer, type PrinterChange } from './printer';
import { printers } from './printer.entity';

const usualPort = 9100;

/** Label printers. Only administrators define them: the server connects to whatever they name. */
export class PrinterService {
  constructor(private readonly kernel: Kernel) {}

  async create(context: CallContext, asked: NewPrinter): Promise<Printer> {
    const printer: Printer = {
      id: newId(),
      number: asked.number,
      name: asked.name,
      host: asked.host,
      port: asked.port ?? usualPort,
      dpi: asked.dpi,
      size: asked.size,
      siteId: asked.siteId ?? null,
      answersStatus: asked.answersStatus ?? true,
      active: true,
      version: 1,
    };
    this.refuseOtherPorts(printer.port);
    return this.kernel.database.command(context, async (tx) => {
      await tx.getRepository(printers.entity).insert(printer);
      return printer;
    });
  }

  async find(context: CallContext, id: string): Promise<Printer> {
    return this.kernel.database.read((reader) => findRecord(reader, printers, id, visibleTo(context)));
  }

  async list(context: CallContext, query: PageQuery): Promise<PageOf<Printer>> {
    return this.kernel.database.read((reader) => listByNumber(reader, printers, query, visibleTo(context)));
  }

  async change(context: CallContext, id: string, ifMatch: string | undefined, asked: PrinterChange): Promise<Printer> {
    const version = versionFrom(ifMatch);
    this.refuseOtherPorts(asked.port);
    const changed = await this.kernel.database.command(context, (tx) => changeRecord(tx, printers, id, version, asked));
    this.kernel.background.emit('left');
    return changed;
  }

  /** A printer on any port would be a way to knock at every service in our network. */
  private refuseOtherPorts(port: number): void {
    const { from, to } = this.kernel.printerPorts;
    if (port >= from && port <= to) return;
    const detail = `Printers listen on ports ${from} to ${to} here; the operator can allow others (PRINTER_PORTS).`;
    throw invalid([{ pointer: '/port', detail }]);
  }
}

/** Whoever is bound to a site prints on the printers of that site (R15). */
export function visibleTo(context: CallContext): { siteId?: string } {
  const { siteId } = scopeOf(context);
  return siteId === null ? {} : { siteId };
}
