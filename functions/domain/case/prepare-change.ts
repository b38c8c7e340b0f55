import { day, fullHour } from '../clock.ts';
import { nextActionAt } from '../deadline/told-steps.ts';
import type { RingSealed } from '../key-ring/ring-sealed.ts';
import { sealToRing } from '../key-ring/seal-to-ring.ts';
import { authorOf } from '../member/author.ts';
import { expiryAfterClosing } from '../retention/expiry.ts';
import { filesOfEntry, sealEntry, threadBytes } from '../thread/entry.ts';
import { sentMarkIfAny } from '../thread/sent-mark.ts';
import { nextAuditEntry } from './audit.ts';
import { briefPart, encodeBrief, type Brief } from './brief.ts';
import { reporterThread } from './case-id.ts';
import type { CaseChange } from './case-store.ts';
import type { CaseContext, Intention } from './intention.ts';
import { moveKeys } from './move-keys.ts';
import { nextDeadline } from './next-deadline.ts';
import { noteBytes, sealNote, workThread } from './note.ts';
import type { OpenCase } from './open-case.ts';
import { movedFromOf, promisesAfter, stateAfter, taskDatesAfter } from './promises.ts';
import type { CaseState } from './state.ts';
import { sealSummary } from './summary.ts';
import { sealTask } from './task.ts';

/** What a change writes, sealed: head, vault, summary and audit log together. */
export const prepareChange = async (
  context: CaseContext,
  opened: OpenCase,
  intention: Intention,
): Promise<CaseChange> => {
  const { now, member } = context;
  if (context.readOnly) throw new Error('a token that may only read changes nothing');
  const { head, vault } = opened;
  const { caseId } = head;
  const channel = intention.channel ?? head.channel;
  const moves = channel !== head.channel;
  const sentTo = moves ? (head.sentTo ?? head.channel) : head.sentTo;
  const brief = intention.brief ?? (moves ? opened.brief : undefined);
  const state = stateAfter(opened, intention);
  const promises = promisesAfter(context, head, intention);
  const { deadlines, inTouch } = promises;
  // Nothing but opening opens: who steps aside, links or assigns has not read what the reporter wrote.
  const openedAt = vault.openedAt ?? (intention.opensCase ? fullHour(now) : undefined);
  const expiresAt = expiryAfter(context, opened, intention.state);
  const entries = head.entries + (intention.entry ? 1 : 0);
  const revision = head.version + 1;
  const identityOpened =
    intention.opensIdentity === undefined
      ? head.identityOpened
      : { ...head.identityOpened, [intention.opensIdentity]: day(now) };
  const originalsOpened =
    intention.opensOriginal === undefined
      ? head.originalsOpened
      : { ...head.originalsOpened, [intention.opensOriginal]: day(now) };
  const added = intention.entry && filesOfEntry(intention.entry.content);
  const casework = await caseworkKey(context, opened, channel);
  // Whoever answers what is urgent has taken it: nobody else is called.
  const takes = intention.takesUrgent ?? (intention.isUpdate && head.urgent && head.taken === undefined);
  const taken = takes
    ? { memberId: member.memberId, name: member.name, on: day(now) }
    : intention.untaken
      ? undefined
      : head.taken;
  const taskNumber = intention.task && (intention.task.number ?? head.tasks + 1);
  const taskDates = taskDatesAfter(
    head,
    intention.task && taskNumber !== undefined
      ? { number: taskNumber, task: intention.task.content }
      : undefined,
  );
  const audit = nextAuditEntry(casework.key, caseId, head.audit, {
    on: now.toISOString(),
    by: authorOf(member),
    action: intention.action,
    detail: intention.detail,
  });
  const openedBy = intention.openedBy ?? head.openedBy;
  const assignment =
    intention.assignee === undefined
      ? { assignee: head.assignee, assignedByLead: head.assignedByLead }
      : {
          assignee: intention.assignee?.memberId,
          assignedByLead: intention.assignee?.byLead === true ? true : undefined,
        };
  const note = intention.note && {
    number: revision,
    sealed: sealNote(casework.key, caseId, revision, intention.note.content),
    sentKey: sentMarkIfAny(casework.key, intention.note.sentKey),
  };
  return {
    before: { head, vault, summary: opened.summary },
    after: {
      channel,
      sentTo,
      openedBy: intention.opensCase ? [...new Set([...openedBy, member.memberId])] : openedBy,
      ...assignment,
      taken,
      inTouch,
      movedDates: promises.movedDates,
      tasks: Math.max(head.tasks, taskNumber ?? 0),
      taskDates,
      noteBytes: head.noteBytes + (intention.note ? noteBytes(intention.note.content) : 0),
      audit: { number: audit.number, hash: audit.hash },
      state,
      unread: intention.unread ?? head.unread,
      entries,
      identityOpened,
      textBytes: threadBytes(head.textBytes, ...(intention.entry ? [intention.entry.content] : [])),
      attachmentBytes: head.attachmentBytes + (added?.bytes ?? 0),
      originalsOpened,
      deadlines,
      nextDeadline: nextDeadline(state, deadlines, expiresAt.toISOString(), taskDates),
    },
    openedAt,
    expiresAt,
    nextActionAt: nextActionAt(
      context.settings,
      { ...head, channel, state, deadlines, taskDates },
      { expiresAt, opened: openedAt !== undefined },
    ),
    newCaseworkKey: casework.sealed,
    newSealedBrief: brief && (await sealedBrief(context, caseId, channel, brief)),
    moved: moves ? await moveKeys(context, opened, channel) : undefined,
    thread: reporterThread,
    sealedSummary: sealSummary(
      opened.threadKey,
      { caseId, thread: reporterThread, revision },
      {
        caseName: head.caseName,
        channel,
        sentTo,
        state,
        sentOn: head.sentAt.toISOString().slice(0, 10),
        opened: openedAt !== undefined,
        urgent: head.urgent,
        deadlines,
        identityOpened,
        originalsOpened,
        takenOn: taken?.on,
        inTouch: inTouch && { name: inTouch.name, by: inTouch.by },
        movedFrom: movedFromOf(promises),
      },
    ),
    audit,
    task:
      intention.task && taskNumber !== undefined
        ? {
            ...sealTask(casework.key, caseId, { number: taskNumber, revision }, intention.task.content),
            sentKey: sentMarkIfAny(casework.key, intention.task.sentKey),
          }
        : undefined,
    notices: intention.notices ?? [],
    entry: intention.entry && {
      number: entries,
      sealed: sealEntry(
        opened.threadKey,
        { caseId, thread: reporterThread, number: entries },
        intention.entry.content,
      ),
      sentKey: sentMarkIfAny(opened.threadKey, intention.entry.sentKey),
      objects: added?.objects ?? [],
    },
    note,
  };
};

const channelSettings = (context: CaseContext, channel: string) => context.settings.channels[channel];

/** Closing sets the expiry; reopening takes it back to the hard limit. */
const expiryAfter = (context: CaseContext, { head, vault }: OpenCase, state: CaseState | undefined): Date => {
  if (state === 'reopened') return head.hardLimit;
  const retention = channelSettings(context, head.channel)?.retention;
  return state === 'closed' && retention
    ? expiryAfterClosing(retention, context.now, head.hardLimit)
    : vault.expiresAt;
};

const sealedBrief = async (
  context: CaseContext,
  caseId: string,
  channel: string,
  brief: Brief,
): Promise<RingSealed> => {
  const ring = await context.ringPublicKey(channel, 'briefs');
  return sealToRing(ring, { caseId, part: briefPart }, encodeBrief(brief));
};

const caseworkKey = async (
  context: CaseContext,
  opened: OpenCase,
  channel: string,
): Promise<{ key: Uint8Array; sealed?: CaseChange['newCaseworkKey'] }> => {
  if (opened.caseworkKey) return { key: opened.caseworkKey };
  const key = context.random.bytes(32);
  const ring = await context.ringPublicKey(channel, 'reports');
  const sealed = sealToRing(ring, { caseId: opened.head.caseId, part: workThread }, key);
  return { key, sealed };
};
