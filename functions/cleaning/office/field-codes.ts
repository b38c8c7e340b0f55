import { isPrivatePath, isPublicAddress } from '../public-address.ts';

/** Fields that show who somebody is, when somebody worked, or what a file is called (ECMA-376 part 1, §17.16.5). */
const personal = new Set(
  `ADDRESSBLOCK AUTHOR COMMENTS CREATEDATE EDITTIME PRINTDATE REVNUM SAVEDATE DOCPROPERTY DOCVARIABLE FILENAME GREETINGLINE INFO KEYWORDS LASTSAVEDBY MERGEFIELD
   SUBJECT TEMPLATE TITLE USERADDRESS USERINITIALS USERNAME`.split(/\s+/),
);
/** Fields whose arguments name files, programs and databases. */
const linking = new Set(
  'DATABASE DDE DDEAUTO HYPERLINK IMPORT INCLUDE INCLUDEPICTURE INCLUDETEXT LINK RD TEMPLATE FILENAME'.split(
    ' ',
  ),
);
const plain = new Set(
  `= ADVANCE ASK AUTONUM AUTONUMLGL AUTONUMOUT AUTOTEXT AUTOTEXTLIST BARCODE BIBLIOGRAPHY CITATION COMPARE DATE DISPLAYBARCODE EQ FILESIZE FILLIN FORMCHECKBOX FORMDROPDOWN FORMTEXT GOTOBUTTON IF INDEX LISTNUM
   MACROBUTTON MERGEREC MERGESEQ NEXT NEXTIF NOTEREF NUMCHARS NUMPAGES NUMWORDS PAGE PAGEREF PRINT PRIVATE
   QUOTE REF SECTION SECTIONPAGES SEQ SET SHAPE SKIPIF STYLEREF SYMBOL TA TC TIME TOA TOC XE`.split(/\s+/),
);

/** Reading a code may take the square of its length. */
const longestCode = 8_000;

export type FieldCode = {
  readonly code: string;
  readonly showsPerson: boolean;
  readonly losesPath: boolean;
};

/**
 * A field's instruction without the files it names. The field keeps its kind and its last value. An instruction of
 * another program (`ADDIN`, which holds the data of reference managers) or of no known kind loses what it says.
 */
export const cleanFieldCode = (code: string): FieldCode => {
  if (code.length > longestCode) return { code: ' ADDIN ', showsPerson: true, losesPath: true };
  const words = code.match(/"(?:[^"\\]|\\.)*"|[^\s"]+|"|\s+/gs) ?? [];
  const kind = words.find((word) => word.trim() !== '')?.toUpperCase() ?? '';
  const keyword = kind.startsWith('=') ? '=' : kind;
  const showsPerson = personal.has(keyword);
  const isReference =
    !/[^\w.]/.test(kind) && !linking.has(keyword) && !personal.has(keyword) && words.length <= 3;
  if (kind !== '' && !linking.has(keyword) && !personal.has(keyword) && !plain.has(keyword) && !isReference) {
    return { code: ' ADDIN ', showsPerson, losesPath: code.trim() !== 'ADDIN' };
  }
  let isFirst = true;
  let losesPath = false;
  const kept = words.map((word) => {
    if (word.trim() === '') return word;
    if (isFirst) {
      isFirst = false;
      return word;
    }
    const argument = word.replace(/^"|"$/g, '').replaceAll('\\\\', '\\');
    const isSwitch = /^\\[\w*#@!]{0,2}$/.test(word);
    if (isSwitch || argument === '' || !tells(argument, linking.has(keyword), keyword)) return word;
    losesPath = true;
    return '""';
  });
  return { code: kept.join(''), showsPerson, losesPath };
};

const tells = (argument: string, isLinking: boolean, keyword: string): boolean => {
  if (isPublicAddress(argument)) return false;
  if (!isLinking) return isPrivatePath(argument);
  // Names of formats, bookmarks and places in the document are single words without a dot.
  return keyword === 'HYPERLINK'
    ? /[\\/:.]/.test(argument)
    : !/^(MERGEFORMAT\w*|CHARFORMAT|[a-z]\d?|\d+)$/i.test(argument);
};

/** The instructions of a part's fields, each of which may stand in several runs. */
export class FieldCodes {
  private readonly pieces: string[] = [];
  private readonly fields: number[][] = [];
  private readonly open: number[][] = [];
  private replaced: (string | undefined)[] | undefined;
  private next = 0;

  begin(): void {
    const field: number[] = [];
    this.fields.push(field);
    this.open.push(field);
  }

  end(): void {
    this.open.pop();
  }

  /** In the first pass the piece itself, in the second what it becomes. */
  piece(text: string): string {
    if (this.replaced) return this.replaced[this.next++] ?? text;
    const index = this.pieces.push(text) - 1;
    const field = this.open.at(-1);
    if (field) field.push(index);
    else this.fields.push([index]);
    return text;
  }

  /** Judges all that was collected; says whether anything changes. */
  judge(on: { readonly person: () => void; readonly path: () => void }): boolean {
    const replaced = new Array<string | undefined>(this.pieces.length);
    for (const field of this.fields) {
      const whole = field.map((index) => this.pieces[index] ?? '').join('');
      const { code, showsPerson, losesPath } = cleanFieldCode(whole);
      if (showsPerson) on.person();
      if (!losesPath) continue;
      on.path();
      field.forEach((index, position) => (replaced[index] = position === 0 ? code : ''));
    }
    this.replaced = replaced;
    return replaced.some((piece) => piece !== undefined);
  }
}
