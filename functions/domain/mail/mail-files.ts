import type { Settings } from '../../settings/schema.ts';
import { sealedFileSize } from '../../envelope/sealed-stream.ts';
import { keepReceivedFiles, type AttachedFiles } from '../attachment/attach.ts';
import type { ReceivedFile, UploadPlace } from '../attachment/attachment.ts';
import { chargedBytes, giveBackToday, roomInCase, takeFromToday } from '../attachment/budget.ts';
import { givenName } from '../attachment/file-name.ts';
import { receiveFile, type FileRefusal } from '../attachment/receive-file.ts';
import type { LeftOutReason } from './filing-remarks.ts';
import type { FilingContext } from './mail-context.ts';
import type { MailFile, MailFileKind } from './read-mail.ts';

export type LeftOut = { readonly name: string; readonly why: FileRefusal | LeftOutReason };

/** The files of a mail that were taken, and those that were not, each by name. */
export type MailFiles = { readonly attached: AttachedFiles; readonly leftOut: readonly LeftOut[] };

/** Without these the mail says nothing, or less than it said: they are taken whatever the settings take of others. */
const essential: readonly MailFileKind[] = ['encrypted-mail', 'long-text', 'unreadable'];
/** More than a mail of ours has. */
const mostEssential = 4;

const isEssential = ({ kind }: MailFile): boolean => essential.includes(kind);

/** The files that a mail cannot do without. */
const essentialOf = (files: readonly MailFile[]): MailFile[] =>
  files.filter(isEssential).slice(0, mostEssential);

/**
 * Whether what a mail cannot do without has room beside the files that a case has. A case of its own takes it in any case:
 * no mail has more than SES takes.
 */
export const hasRoomForEssential = (
  settings: Settings,
  attachmentBytes: number,
  files: readonly MailFile[],
): boolean => {
  const sizes = essentialOf(files).map(({ bytes }) => sealedFileSize(bytes.length));
  return sizes.reduce((sum, size) => sum + size, 0) <= roomInCase(settings, attachmentBytes);
};

const nameOfKind: Readonly<Record<MailFileKind, string>> = {
  attachment: 'attachment',
  'inline-picture': 'picture',
  calendar: 'calendar.ics',
  'forwarded-mail': 'forwarded mail.eml',
  'from-outlook': 'attachment',
  'encrypted-mail': 'encrypted mail',
  signature: 'signature',
  'other-version': 'formatted version.txt',
  'long-text': 'rest of the text.txt',
  unreadable: 'unreadable part',
};

const nameOf = ({ name, kind }: MailFile): string => (name.trim() === '' ? nameOfKind[kind] : name);

/**
 * Cleans and seals the files of a mail and keeps them for an entry: as many as an entry takes, within what the case and the
 * day still take. Whatever is not taken is named with its reason.
 * @param place the conversation, and what the files there take already
 * @throws {Fault} when storage fails; what was put by then goes within hours, and the mail can be filed again
 */
export const keepMailFiles = async (
  context: FilingContext,
  place: UploadPlace & { readonly channel: string; readonly attachmentBytes: number },
  files: readonly MailFile[],
): Promise<MailFiles> => {
  const { chosen, rest } = chooseFiles(context.settings, files);
  const leftOut: LeftOut[] = rest.map((file) => ({ name: givenName(nameOf(file)), why: 'too-many' }));
  const received: ReceivedFile[] = [];
  let room = roomInCase(context.settings, place.attachmentBytes);
  for (const file of chosen) {
    const sealed = sealedFileSize(file.bytes.length);
    const hasRoom = isEssential(file) || sealed <= room;
    const result = !hasRoom ? ({ kind: 'case-full' } as const) : await takeFile(context, place, file);
    if (result.kind === 'received') {
      received.push(result.file);
      room -= sealedFileSize(result.file.size);
    } else {
      const why = result.kind === 'refused' ? result.why : result.kind;
      leftOut.push({ name: givenName(nameOf(file)), why });
    }
  }
  const ring = context.keys.ring(place.channel, 'identity');
  return { attached: await keepReceivedFiles(context, ring, place.caseId, received), leftOut };
};

/** What the mail cannot do without first, then the others in their order. */
const chooseFiles = (settings: Settings, files: readonly MailFile[]) => {
  const first = essentialOf(files);
  const others = files.filter((file) => !first.includes(file));
  const most = Math.max(0, settings.attachments.filesPerEntry - first.length);
  return { chosen: [...first, ...others.slice(0, most)], rest: others.slice(most) };
};

const takeFile = async (context: FilingContext, place: UploadPlace, file: MailFile) => {
  const charged = chargedBytes(sealedFileSize(file.bytes.length));
  const taken = await takeFromToday(context, charged, 'by-program');
  if (!taken && !isEssential(file)) return { kind: 'day-full' } as const;
  const receiving = isEssential(file) ? forEssential(context) : context;
  try {
    const incoming = { name: nameOf(file), bytes: file.bytes };
    return await receiveFile(receiving, place, incoming);
  } catch (fault) {
    if (taken) await giveBackToday(context, charged);
    throw fault;
  }
};

/** Megabytes of the largest mail that SES takes. */
const mostMegabytes = 40;

/** What a cleaner does not know, is large, or is made to be too much work, may be all there is of such a mail. */
const forEssential = (context: FilingContext): FilingContext => {
  const { settings, cleanFile } = context;
  const { attachments } = settings;
  const fileMegabytes = Math.max(attachments.fileMegabytes, mostMegabytes);
  return {
    ...context,
    settings: { ...settings, attachments: { ...attachments, fileMegabytes, uncleanable: 'warn' } },
    async cleanFile(bytes, limits) {
      const result = await cleanFile(bytes, limits);
      return result.kind === 'refused'
        ? { kind: 'could-not-be-cleaned', type: 'unknown', why: 'too-much-work' }
        : result;
    },
  };
};
