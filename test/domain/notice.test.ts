import { describe, expect, it } from 'vitest';
import { decide, mailKinds, marksOf } from '../../functions/domain/notice/mail.ts';
import { deadlineMails, type MailMarks } from '../../functions/domain/notice/mail-marks.ts';
import type { DeadlineName } from '../../functions/domain/deadline/running-deadlines.ts';
import type { DueStep } from '../../functions/domain/deadline/told-steps.ts';
import { noticesOfSteps } from '../../functions/domain/notice/notices-of-steps.ts';
import { isUntaken } from '../../functions/domain/case/is-untaken.ts';
import { nextUntaken } from '../../functions/domain/delivery/untaken.ts';

const now = new Date('2026-03-12T09:05:00.000Z');
const tomorrow = new Date('2026-03-13T09:05:00.000Z');

describe('how often a member is written to', () => {
  const after = (kind: (typeof mailKinds)[number], before: MailMarks = {}): MailMarks => ({
    ...before,
    ...marksOf(kind, before, now),
  });

  it('whatever they were sent, an ordinary mail waits until they have looked', () => {
    for (const kind of mailKinds.filter((one) => !one.startsWith('outside'))) {
      expect(decide('ordinary', after(kind), 5, now)).toBe('told-before');
      expect(decide('ordinary', { ...after(kind), noticed: undefined }, 5, now)).toBe('send');
    }
  });

  it('a mail about a deadline counts for milder ones of its day, until they have looked', () => {
    for (const [rank, kind] of deadlineMails.entries()) {
      for (const [otherRank, other] of deadlineMails.entries()) {
        const marks = after(other);
        expect(decide(kind, marks, 5, now)).toBe(otherRank >= rank ? 'told-before' : 'send');
        expect(decide(kind, marks, 5, tomorrow)).toBe('send');
        expect(decide(kind, { ...marks, noticed: undefined }, 5, now)).toBe('send');
      }
      expect(decide(kind, after('urgent', after('ordinary')), 5, now)).toBe('send');
    }
  });

  it('a mail about a deadline does not make an urgent one unsaid', () => {
    expect(after('overdue', after('urgent')).noticed).toBe('urgent');
    expect(decide('urgent', after('long-overdue'), 5, now)).toBe('send');
  });
});

describe('what is urgent', () => {
  it('waits for somebody who takes it, read or not, unless the case is closed', () => {
    const taken = { memberId: 'm', name: 'Ada', on: '2026-03-01' };
    expect(isUntaken({ state: 'received', taken: undefined })).toBe(true);
    expect(isUntaken({ state: 'in-review', taken: undefined })).toBe(true);
    expect(isUntaken({ state: 'received', taken })).toBe(false);
    expect(isUntaken({ state: 'closed', taken: undefined })).toBe(false);
  });

  it('goes to those on call as long as there are any, then to the leads, then outside; nobody is left out', () => {
    const all = { onCall: 1, leads: 1, outside: 1 };
    expect(nextUntaken(undefined, all)).toBe('untaken-on-call');
    expect(nextUntaken('untaken-on-call', all)).toBe('untaken-on-call');
    expect(nextUntaken('untaken-on-call', { ...all, onCall: 0 })).toBe('untaken-leads');
    expect(nextUntaken(undefined, { ...all, onCall: 0, leads: 0 })).toBe('untaken-outside');
    expect(nextUntaken('untaken-leads', all)).toBe('untaken-outside');
    expect(nextUntaken('untaken-leads', { ...all, outside: 0 })).toBeUndefined();
    expect(nextUntaken('untaken-outside', all)).toBeUndefined();
  });
});

describe('the notices of a ladder', () => {
  const promise = (step: DueStep['step'], name: DeadlineName = 'nextUpdateBy'): DueStep => ({
    step,
    date: { kind: 'promise', name, by: '2026-03-12T09:00:00.000Z' },
  });

  it('a reminder is for the assignee alone, what comes after it is for everybody', () => {
    const place = { caseId: 'c', channel: 'conduct', assignee: 'm1' };
    expect(noticesOfSteps([promise('reminder'), promise('overdue')], place, now)).toMatchObject([
      { step: 'reminder', recipients: ['m1'], notBefore: '2026-03-12T09:00:00.000Z' },
      { step: 'overdue' },
    ]);
    expect(noticesOfSteps([promise('overdue')], place, now)[0]).not.toHaveProperty('recipients');
    const unassigned = noticesOfSteps([promise('reminder')], { ...place, assignee: undefined }, now);
    expect(unassigned[0]).not.toHaveProperty('recipients');
  });

  it('several promises are one notice a step; who will be in touch is reminded with who is assigned', () => {
    const due = [promise('reminder'), promise('reminder', 'inTouchBy'), promise('reminder', 'feedbackBy')];
    const about = { caseId: 'c', channel: 'conduct', assignee: 'm1', inTouch: { memberId: 'm2' } };
    const [notice, ...others] = noticesOfSteps(due, about, now);
    expect(others).toEqual([]);
    expect(notice?.recipients).toEqual(['m1', 'm2']);
    expect(noticesOfSteps([due[1] ?? promise('reminder')], about, now)[0]?.recipients).toEqual(['m2']);
  });

  it('what is due of a task is for who does it, apart from promises, and then for the leads', () => {
    const about = { caseId: 'c', channel: 'conduct', assignee: 'm1' };
    const task = (step: DueStep['step']): DueStep => ({
      step,
      date: { kind: 'task', task: 3, by: '2026-03-12T23:00:00.000Z', assignee: 'm3' },
    });
    const notices = noticesOfSteps([task('overdue'), promise('overdue'), task('leads')], about, now);
    expect(notices.map(({ step, ofTask, recipients }) => [step, ofTask, recipients])).toEqual([
      ['overdue', undefined, undefined],
      ['overdue', true, ['m3']],
      ['leads', true, undefined],
    ]);
  });
});
