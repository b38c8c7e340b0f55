import type { NoticeRecipient } from '../delivery/delivery.ts';
import { presentOrAll, type Absence } from '../member/absence.ts';
import type { MemberRole } from '../member/member.ts';
import { checklistOf, teamBegan, type ChecklistStore } from './checklist.ts';

/** For each point of the checklist, the due date that a member was last mailed about. */
export type ChecklistTold = Readonly<Record<string, string>>;

type Known = NoticeRecipient & {
  readonly memberId: string;
  readonly role: MemberRole;
  readonly addedOn: string;
  readonly absence?: Absence | undefined;
  readonly checklistTold?: ChecklistTold | undefined;
};

export type ChecklistMailContext = {
  readonly points: Parameters<typeof checklistOf>[0];
  readonly store: Pick<ChecklistStore, 'ticks'>;
  members(): Promise<readonly Known[]>;
  markTold(memberId: string, checklistTold: ChecklistTold): Promise<void>;
  /** Rejects when the mail was not accepted. */
  send(member: NoticeRecipient): Promise<void>;
  readonly now: Date;
  readonly outOfTime: () => boolean;
};

/**
 * Tells those who lead the team that something of the checklist is due, once for each point and due date: one mail for all
 * that is new to them, which says neither what nor how much. Who is away is told when they are back, unless all are away. A
 * mail that is not accepted is tried again with the next run.
 * @returns how many mails were sent, and how many were not accepted
 * @throws {Fault} when storage does not answer
 */
export const tellOfChecklist = async (
  context: ChecklistMailContext,
): Promise<{ readonly sent: number; readonly failed: number }> => {
  const { points, store, now } = context;
  const report = { sent: 0, failed: 0 };
  if (Object.keys(points).length === 0) return report;
  const [ticks, members] = await Promise.all([store.ticks(), context.members()]);
  const due = checklistOf(points, ticks, teamBegan(members, now), now).filter(({ isDue }) => isDue);
  const leads = presentOrAll(
    members.filter(({ role }) => role === 'lead'),
    now,
  );
  for (const lead of leads) {
    const { memberId, checklistTold = {} } = lead;
    if (context.outOfTime()) break;
    if (due.every(({ point, dueOn }) => checklistTold[point] === dueOn)) continue;
    try {
      await context.send(lead);
    } catch {
      report.failed += 1;
      continue;
    }
    report.sent += 1;
    await context.markTold(memberId, Object.fromEntries(due.map(({ point, dueOn }) => [point, dueOn])));
  }
  return report;
};
