import type { Cleaner, Cleaning } from '../cleaning.ts';
import type { Finding } from '../finding.ts';
import { withPicturesCleaned } from './base64-pictures.ts';

/** Properties that say what the card or event is about; all others go. */
const kept = {
  // RFC 6350 §6, RFC 2426 §3.
  contact: [
    ...['BEGIN', 'END', 'VERSION', 'KIND', 'FN', 'N', 'NICKNAME', 'PHOTO', 'LOGO', 'BDAY', 'ANNIVERSARY'],
    ...['GENDER', 'ADR', 'LABEL', 'TEL', 'EMAIL', 'IMPP', 'LANG', 'TZ', 'TITLE', 'ROLE', 'ORG', 'MEMBER'],
    ...['RELATED', 'CATEGORIES', 'NOTE', 'URL', 'SOUND'],
  ],
  // RFC 5545 §3.8.
  calendar: [
    ...['BEGIN', 'END', 'VERSION', 'CALSCALE', 'METHOD', 'UID', 'DTSTAMP', 'DTSTART', 'DTEND', 'DUE'],
    ...['DURATION', 'SUMMARY', 'DESCRIPTION', 'LOCATION', 'STATUS', 'CLASS', 'CATEGORIES', 'COMMENT'],
    ...['ORGANIZER', 'ATTENDEE', 'CONTACT', 'URL', 'RRULE', 'RDATE', 'EXDATE', 'RECURRENCE-ID', 'TRANSP'],
    ...['PRIORITY', 'SEQUENCE', 'TZID', 'TZNAME', 'TZOFFSETFROM', 'TZOFFSETTO', 'ACTION', 'TRIGGER'],
    ...['ATTACH', 'COMPLETED', 'PERCENT-COMPLETE', 'REPEAT', 'FREEBUSY', 'RELATED-TO', 'RESOURCES', 'GEO'],
  ],
} as const;

const findingOf: Readonly<Record<string, Finding>> = {
  PRODID: 'software',
  REV: 'dates',
  CREATED: 'dates',
  'LAST-MODIFIED': 'dates',
  UID: 'identifiers',
  GEO: 'gps-position',
};

/** A folded line goes on with a space or a tab (RFC 5545 §3.1). Groups of vCard stand before the name: `item1.URL`. */
const contentLine = /^(?:[\w-]+\.)?([\w-]+)[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*(?:\r?\n|$)/gm;
const photo = /^((?:[\w-]+\.)?(?:PHOTO|LOGO|ATTACH)[^:\r\n]*:(?:data:[^,\r\n]*,)?)([\s\S]*)$/i;

const cleanLines =
  (kind: keyof typeof kept): Cleaner =>
  async (bytes, cleaning) => {
    cleaning.works(4 * bytes.length);
    const text = bytes.toString('latin1');
    const lines: string[] = [];
    let end = 0;
    let events = 0;
    for (const { 0: line, 1: name = '', index } of text.matchAll(contentLine)) {
      lines.push(text.slice(end, index));
      end = index + line.length;
      const upper = name.toUpperCase();
      if (!kept[kind].some((known) => known === upper)) {
        cleaning.found(findingOf[upper] ?? 'custom-data');
      } else if (upper === 'UID') {
        // Required, and programs write hosts and times into it.
        events += 1;
        lines.push(numbered(line, events, cleaning));
      } else lines.push(await withPhotoCleaned(line, cleaning));
    }
    lines.push(text.slice(end));
    return Buffer.from(lines.join(''), 'latin1');
  };

const numbered = (line: string, event: number, cleaning: Cleaning): string => {
  const replacement = `UID:${event}${/\r?\n$/.exec(line)?.[0] ?? ''}`;
  if (replacement !== line) cleaning.found('identifiers');
  return replacement;
};

/** A picture is written on one long line, folded: unfolded it can be cleaned, and folded again. */
const withPhotoCleaned = async (line: string, cleaning: Cleaning): Promise<string> => {
  const [, start, value] = photo.exec(line) ?? [];
  if (start === undefined || value === undefined) return line;
  const unfolded = value.replace(/\r?\n[ \t]/g, '').trimEnd();
  const cleaned = await withPicturesCleaned(unfolded, cleaning);
  if (cleaned === unfolded) return line;
  const folded = (start + cleaned).match(/[\s\S]{1,74}/g) ?? [];
  return `${folded.join('\r\n ')}\r\n`;
};

/** A contact card without the traces of the program that made it. What it says of a person is its content. */
export const cleanContact = cleanLines('contact');
/** A calendar file without the traces of the program that made it. Whom it invites is its content. */
export const cleanCalendar = cleanLines('calendar');
