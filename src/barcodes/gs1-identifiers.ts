/** One part of an application identifier's value. */
export interface Gs1Component {
  /** N digits, X the 82 characters of ISO/IEC 646, Y the 39 of component and part identifiers, Z base 64 for files. */
  characters: 'N' | 'X' | 'Y' | 'Z';
  least: number;
  most: number;
  optional: boolean;
  /** Rules of the content, by their names in the GS1 Barcode Syntax Dictionary (see gs1-linters.ts). */
  rules: readonly string[];
}

/** An application identifier: what its value means and how it is written. */
export interface Gs1Identifier {
  ai: string;
  /** The data title of the GS1 General Specifications. */
  title: string;
  components: readonly Gs1Component[];
  /** Its length is fixed by its first two digits, so no separator follows (GS1 General Specifications 7.8.5). */
  predefinedLength: boolean;
}

/** AI, format and data title. `[0-5]` in an AI stands for each of these digits; a component in `[ ]` may be missing. */
type Row = readonly [ai: string, format: string, title: string];

/**
 * The application identifiers of the GS1 General Specifications (section 3), in the notation of the GS1 Barcode Syntax
 * Dictionary. Left out are its rules that need a list which others keep (countries, currencies, packages, media, coupons):
 * a label with a code that is newer than the list would be refused. So are company prefixes inside numbers, which need
 * GS1's register, and which identifiers must or must not stand together: that binds who prints a label, while a scanner
 * may well read one symbol of a label that has two.
 */
const rows: readonly Row[] = [
  ['00', 'N18,csum', 'SSCC'],
  ['01', 'N14,csum', 'GTIN'],
  ['02', 'N14,csum', 'CONTENT'],
  ['03', 'N14,csum', 'MTO GTIN'],
  ['10', 'X..20', 'BATCH/LOT'],
  ['11', 'N6,yymmd0', 'PROD DATE'],
  ['12', 'N6,yymmd0', 'DUE DATE'],
  ['13', 'N6,yymmd0', 'PACK DATE'],
  ['15', 'N6,yymmd0', 'BEST BEFORE or BEST BY'],
  ['16', 'N6,yymmd0', 'SELL BY'],
  ['17', 'N6,yymmd0', 'USE BY OR EXPIRY'],
  ['20', 'N2', 'VARIANT'],
  ['21', 'X..20', 'SERIAL'],
  ['22', 'X..20', 'CPV'],
  ['235', 'X..28', 'TPX'],
  ['240', 'X..30', 'ADDITIONAL ID'],
  ['241', 'X..30', 'CUST. PART No.'],
  ['242', 'N..6', 'MTO VARIANT'],
  ['243', 'X..20', 'PCN'],
  ['250', 'X..30', 'SECONDARY SERIAL'],
  ['251', 'X..30', 'REF. TO SOURCE'],
  ['253', 'N13,csum [X..17]', 'GDTI'],
  ['254', 'X..20', 'GLN EXTENSION COMPONENT'],
  ['255', 'N13,csum [N..12]', 'GCN'],
  ['30', 'N..8', 'VAR. COUNT'],
  ['310[0-5]', 'N6', 'NET WEIGHT (kg)'],
  ['311[0-5]', 'N6', 'LENGTH (m)'],
  ['312[0-5]', 'N6', 'WIDTH (m)'],
  ['313[0-5]', 'N6', 'HEIGHT (m)'],
  ['314[0-5]', 'N6', 'AREA (m²)'],
  ['315[0-5]', 'N6', 'NET VOLUME (l)'],
  ['316[0-5]', 'N6', 'NET VOLUME (m³)'],
  ['320[0-5]', 'N6', 'NET WEIGHT (lb)'],
  ['32[1-9][0-5]', 'N6', 'TRADE MEASURE'],
  ['330[0-5]', 'N6', 'GROSS WEIGHT (kg)'],
  ['33[1-7][0-5]', 'N6', 'LOGISTIC MEASURE'],
  ['340[0-5]', 'N6', 'GROSS WEIGHT (lb)'],
  ['34[1-9][0-5]', 'N6', 'LOGISTIC MEASURE'],
  ['35[0-7][0-5]', 'N6', 'TRADE MEASURE'],
  ['36[0-9][0-5]', 'N6', 'LOGISTIC MEASURE'],
  ['37', 'N..8', 'COUNT'],
  ['390[0-9]', 'N..15', 'AMOUNT'],
  ['391[0-9]', 'N3 N..15', 'AMOUNT'],
  ['392[0-9]', 'N..15', 'PRICE'],
  ['393[0-9]', 'N3 N..15', 'PRICE'],
  ['394[0-3]', 'N4', 'PRCNT OFF'],
  ['395[0-5]', 'N6', 'PRICE/UoM'],
  ['400', 'X..30', 'ORDER NUMBER'],
  ['401', 'X..30,gcppos1', 'GINC'],
  ['402', 'N17,csum', 'GSIN'],
  ['403', 'X..30', 'ROUTE'],
  ['410', 'N13,csum', 'SHIP TO LOC'],
  ['411', 'N13,csum', 'BILL TO'],
  ['412', 'N13,csum', 'PURCHASE FROM'],
  ['413', 'N13,csum', 'SHIP FOR LOC'],
  ['414', 'N13,csum', 'LOC No.'],
  ['415', 'N13,csum', 'PAY TO'],
  ['416', 'N13,csum', 'PROD/SERV LOC'],
  ['417', 'N13,csum', 'PARTY'],
  ['420', 'X..20', 'SHIP TO POST'],
  ['421', 'N3 X..9', 'SHIP TO POST'],
  ['422', 'N3', 'ORIGIN'],
  ['423', 'N3 [N3] [N3] [N3] [N3]', 'COUNTRY - INITIAL PROCESS'],
  ['424', 'N3', 'COUNTRY - PROCESS'],
  ['425', 'N3 [N3] [N3] [N3] [N3]', 'COUNTRY - DISASSEMBLY'],
  ['426', 'N3', 'COUNTRY - FULL PROCESS'],
  ['427', 'X..3', 'ORIGIN SUBDIVISION'],
  ['430[01]', 'X..35,pcenc', 'SHIP TO COMP, NAME'],
  ['430[2-6]', 'X..70,pcenc', 'SHIP TO ADDRESS'],
  ['4307', 'X2', 'SHIP TO COUNTRY'],
  ['4308', 'X..30', 'SHIP TO PHONE'],
  ['4309', 'N10,latitude N10,longitude', 'SHIP TO GEO'],
  ['431[01]', 'X..35,pcenc', 'RTN TO COMP, NAME'],
  ['431[2-6]', 'X..70,pcenc', 'RTN TO ADDRESS'],
  ['4317', 'X2', 'RTN TO COUNTRY'],
  ['4318', 'X..20', 'RTN TO POST'],
  ['4319', 'X..30', 'RTN TO PHONE'],
  ['4320', 'X..35,pcenc', 'SRV DESCRIPTION'],
  ['432[1-3]', 'N1,yesno', 'HANDLING FLAG'],
  ['432[45]', 'N6,yymmd0 N4,hhmi', 'DELIVERY TIME'],
  ['4326', 'N6,yymmdd', 'REL DATE'],
  ['433[0-3]', 'N6 [X1,hyphen]', 'TEMPERATURE LIMIT'],
  ['7001', 'N13', 'NSN'],
  ['7002', 'X..30', 'MEAT CUT'],
  ['7003', 'N6,yymmdd N4,hhmi', 'EXPIRY TIME'],
  ['7004', 'N..4', 'ACTIVE POTENCY'],
  ['7005', 'X..12', 'CATCH AREA'],
  ['7006', 'N6,yymmdd', 'FIRST FREEZE DATE'],
  ['7007', 'N6,yymmdd [N6,yymmdd]', 'HARVEST DATE'],
  ['7008', 'X..3', 'AQUATIC SPECIES'],
  ['7009', 'X..10', 'FISHING GEAR TYPE'],
  ['7010', 'X..2', 'PROD METHOD'],
  ['7011', 'N6,yymmdd [N4,hhmi]', 'TEST BY DATE'],
  ['7020', 'X..20', 'REFURB LOT'],
  ['7021', 'X..20', 'FUNC STAT'],
  ['7022', 'X..20', 'REV STAT'],
  ['7023', 'X..30,gcppos1', 'GIAI - ASSEMBLY'],
  ['703[0-9]', 'N3 X..27', 'PROCESSOR'],
  ['7040', 'N1 X1 X1 X1,importeridx', 'UIC+EXT'],
  ['7041', 'X..4', 'UFRGT UNIT TYPE'],
  ['71[0-7]', 'X..20', 'NHRN'],
  ['723[0-9]', 'X2 X..28', 'CERT'],
  ['7240', 'X..20', 'PROTOCOL'],
  ['7241', 'N2', 'AIDC MEDIA TYPE'],
  ['7242', 'X..25', 'VCN'],
  ['7250', 'N8,yyyymmdd', 'DOB'],
  ['7251', 'N8,yyyymmdd N4,hhmi', 'DOB TIME'],
  ['7252', 'N1,iso5218', 'BIO SEX'],
  ['725[34]', 'X..40,pcenc', 'PERSON NAME'],
  ['7255', 'X..10', 'SUFFIX'],
  ['7256', 'X..90,pcenc', 'FULL NAME'],
  ['7257', 'X..70,pcenc', 'PERSON ADDR'],
  ['7258', 'X3,posinseqslash', 'BIRTH SEQUENCE'],
  ['7259', 'X..40,pcenc', 'BABY'],
  ['8001', 'N4,nonzero N5,nonzero N3,nonzero N1,winding N1', 'DIMENSIONS'],
  ['8002', 'X..20', 'CMT No.'],
  ['8003', 'N1,zero N13,csum [X..16]', 'GRAI'],
  ['8004', 'X..30,gcppos1', 'GIAI'],
  ['8005', 'N6', 'PRICE PER UNIT'],
  ['8006', 'N14,csum N4,pieceoftotal', 'ITIP'],
  ['8007', 'X..34,iban', 'IBAN'],
  ['8008', 'N6,yymmdd N2,hh [N2,mi] [N2,ss]', 'PROD TIME'],
  ['8009', 'X..50', 'OPTSEN'],
  ['8010', 'Y..30,gcppos1', 'CPID'],
  ['8011', 'N..12,nozeroprefix', 'CPID SERIAL'],
  ['8012', 'X..20', 'VERSION'],
  ['8013', 'X..25,csumalpha,gcppos1', 'GMN'],
  ['8014', 'X..25,csumalpha,gcppos1,hasnondigit', 'MUDI'],
  ['8017', 'N18,csum', 'GSRN - PROVIDER'],
  ['8018', 'N18,csum', 'GSRN - RECIPIENT'],
  ['8019', 'N..10', 'SRIN'],
  ['8020', 'X..25', 'REF No.'],
  ['8026', 'N14,csum N4,pieceoftotal', 'ITIP CONTENT'],
  ['8030', 'Z..90,cset64', 'DIGSIG'],
  ['8040', 'N15', 'IMEI1'],
  ['8041', 'N15', 'IMEI2'],
  ['8042', 'N32', 'eSIM'],
  ['8043', 'N18 [N..2]', 'PHYSICAL SIM'],
  ['8110', 'X..70', 'COUPON'],
  ['8111', 'N4', 'POINTS'],
  ['8112', 'X..70', 'COUPON'],
  ['8200', 'X..70', 'PRODUCT URL'],
  ['90', 'X..30', 'INTERNAL'],
  ['9[1-9]', 'X..90', 'INTERNAL'],
];

/** GS1 General Specifications 7.8.5: the first two digits whose element strings have a predefined length. */
const predefined = /^(0[0-4]|1[1-9]|20|3[1-6]|41)/;

/** Every known application identifier by its digits. */
export const gs1Identifiers: ReadonlyMap<string, Gs1Identifier> = new Map(
  rows.flatMap(([pattern, format, title]) =>
    everyAi(pattern).map((ai) => [
      ai,
      { ai, title, components: format.split(' ').map(component), predefinedLength: predefined.test(ai) },
    ]),
  ),
);

/** The identifier that a text begins with. No identifier begins another, so the first that fits is the one. */
export function identifierAtStart(text: string): Gs1Identifier | undefined {
  for (const length of [2, 3, 4]) {
    const identifier = gs1Identifiers.get(text.slice(0, length));
    if (identifier) return identifier;
  }
  return undefined;
}

function everyAi(pattern: string): string[] {
  const choice = /\[(\d)(-?)(\d)\]/.exec(pattern);
  if (!choice) return [pattern];
  const [written, first, dash, last] = choice;
  const digits = dash ? '0123456789'.slice(Number(first), Number(last) + 1) : first! + last!;
  return Array.from(digits).flatMap((digit) => everyAi(pattern.replace(written, digit)));
}

function component(written: string): Gs1Component {
  const [, bracket, characters, dots, most, rules] = /^(\[?)([NXYZ])(\.\.)?(\d+)((?:,\w+)*)\]?$/.exec(written)!;
  return {
    characters: characters as Gs1Component['characters'],
    least: dots ? 1 : Number(most),
    most: Number(most),
    optional: bracket !== '',
    rules: rules!.split(',').slice(1),
  };
}
