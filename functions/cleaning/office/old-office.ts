import type { Cleaner } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';

/** [MS-OFFCRYPTO] §2.3.4.4: the stream that holds a document locked with a password, as the directory names it. */
const lockedPackage = Buffer.from('EncryptedPackage', 'utf16le');

/**
 * Compound files ([MS-CFB]) hold the documents of Office before 2007, which have no cleaner, and locked ones of any
 * year.
 * @throws {StopCleaning} always: `encrypted` for a locked document, else `no-cleaner`
 */
export const refuseOldOffice: Cleaner = (bytes, cleaning) => {
  cleaning.works(bytes.length);
  throw StopCleaning.because(bytes.includes(lockedPackage) ? 'encrypted' : 'no-cleaner');
};
