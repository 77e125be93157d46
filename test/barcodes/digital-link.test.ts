import { bracketed, elementString, parseElementString, type Gs1Parsed } from '../../src/barcodes/gs1';
import { parseDigitalLink } from '../../src/barcodes/digital-link';

function read(parsed: Gs1Parsed | undefined): string {
  if (!parsed) return 'no Digital Link';
  return 'refusal' in parsed ? parsed.refusal.reason : bracketed(parsed.elements);
}

describe('GS1 Digital Links', () => {
  // Links and the element strings that they stand for, as the tests of published Digital Link toolkits have them.
  test.each([
    ['01/05412345000013', '(01)05412345000013'],
    ['01/5412345000013/22/AJY3095721P49/10/ABC123', '(01)05412345000013(22)AJY3095721P49(10)ABC123'],
    ['01/05412345000013/10/ABC123/21/72292641703', '(01)05412345000013(10)ABC123(21)72292641703'],
    ['01/05412345000013/10/ABC%26%2B123?7003=1903061658&k1=v1', '(01)05412345000013(10)ABC&+123(7003)1903061658'],
    ['8004/0541234537290A41%26GHpp33', '(8004)0541234537290A41&GHpp33'],
    ['8004/0541234537290A41%26GHpp33/7040/5BVR', '(8004)0541234537290A41&GHpp33(7040)5BVR'],
    ['8010/0541234537290A41%23GH33/8011/6639047221', '(8010)0541234537290A41#GH33(8011)6639047221'],
    ['8003/04965031954585', '(8003)04965031954585'],
    ['00/998440410914660971', '(00)998440410914660971'],
    ['402/21173492661712079', '(402)21173492661712079'],
    ['401/0541234537290A41%26GHpp33', '(401)0541234537290A41&GHpp33'],
    ['410/5060917510004', '(410)5060917510004'],
    ['414/5060917510004/254/RP56J920471', '(414)5060917510004(254)RP56J920471'],
    ['416/5060917510004', '(416)5060917510004'],
    ['417/5060917510004/7040/5KFX', '(417)5060917510004(7040)5KFX'],
    ['8017/817019610850151481/8019/4003812', '(8017)817019610850151481(8019)4003812'],
    ['8018/411369833821910265/8019/4003812', '(8018)411369833821910265(8019)4003812'],
    ['253/4602443000331XYZ', '(253)4602443000331XYZ'],
  ])('%s stands for %s', (path, expected) => {
    for (const host of ['https://id.gs1.org/', 'http://example.com/some/path/']) {
      const parsed = parseDigitalLink(host + path);
      expect(read(parsed)).toBe(expected);
      if (!parsed || 'refusal' in parsed) continue;
      expect(read(parseElementString(elementString(parsed.elements)))).toBe(expected);
    }
  });

  test.each([
    ['01/05412345000014', 'wrong-check-digit'],
    ['00/998440410914660972', 'wrong-check-digit'],
    ['01/05412345000013/10/A%23', 'wrong-characters'],
    ['01/05412345000013?17=261301', 'wrong-date'],
    ['01/05412345000013/21/1/10/2', 'no Digital Link'],
    ['01/05412345000013/10/%E4%', 'no Digital Link'],
    ['orders/42', 'no Digital Link'],
  ])('%s is refused: %s', (path, expected) => {
    expect(read(parseDigitalLink(`https://id.gs1.org/${path}`))).toBe(expected);
  });
});
