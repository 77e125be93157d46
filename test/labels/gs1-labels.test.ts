import { ready } from 'zpl-renderer-js';
import { labelSizes } from '../../src/labels/drawing/label-size';
import { type Part } from '../../src/catalog/part';
import { readPicture } from '../barcodes/reader';
import { aPart } from '../support/catalog';
import { bytesOf } from '../support/pdf-text';
import { aCrew, aStockedSite, type Crew } from '../support/stocked';
import { World } from '../support/world';

const symbologies = ['gs1-128', 'gs1qrcode', 'gs1datamatrix'] as const;
/** The AIM identifiers by which a reader says that what it read is GS1 data. */
const identifiers = { 'gs1-128': ']C1', gs1qrcode: ']Q3', gs1datamatrix: ']d2' };
const gtin = '09521000000018';

describe('GS1 symbols of parts and units', () => {
  let world: World;
  let crew: Crew;
  let part: Part;
  let unit: { id: string; code: string };
  beforeAll(async () => {
    world = await World.open();
    crew = await aCrew(world);
    const site = await aStockedSite(world, [1], { serialNumbered: true });
    await crew.clerk.put(`/v1/parts/${site.parts[0]!.id}/gs1-keys`, { gtin, cpid: null }, '"v1"').expect(200);
    part = (await crew.clerk.get(`/v1/parts/${site.parts[0]!.id}`).expect(200)).body as Part;
    [unit] = (await world.sql(`update serial_unit set serial_number = 'SN/1+2' returning id, code`)) as [typeof unit];
  });
  afterAll(() => world.close());

  const image = (path: string) => bytesOf(crew.clerk.get(path), 'image/png');

  test.each(symbologies)('%s of a part and of a unit is read back with FNC1 and exactly its key', async (symbology) => {
    for (const [code, expected] of [
      [part.code, `01${gtin}`],
      [unit.code, `01${gtin}21SN/1+2`],
    ]) {
      for (const path of [
        `/v1/scans/${code}/image?symbology=${symbology}`,
        `/v1/labels/${code}/image?symbology=${symbology}&size=100x50`,
        `/v1/labels/${code}/image?symbology=${symbology}&size=100x150&dpi=300&template=plain`,
      ]) {
        expect([path, await readPicture(await image(path))]).toMatchObject([
          path,
          [{ text: expected, identifier: identifiers[symbology] }],
        ]);
      }
      await crew.clerk.get(`/v1/labels/${code}/image?symbology=${symbology}&size=100x50&format=svg`).expect(200);
    }
    const scanned = await crew.clerk.get(`/v1/scans?text=${encodeURIComponent(`01${gtin}21SN/1+2`)}`).expect(200);
    expect(scanned.body).toMatchObject({ kind: 'serial-unit', id: unit.id });
  });

  test.each([203, 300] as const)('in ZPL at %i dpi it is read back from an independent interpreter', async (dpi) => {
    const { api } = await ready;
    for (const symbology of symbologies) {
      const path = `/v1/labels/${unit.code}/image?symbology=${symbology}&size=100x50&format=zpl&dpi=${dpi}`;
      const zpl = (await crew.clerk.get(path).expect(200)).text;
      const printed = await api.zplToBase64Async(zpl, 100, 50, dpi === 203 ? 8 : 12);
      expect([symbology, await readPicture(Buffer.from(printed, 'base64'))]).toMatchObject([
        symbology,
        [{ text: `01${gtin}21SN/1+2`, identifier: identifiers[symbology] }],
      ]);
    }
  });

  test('each size either holds the symbol or names the smallest that does', async () => {
    const long = { gtin: null, cpid: `9521${'A'.repeat(26)}` };
    const other = await aPart(world, long);
    for (const symbology of symbologies) {
      const path = (size: string) => `/v1/labels/${other.code}/image?symbology=${symbology}&size=${size}`;
      for (const size of labelSizes) {
        const answer = await crew.clerk.get(path(size));
        if (answer.status === 200) {
          expect(await readPicture(await image(path(size)))).toMatchObject([{ text: `8010${long.cpid}` }]);
          continue;
        }
        expect(answer.body.type).toBe('urn:counterpart:problem:label-too-small');
        const { smallest } = answer.body.facts;
        if (smallest) await crew.clerk.get(path(smallest)).expect(200);
      }
    }
  });

  test('a unit whose serial number GS1 cannot carry is labelled by its GIAI, or refused with what to do', async () => {
    await world.sql(`update serial_unit set serial_number = '№ 4711 with blanks' where id = $1`, [unit.id]);
    const path = `/v1/labels/${unit.code}/image?symbology=gs1datamatrix&size=100x50`;
    const refused = await crew.clerk.get(path).expect(409);
    expect(refused.body).toMatchObject({ type: 'urn:counterpart:problem:gs-key-missing' });
    expect(refused.body.detail).toMatch(/GIAI.*PUT \/v1\/serial-units/);
    await crew.clerk.put(`/v1/serial-units/${unit.id}/gs1-keys`, { giai: '9521141unit-1' }, '*').expect(200);
    expect(await readPicture(await image(path))).toMatchObject([{ text: '80049521141unit-1' }]);
  });

  test('without a key it says which one to set; bins have none', async () => {
    const bare = await aPart(world);
    for (const path of [
      `/v1/scans/${bare.code}/image?symbology=gs1qrcode`,
      `/v1/labels/${bare.code}/image?symbology=gs1-128`,
    ]) {
      const refused = await crew.clerk.get(path).expect(409);
      expect(refused.body.detail).toMatch(/PUT \/v1\/parts\/\{id\}\/gs1-keys/);
    }
    const [bin] = await world.sql<{ code: string }>(`select code from bin limit 1`);
    const refused = await crew.clerk.get(`/v1/labels/${bin!.code}/image?symbology=gs1-128`).expect(409);
    expect(refused.body.detail).toMatch(/Only parts and serial-numbered units/);
  });

  test('a batch carries GS1 symbols, and names what has no key before anything is drawn', async () => {
    const asked = { format: 'zpl', symbology: 'gs1datamatrix', size: '60x40', codes: [part.code] };
    const answer = await crew.clerk.post('/v1/label-batches', asked);
    expect([answer.status, answer.body.total]).toEqual([201, 1]);
    const [bin] = await world.sql<{ code: string }>(`select code from bin limit 1`);
    await crew.clerk.post('/v1/label-batches', { ...asked, codes: [part.code, bin!.code] }).expect(409);
  });
});
