import type { Leftover } from '../finding.ts';

type Pattern = readonly [Leftover, RegExp];

/**
 * What gives a person away in a run of text, told by its form alone. Every pattern is bounded: none reads on without
 * limit, and none reads the same characters over and over.
 */
const patterns: readonly Pattern[] = [
  // Folders named after a person, as Unix, macOS, Windows, file servers and personal clouds spell them.
  // What stands behind a host or in a package (`../media/image1.png`) is no folder of a computer.
  ['user-paths', /(?<![\w~])(?:\/|%2f)(?:Users|home)(?:\/|%2f)[^\s"'<>/]{1,64}/i],
  ['user-paths', /(?<![\w~.])(?:\/|%2f)(?:Volumes|media|mnt)(?:\/|%2f)[^\s"'<>/]{1,64}/i],
  ['user-paths', /\b(?:file|smb|afp|nfs):\/{2,3}[\w.%~-]/i],
  ['user-paths', /\bd\.docs\.live\.net\/[\da-f]{8,16}|-my\.sharepoint\.com\/personal\//i],
  ['user-paths', /(?:\.\.\/){1,8}(?:[\w .-]{1,64}\/){0,8}(?:Desktop|Documents|Downloads)\//i],
  // Windows' account numbers (MS-DTYP §2.4.2).
  ['account-numbers', /\bS-1-5-21-\d{1,10}-\d{1,10}-\d{1,10}\b/],
  ['connection-details', /\b(?:password|pwd)\s{0,4}=\s{0,4}[^\s;"'<]{1,64}[;"']/i],
  ['connection-details', /\b(?:data source|initial catalog|user id|uid)\s{0,4}=\s{0,4}[^;"'<]{1,64};/i],
  ['connection-details', /\b[a-z][a-z0-9+.-]{1,16}:\/\/[^\s/:@"'<>]{1,64}:[^\s/:@"'<>]{1,64}@[\w.-]{1,128}/i],
  // ISO 6709, NMEA 0183, RFC 5870, EXIF's names in XMP, and the blocks of dashcams.
  ['positions', /[+-]\d{2}\.\d{3,8}[+-]\d{3}\.\d{3,8}/],
  ['positions', /\$G[PNL](?:RMC|GGA|GLL),\d/],
  ['positions', /\bgeo:-?\d{1,2}\.\d{2,10},-?\d{1,3}\.\d{2,10}/i],
  ['positions', /GPSL(?:atitude|ongitude)|freeGPS /],
  // What printers, editors and address books write of people.
  ['user-names', /^%%For:? {0,4}\S/],
  ['user-names', /\/Author {0,4}(?:\((?!\))|<(?!>))/],
  ['user-names', /\b(?:lastModifiedBy|dc:creator|meta:initial-creator)>(?!Author<)[^<\s]/],
  // Pictures' own records: XMP and Photoshop's resources.
  ['picture-details', /<x:xmpmeta|http:\/\/ns\.adobe\.com\/xap\/|Photoshop 3\.0|<rdf:RDF/],
];

/** Forms so short that they are looked for in texts alone. */
const patternsOfTexts: readonly Pattern[] = [
  // RFC 5322 in practice: a local part, and a host of two labels or more.
  ['mail-addresses', /[\w.+%'-]{1,64}(?:@|%40)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,6}\.[a-z]{2,18}\b/i],
  ['user-paths', /\b[a-z](?::|%3a)(?:\\|%5c|\/)(?:\\|%5c)?[\w .()-]{1,64}(?:\\|%5c|\/)/i],
  ['user-paths', /(?:^|[\s"'(<>=])\\\\[\w.-]{2,64}\\[\w$ .-]{1,64}/],
  // GeoJSON (RFC 7946), and how programs that record ways name the two numbers.
  ['positions', /"coordinates"\s{0,8}:\s{0,8}\[{1,4}\s{0,8}-?\d{1,3}\.\d{3,20},\s{0,8}-?\d{1,3}\.\d{3,20}/],
  ['positions', /\b(?:lat|latitude(?:E7)?)["']?\s{0,8}[:=]\s{0,8}["']?-?\d{1,9}(?:\.\d{3,20}|(?<=\d{8,9}))/i],
  ['user-names', /^(?:#\+|\\|@)?author\s{0,8}[:={]\s{0,8}[^\s}]/i],
  ['user-names', /^(?:FN|N|NICKNAME|ORGANIZER|ATTENDEE)[;:]/i],
];

/** The same among other bytes, where packed pictures and sound spell six letters of any kind by chance. */
const patternsAmongBytes: readonly Pattern[] = [
  [
    'mail-addresses',
    /[\w.+%-]{2,64}(?:@|%40)(?:[a-z0-9-]{1,63}\.){0,6}(?:[a-z0-9-]{3,63}\.[a-z]{2,18}|[a-z0-9]{2}\.(?:com|org|net))(?!\w)/,
  ],
  ['mail-addresses', /[A-Z0-9.+%-]{3,64}@(?:[A-Z0-9-]{2,63}\.){1,6}[A-Z]{2,18}(?!\w)/],
  [
    'user-paths',
    /\b[a-z](?::|%3a)(?:\\|%5c|\/)(?:\\|%5c)?[\w .()-]{2,64}(?:\\|%5c|\/)(?:\\|%5c)?[\w .()-]{2,64}/i,
  ],
  ['user-paths', /(?:^|[\s"'(<>=])\\\\[\w.-]{3,64}\\[\w$ .-]{3,64}/],
];

const allForTexts = [...patterns, ...patternsOfTexts];
const allAmongBytes = [...patterns, ...patternsAmongBytes];

/**
 * What this run of text shows.
 * @param isText whether it is of a text, and not of a file in which runs of letters may come about by chance
 */
export const shownBy = (run: string, isText: boolean): Leftover[] =>
  (isText ? allForTexts : allAmongBytes)
    .filter(([, pattern]) => pattern.test(run))
    .map(([leftover]) => leftover);
