import type { Cleaning } from '../cleaning.ts';
import type { Finding } from '../finding.ts';

// Names of properties, as XMP writers spell them; enough for saying what was in a packet that goes as a whole.
const signs: readonly (readonly [Finding, RegExp])[] = [
  ['gps-position', /exif:GPS|Location|photoshop:City/i],
  ['camera', /tiff:Make|tiff:Model|aux:Serial|aux:Lens/i],
  ['author', /dc:creator|dc:rights|xmpRights:/i],
  ['software', /xmp:CreatorTool|pdf:Producer/i],
  ['dates', /Date>|Date=/i],
  ['edit-history', /xmpMM:History|xmpMM:DerivedFrom|stEvt:/i],
  ['identifiers', /xmpMM:DocumentID|xmpMM:InstanceID/i],
];

const readBytes = 65_536;

/** Says what a packet of XMP holds, from its first 64 KB. */
export const findInXmp = (packet: Buffer, { found, works }: Pick<Cleaning, 'found' | 'works'>): void => {
  found('xmp');
  works(Math.min(packet.length, readBytes) * signs.length);
  const text = packet.toString('latin1', 0, readBytes);
  for (const [finding, sign] of signs) if (sign.test(text)) found(finding);
};
