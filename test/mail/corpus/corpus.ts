import { automaticMails } from './automatic.ts';
import { brokenMails } from './broken.ts';
import { charsetMails } from './charsets.ts';
import { clientMails } from './clients.ts';
import { encryptedMails } from './encrypted.ts';
import { fileMails } from './files.ts';
import type { CorpusMail } from './make-mail.ts';
import { senderMails } from './senders.ts';

/** Mails of every kind that programs write, each with what is to be read in it. */
export const corpus: readonly CorpusMail[] = [
  ...clientMails,
  ...charsetMails,
  ...senderMails,
  ...automaticMails,
  ...fileMails,
  ...encryptedMails,
  ...brokenMails,
];
