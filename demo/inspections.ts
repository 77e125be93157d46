import { type QuarantinedStock } from '../src/stock/stock';
import { on } from './days';
import { type Scene } from './scene';

/** What was bad on arrival is looked at: single pieces work after all, the rest goes back to its supplier. */
export async function inspectQuarantine(scene: Scene, day: string): Promise<void> {
  for (const place of [scene.places.warehouse, scene.places.station]) {
    const held = await scene.people.clerk.calls.all<QuarantinedStock>(`/v1/stock/quarantine?siteId=${place.id}`);
    const lines = held.map(({ partId, quantity }) => {
      const part = scene.catalogue.byId.get(partId)!;
      const goesBack = part.cost > 5_000;
      return goesBack
        ? { partId, quantity, outcome: 'back_to_supplier', supplierId: scene.catalogue.suppliers.get(part.supplier) }
        : { partId, quantity, outcome: 'to_shelf', binId: place.bins.get(part.bin), note: 'tested, works' };
    });
    if (lines.length > 0)
      await scene.people.clerk.calls.post('/v1/inspections', { siteId: place.id, ...on(day), lines });
  }
}
