import { allChannels } from '../../key-ring/purpose.ts';
import { mailedAs } from '../../mail/mail-addresses.ts';
import { sealOutgoing, type OutgoingMail } from '../../mail/outgoing-mail.ts';
import { noticeTime } from '../../notice/outbox.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import type { CaseContext, CaseEdit } from './case-edit.ts';
import type { OpenCase } from './open-case.ts';

const isoLater = (one: string, other: string | undefined): string =>
  other !== undefined && other > one ? other : one;

/**
 * What is mailed to a reporter who wrote by mail when the team writes in their thread: a message of the team in full where
 * the channel says so, of everything else only that it waits. Files are never mailed. Nothing leaves before the first
 * answer, which brings the words that what waits is read with.
 */
export const mailAfter = async (
  { settings, ringPublicKey, now }: CaseContext,
  { head, vault }: OpenCase,
  { entries = [], mailedText, channel, erasesReporter }: CaseEdit,
): Promise<OutgoingMail | undefined> => {
  const isWritten = entries.some(({ thread, entry }) => thread === reporterThread && entry.from === 'team');
  if (!vault.mail || !isWritten || erasesReporter) return undefined;
  const mailed = mailedAs(settings, {
    channel: channel ?? head.channel,
    sentTo: head.sentTo ?? head.channel,
  });
  if (!mailed) return undefined;
  const text = mailed.as === 'full' && mailedText ? mailedText : undefined;
  return {
    caseId: head.caseId,
    channel: mailed.channel,
    sealed: sealOutgoing(await ringPublicKey(allChannels, 'mail'), head.caseId, { kind: 'answered', text }),
    notBefore: isoLater(noticeTime(settings, false, now), vault.mail.answersFrom),
  };
};
