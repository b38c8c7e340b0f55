/** The names of U+00A0 to U+00FF, in their order (HTML 4.01 §24.2). */
const latin =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute ' +
  'micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig ' +
  'Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash ' +
  'Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ' +
  'ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc ' +
  'uuml yacute thorn yuml';

const others: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", AMP: '&', LT: '<', GT: '>', QUOT: '"' },
  ...{ ndash: '–', mdash: '—', lsquo: '‘', rsquo: '’', sbquo: '‚', ldquo: '“', rdquo: '”', bdquo: '„' },
  ...{ lsaquo: '‹', rsaquo: '›', hellip: '…', bull: '•', dagger: '†', Dagger: '‡', permil: '‰', euro: '€' },
  ...{ trade: '™', larr: '←', uarr: '↑', rarr: '→', darr: '↓', harr: '↔', minus: '−', infin: '∞', ne: '≠' },
  ...{ le: '≤', ge: '≥', asymp: '≈', OElig: 'Œ', oelig: 'œ', Scaron: 'Š', scaron: 'š', Yuml: 'Ÿ', fnof: 'ƒ' },
  ...{
    circ: 'ˆ',
    tilde: '˜',
    ensp: ' ',
    emsp: ' ',
    thinsp: ' ',
    zwnj: '\u200c',
    zwj: '\u200d',
    lrm: '\u200e',
  },
  ...{
    rlm: '\u200f',
    prime: '′',
    Prime: '″',
    sum: '∑',
    radic: '√',
    alpha: 'α',
    beta: 'β',
    gamma: 'γ',
    pi: 'π',
  },
  ...{
    check: '✓',
    hearts: '♥',
    star: '☆',
    phone: '☎',
    num: '#',
    excl: '!',
    comma: ',',
    period: '.',
    colon: ':',
  },
  ...{
    semi: ';',
    quest: '?',
    commat: '@',
    lpar: '(',
    rpar: ')',
    sol: '/',
    lowbar: '_',
    plus: '+',
    equals: '=',
  },
};

const named = new Map([
  ...latin.split(' ').map((name, index): [string, string] => [name, String.fromCharCode(0xa0 + index)]),
  ...Object.entries(others),
]);

const ofNumber = (written: string, base: number): string | undefined => {
  const code = Number.parseInt(written, base);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
};

/** Text with references to characters resolved; what nobody knows stays as it is written. */
export const decodeEntities = (text: string): string =>
  text.replace(
    /&(?:#[xX]([0-9a-fA-F]{1,8})|#(\d{1,8})|([A-Za-z][A-Za-z0-9]{1,30}));?/g,
    (written, hexadecimal?: string, decimal?: string, name?: string) =>
      (hexadecimal === undefined
        ? decimal === undefined
          ? named.get(name ?? '')
          : ofNumber(decimal, 10)
        : ofNumber(hexadecimal, 16)) ?? written,
  );
