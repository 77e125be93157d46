import { type ComponentName } from '../../catalog/part';
import { type PageQuery } from '../../platform/page';
import { type HumanNumber, type Id, type Instant } from '../../platform/types';
import { type InboundPolicy } from '../classification/policy';

/** A version of what a supplier owes us (进货质保): it tells for each replacement whether the supplier pays it back. */
export interface SupplierPolicy {
  id: Id;
  supplierId: Id;
  supplierNumber: HumanNumber;
  number: HumanNumber;
  /** @isInt */
  versionNumber: number;
  status: 'active' | 'retired';
  /** null = whatever the supplier makes and no other policy of theirs names. */
  components: ComponentName[] | null;
  /** The rules, seen from us to the supplier. */
  body: InboundPolicy;
  recordedAt: Instant;
  retiredAt: Instant | null;
}

/** What is told of a supplier's policy. The same number again makes its next version, which replaces the one in force. */
export interface NewSupplierPolicy {
  supplierId: Id;
  number: HumanNumber;
  /**
   * @minItems 1
   * @maxItems 200
   */
  components?: ComponentName[] | null;
  body: InboundPolicy;
}

/** Which supplier policies to list. */
export interface SupplierPolicyQuery extends PageQuery {
  supplierId?: Id;
  status?: 'active' | 'retired';
}
