import { casePath } from '../../functions/team/routes.ts';
import { factsOfAppeal } from '../../functions/domain/appeal/appeal-act.ts';
import { appealPromises } from '../../functions/domain/appeal/appeal-dates.ts';
import type { Appeal } from '../../functions/domain/appeal/appeal.ts';
import {
  appealRecord,
  decisionRecord,
  respondentRecord,
} from '../../functions/domain/casework/record/decision-records.ts';
import { day, fullHour } from '../../functions/domain/kernel/clock.ts';
import { messageTexts } from '../../functions/domain/thread/entry.ts';
import { reporterThread } from '../../functions/domain/thread/thread-name.ts';
import { jsonRequest } from '../harness/requests.ts';
import { formPost } from './as-browser.ts';
import { editCase } from './decided-case.ts';
import { asFields } from './permitted-measures.ts';
import type { CaseTry, Scene } from './permitted-operations.ts';

const reason = 'It has to be.';
/** Who decided: nobody who tries anything here had a part in it. */
const ghost = { id: 'somebody-else', name: 'Somebody' };

type Arrange = NonNullable<CaseTry['arrange']>;

/** A decision, an appeal that came in the reporter's thread, and one that stands so. */
const appealed =
  (own: (scene: Scene) => Partial<Appeal> = () => ({})): Arrange =>
  async (service, lead, scene) => {
    const { now } = service.clock;
    const tick = { by: ghost, on: day(now) };
    const facts = factsOfAppeal({ decision: 1, ground: 'other' });
    const on = fullHour(now).toISOString();
    const sent = { from: 'reporter', kind: 'act', act: 'appeal', on, facts: { ...facts } } as const;
    await editCase(service, lead, scene.caseId, {
      entries: [{ thread: reporterThread, entry: { ...sent, texts: messageTexts('It was too little.') } }],
      records: [
        respondentRecord.write({ codeName: 'teal-heron', handles: [], addedBy: ghost, addedOn: day(now) }),
        decisionRecord.write({
          proposal: 1,
          hash: 'h',
          respondent: 1,
          outcome: 'violation',
          rules: ['harassment'],
          rung: 'warning',
          from: day(now),
          approvedBy: [ghost],
          dissentedBy: [],
          tookPart: [ghost],
          by: ghost,
          on: day(now),
          status: 'in-force',
        }),
        appealRecord.write({
          decision: 1,
          side: 'respondent',
          ground: 'procedure',
          said: reason,
          sentAt: on,
          noted: tick,
          ...appealPromises(service.teamContext.settings.decisions, now),
          waits: { is: false },
          decider: { who: { id: scene.actorId, name: 'Who tries it' }, said: tick },
          ...own(scene),
        }),
      ],
    });
  };

const appealTry = (
  below: string,
  input: (scene: Scene) => Readonly<Record<string, unknown>>,
  own?: (scene: Scene) => Partial<Appeal>,
): CaseTry => ({
  once: true,
  arrange: appealed(own),
  page: (scene) => ({
    path: `${casePath(scene.caseId)}/appeals${below}`,
    init: formPost(asFields(input(scene))),
  }),
  json: (scene) => ({
    path: `/api${casePath(scene.caseId)}/appeals${below}`,
    init: jsonRequest(input(scene), { 'sec-fetch-site': 'same-origin' }),
  }),
});

const hearing = ({ now }: Scene) => ({
  hearing: { on: day(now), who: 'Robin', planned: { by: ghost, on: day(now) } },
});

/** What is done about appeals. */
export const appealTries = {
  'take-up-appeal': appealTry('', () => ({ thread: reporterThread, entry: 2 })),
  'note-appeal': appealTry('/outside', ({ now }) => ({
    decision: 1,
    side: 'respondent',
    ground: 'other',
    receivedOn: day(now),
    said: reason,
  })),
  'answer-late-appeal': appealTry(
    '/late',
    () => ({ appeal: 1, take: 'yes', reason }),
    () => ({ late: { reason } }),
  ),
  'answer-second-appeal': appealTry(
    '/again',
    () => ({ appeal: 1, take: 'yes', reason }),
    () => ({ again: { verdicts: [] } }),
  ),
  'acknowledge-appeal': appealTry('/acknowledge', () => ({ appeal: 1 })),
  'choose-appeal-decider': appealTry('/decider', ({ colleagueId }) => ({ appeal: 1, memberId: colleagueId })),
  'plan-appeal-hearing': appealTry('/hearing', ({ now }) => ({ appeal: 1, on: day(now), who: 'Robin' })),
  'note-appeal-hearing': appealTry('/hearing/notes', () => ({ appeal: 1, notes: reason }), hearing),
  'let-restriction-wait': appealTry('/waiting', () => ({ appeal: 1, waits: 'yes', reason })),
  'decide-appeal': appealTry('/outcome', () => ({
    appeal: 1,
    outcome: 'upheld',
    reasons: reason,
    text: 'It stays.',
  })),
} satisfies Record<string, CaseTry>;
