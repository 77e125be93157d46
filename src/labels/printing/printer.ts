import { type HumanNumber, type Id, type ShortText } from '../../platform/types';
import { type LabelSizeName } from '../label';

/**
 * The name or IP address of a printer in the network.
 * @pattern ^([A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9A-Fa-f:]{2,45})$ a host is a name or an IP address
 * @example "192.168.10.21"
 */
export type HostName = string;

/** A label printer that takes ZPL over a raw socket. */
export interface Printer {
  id: Id;
  /** What stands on it. */
  number: HumanNumber;
  name: ShortText;
  host: HostName;
  /** @isInt */
  port: number;
  dpi: '203' | '300';
  /** The labels that are in it. */
  size: LabelSizeName;
  /** The site whose people print on it; null = for those who are bound to no site. */
  siteId: Id | null;
  /** Whether it answers the status query ~HS: it is then asked before and after each job. */
  answersStatus: boolean;
  /** Jobs for an inactive printer wait. */
  active: boolean;
  /** @isInt */
  version: number;
}

/** What is told of a new printer. */
export interface NewPrinter {
  number: HumanNumber;
  name: ShortText;
  host: HostName;
  /**
   * 9100 when left out; only the ports that the installation allows (`PRINTER_PORTS`).
   * @isInt port is a whole number
   * @minimum 1 port is at least 1
   * @maximum 65535 port is at most 65535
   */
  port?: number;
  dpi: '203' | '300';
  size: LabelSizeName;
  siteId?: Id | null;
  /** True when left out. Say false for printers that do not answer ~HS. */
  answersStatus?: boolean;
}

/** What may be changed of a printer; everything is stated. */
export interface PrinterChange {
  name: ShortText;
  host: HostName;
  /**
   * @isInt port is a whole number
   * @minimum 1 port is at least 1
   * @maximum 65535 port is at most 65535
   */
  port: number;
  dpi: '203' | '300';
  size: LabelSizeName;
  siteId: Id | null;
  answersStatus: boolean;
  active: boolean;
}
