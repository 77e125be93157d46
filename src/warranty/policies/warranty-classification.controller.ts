import { Body, Controller, Extension, Post, Route, Security, SuccessResponse, Tags } from '@tsoa/runtime';
import { type Kernel } from '../../platform/kernel';
import { type Classification, type NewClassification } from './warranty-policy';
import { WarrantyPolicyService } from './warranty-policy.service';

/** Dry runs: what the policies say of a case, without storing anything. */
@Route('warranty-classifications')
@Tags('Warranty')
export class WarrantyClassificationController extends Controller {
  private readonly policies: WarrantyPolicyService;

  constructor(kernel: Kernel) {
    super();
    this.policies = new WarrantyPolicyService(kernel);
  }

  /**
   * Classifies a case without storing it: verdict, reasons, sentence, and what would change it.
   * @summary Try out a classification
   */
  @Post()
  @Extension('x-reads-only', true)
  @Security('key', ['warranty.read'])
  @SuccessResponse(200, 'Classified')
  async classify(@Body() body: NewClassification): Promise<Classification> {
    return this.policies.classify(body);
  }
}
