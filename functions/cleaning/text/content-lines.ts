import type { Cleaner, Cleaning } from '../cleaning.ts';
import type { Finding } from '../finding.ts';
import { isPrivatePath, isPublicAddress } from '../public-address.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { fromQuotedPrintable } from './quoted-printable.ts';
import { foldedLine, propertyLines, type Property } from './property-lines.ts';

/** Properties that say what the card or event is about; all others go. */
const kept = {
  // RFC 6350 §6, RFC 2426 §3.
  contact: new Set([
    ...['BEGIN', 'END', 'VERSION', 'KIND', 'FN', 'N', 'NICKNAME', 'PHOTO', 'LOGO', 'BDAY', 'ANNIVERSARY'],
    ...['GENDER', 'ADR', 'LABEL', 'TEL', 'EMAIL', 'IMPP', 'LANG', 'TZ', 'TITLE', 'ROLE', 'ORG', 'MEMBER'],
    ...['RELATED', 'CATEGORIES', 'NOTE', 'URL', 'SOUND'],
  ]),
  // RFC 5545 §3.8.
  calendar: new Set([
    ...['BEGIN', 'END', 'VERSION', 'CALSCALE', 'METHOD', 'UID', 'DTSTAMP', 'DTSTART', 'DTEND', 'DUE'],
    ...['DURATION', 'SUMMARY', 'DESCRIPTION', 'LOCATION', 'STATUS', 'CLASS', 'CATEGORIES', 'COMMENT'],
    ...['ORGANIZER', 'ATTENDEE', 'CONTACT', 'URL', 'RRULE', 'RDATE', 'EXDATE', 'RECURRENCE-ID', 'TRANSP'],
    ...['PRIORITY', 'SEQUENCE', 'TZID', 'TZNAME', 'TZOFFSETFROM', 'TZOFFSETTO', 'ACTION', 'TRIGGER'],
    ...['ATTACH', 'COMPLETED', 'PERCENT-COMPLETE', 'REPEAT', 'FREEBUSY', 'RELATED-TO', 'RESOURCES'],
  ]),
} as const;

/** RFC 6350 §5, RFC 5545 §3.2. Single words without a value are the types of vCard 2.1. */
const keptParameters = new Set([
  ...['TYPE', 'VALUE', 'ENCODING', 'CHARSET', 'LANGUAGE', 'PREF', 'LABEL', 'MEDIATYPE', 'ALTID', 'CALSCALE'],
  ...['TZ', 'SORT-AS', 'FMTTYPE', 'CN', 'CUTYPE', 'DELEGATED-FROM', 'DELEGATED-TO', 'FBTYPE', 'PARTSTAT'],
  ...['RANGE', 'RELATED', 'RELTYPE', 'ROLE', 'RSVP', 'SENT-BY', 'TZID', 'MEMBER'],
]);

const findingOf: Readonly<Record<string, Finding>> = {
  PRODID: 'software',
  REV: 'dates',
  CREATED: 'dates',
  'LAST-MODIFIED': 'dates',
  UID: 'identifiers',
  GEO: 'gps-position',
};

/** Properties that name a person, whatever the form of the name. */
const naming = new Set(['FN', 'N', 'NICKNAME', 'ORGANIZER', 'ATTENDEE', 'CONTACT']);
/** Properties whose value is an address, a file in base64, or the name of a sound. */
const leading = new Set(['URL', 'ATTACH', 'PHOTO', 'LOGO', 'SOUND', 'MEMBER', 'RELATED']);
/** Of them, those that lead to a file. */
const files = new Set(['ATTACH', 'PHOTO', 'LOGO']);

const cleanLines =
  (kind: keyof typeof kept): Cleaner =>
  async (bytes, cleaning) => {
    cleaning.works(8 * bytes.length);
    const identifiers = new Map<string, number>();
    const written: string[] = [];
    for (const { text, property } of propertyLines(bytes.toString('latin1').replace(/^\xef\xbb\xbf/, ''))) {
      if (!property) {
        // What is no property would be lost, and no reader shows it.
        if (text.trim() !== '') throw StopCleaning.because('broken');
        written.push(text);
      } else if (!kept[kind].has(property.name)) {
        cleaning.found(findingOf[property.name] ?? 'custom-data');
      } else {
        const cleaned = await cleanProperty(property, identifiers, cleaning);
        if (cleaned === property) written.push(text);
        else if (cleaned) written.push(foldedLine(cleaned));
      }
    }
    return Buffer.from(written.join(''), 'latin1');
  };

/** The very same property when nothing in it changes; `undefined` when it goes. */
const cleanProperty = async (
  property: Property,
  identifiers: Map<string, number>,
  cleaning: Cleaning,
): Promise<Property | undefined> => {
  const { name, value } = property;
  if (naming.has(name) && value !== '') cleaning.remark('user-names');
  const parameters = property.parameters.filter(isKeptParameter);
  if (parameters.length < property.parameters.length) cleaning.found('custom-data');
  const cleaned = await cleanValue(property, identifiers, cleaning);
  if (cleaned === undefined) return undefined;
  return cleaned === value && parameters.length === property.parameters.length
    ? property
    : { ...property, parameters, value: cleaned };
};

const isKeptParameter = (parameter: string): boolean => {
  const [name = '', ...value] = parameter.split('=');
  if (value.length === 0) return /^[A-Za-z0-9-]{1,24}$/.test(name);
  return keptParameters.has(name.toUpperCase()) && !isPrivatePath(value.join('=').replaceAll('"', ''));
};

/** RFC 5545 wants the attribute, and says of it no more than when the file was written. */
const noTime = '19800101T000000Z';

const cleanValue = async (
  property: Property,
  identifiers: Map<string, number>,
  cleaning: Cleaning,
): Promise<string | undefined> => {
  const { name, value } = property;
  // Programs write hosts and times into identifiers. Those that are the same stay the same.
  if (name === 'UID' || name === 'RELATED-TO') {
    const number = identifiers.get(value) ?? identifiers.size + 1;
    identifiers.set(value, number);
    return replaced(value, String(number), 'identifiers', cleaning);
  }
  if (name === 'DTSTAMP') return replaced(value, noTime, 'dates', cleaning);
  if (isFile(property)) return cleanedFile(value, cleaning);
  const plain = plainValue(property);
  if (/^\s*geo:/i.test(plain)) return gone('gps-position', cleaning);
  if (!leading.has(name)) return value;
  if (/^\s*(urn|cid):/i.test(plain)) return gone('identifiers', cleaning);
  const isKept = files.has(name) ? isPublicAddress(plain) : !isPrivatePath(plain);
  return isKept ? value : gone('file-paths', cleaning);
};

const gone = (finding: Finding, cleaning: Cleaning): string | undefined => {
  cleaning.found(finding);
  return undefined;
};

/** As a reader understands it: quoted-printable decoded, and what RFC 6350 §3.4 escapes without the escape. */
const plainValue = ({ parameters, value }: Property): string => {
  const isQuoted = parameters.some((parameter) => /^(encoding=)?quoted-printable$/i.test(parameter));
  const text = isQuoted ? fromQuotedPrintable(value).toString('latin1') : value;
  return text.replaceAll(/\\([:;,])/g, '$1');
};

const replaced = (value: string, other: string, finding: Finding, cleaning: Cleaning): string => {
  if (value !== other) cleaning.found(finding);
  return other;
};

const isFile = ({ parameters, value }: Property): boolean =>
  parameters.some((parameter) => /^(encoding=)?(b|base64)$/i.test(parameter)) || /^\s*data:/i.test(value);

/** A picture, sound or document in base64, cleaned like a file of its own. */
const cleanedFile = async (value: string, cleaning: Cleaning): Promise<string> => {
  const start = /^\s*data:/i.test(value) ? value.indexOf(',') + 1 : 0;
  const base64 = value.slice(start).replaceAll(/\s/g, '');
  const isPacked = start === 0 || /;base64$/i.test(value.slice(0, start - 1));
  if (!isPacked || !/^[A-Za-z0-9+/=]*$/.test(base64)) throw StopCleaning.because('embedded-file');
  const file = Buffer.from(base64, 'base64');
  if (file.length === 0) return value;
  cleaning.unpacks(file.length);
  const cleaned = await cleaning.cleanPart(file);
  return cleaned.equals(file) ? value : value.slice(0, start) + cleaned.toString('base64');
};

/** A contact card without the traces of the program that made it. What it says of a person is its content. */
export const cleanContact = cleanLines('contact');
/** A calendar file without the traces of the program that made it. Whom it invites is its content. */
export const cleanCalendar = cleanLines('calendar');
