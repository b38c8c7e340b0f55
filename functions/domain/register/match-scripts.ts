/** Letters of other scripts in Latin ones: by how they look, and by how they sound. */

const table = (pairs: string): ReadonlyMap<string, string> =>
  new Map(
    pairs.split(' ').map((pair) => {
      const [letter = '', ...latin] = Array.from(pair);
      return [letter, latin.join('')];
    }),
  );

/**
 * Letters of Cyrillic and Greek that cannot be told from a Latin one by eye, in the case in which they look like it: those
 * of a single letter in Unicode's table of confusables (UTS #39, section 4) that occur in names.
 */
export const lookalikes = table(
  'Аa Вb Сc Еe Нh Іi Јj Кk Мm Оo Рp Ѕs Тt Уy Хx Ԛq Ԝw Ѵv Ӏi аa вb сc еe нh іi јj кk мm оo рp ѕs тt уy хx ԁd ԛq ԝw ѵv һh ӏi ' +
    'Αa Βb Εe Ζz Ηh Ιi Κk Μm Νn Οo Ρp Τt Υy Χx αa ηn ιi κk νv οo ρp τt υu χx ϲc ϳj',
);

/** Cyrillic after ISO 9 and the usual English spelling, without signs of softness; marks are gone before. */
const cyrillic =
  'аa бb вv гg ґg дd еe єe жzh зz иi іi кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ь эe юyu яya ' +
  'јj љlj њnj ћch ђdj џdzh ѕdz ӏi ғg қk ңn өo үu ұu һh әa';
/** Greek as it is spoken today (ISO 843, type 2). */
const greek = 'αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χch ψps ωo';
/** Consonants; vowels are mostly not written. */
const hebrew = 'אa בb גg דd הh וv זz חh טt יy כk ךk לl מm םm נn ןn סs עa פp ףp צts ץts קk רr שsh תt';
const arabic =
  'اa بb تt ثth جj حh خkh دd ذdh رr زz سs شsh صs ضd طt ظz عa غgh فf قq كk کk لl مm نn هh ةa وw يy یy ىa ءa پp چch ژzh گg';

export const sounds: ReadonlyMap<string, string> = table([cyrillic, greek, hebrew, arabic].join(' '));

/** Inside a word these stand for a long vowel more often than for a consonant. */
export const longVowels = table('وu يi یi וo יi');
