import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { en } from '../../functions/reporter/locales/en.ts';
import { fileReport, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import {
  caseNameOf,
  expectRefusedForm,
  formOf,
  hiddenField,
  openReport,
  postFields,
  postForm,
  sendReport,
  textOf,
  unescaped,
  wordsOf,
  type Page,
} from './pages.ts';
import { openAsTeam } from './team-view.ts';

const minute = 60_000;
const day = 1440 * minute;
const ombud = 'Ombud: ombud@example.org';

describe('after a report was sent', () => {
  let service: Service;
  let authorization: string;
  let email: string;
  beforeAll(async () => {
    service = await startService({ outsideContact: { label: 'Ombud', value: 'ombud@example.org' } });
    ({ authorization, email } = await service.addMember());
  });
  afterAll(() => service.close());

  describe('the check of the words', () => {
    let receipt: Page;
    let position: number;
    beforeAll(async () => {
      receipt = await sendReport(service);
      position = Number(/Type word (\d+)/.exec(textOf(receipt))?.[1]);
    });
    const check = (word: string) =>
      postForm(service, '/report/check-word', { check: hiddenField(receipt, 'check'), word });

    it('takes the word that it asks for, in any case and with white space around it', async () => {
      const word = wordsOf(receipt).split(' ')[position - 1] ?? '';
      for (const typed of [word, ` ${word.toUpperCase()}\n`]) {
        const page = await check(typed);
        expect(page.status).toBe(200);
        expect(textOf(page)).toContain(en.receipt.checkRight);
      }
    });

    it.each(['', 'notaword', '<b>'])('says of %j that it is another, and nothing more', async (typed) => {
      const page = await check(typed);
      const main = /<main>[\s\S]*<\/main>/.exec(page.html)?.[0] ?? '';
      const said = [en.receipt.check, en.receipt.checkWrong(position)].join(' ');
      expect(
        textOf({ ...page, html: main })
          .trim()
          .replaceAll(/\s+/g, ' '),
      ).toBe(said);
    });

    it('takes nothing that it did not make itself, and leads a restored tab to the first page', async () => {
      for (const forged of ['', 'A'.repeat(52), '"><script>forged']) {
        const page = await postForm(service, '/report/check-word', { check: forged, word: 'x' });
        expect(page.status).toBe(422);
        expect(page.html).not.toContain('<script>forged');
      }
      const restored = await service.reporter('/report/check-word?lang=ar');
      expect([restored.status, restored.headers.get('location')]).toEqual([303, '/?lang=ar']);
    });
  });

  it('the receipt can be saved as text from the page itself: words, address, case and dates, no link', async () => {
    const receipt = await sendReport(service);
    const [, name, address = ''] = /<a download="([^"]*)" href="(data:[^"]*)"/.exec(receipt.html) ?? [];
    expect(name).toBe(en.receipt.fileName);
    const saved = await (await fetch(unescaped(address))).text();
    const words = wordsOf(receipt).split(' ');
    expect(saved.split('\r\n').slice(0, 12)).toEqual(words.map((word, at) => `${at + 1}. ${word}`));
    expect(saved).toContain(`: ${caseNameOf(receipt)}\r\n`);
    for (const label of ['acknowledgeBy', 'nextUpdateBy', 'feedbackBy', 'erasedBy'] as const) {
      const date = new RegExp(`${en.receipt[label]}: \\d+ \\w+ 20\\d\\d\r\n`);
      expect(saved).toMatch(date);
    }
    expect(saved).toContain(`${en.receipt.toFollowUp}: https://report.example.org/follow-up\r\n`);
    expect(saved).not.toContain('#');
    expect((await openReport(service, saved.split('\r\n').slice(0, 12).join('\r\n'))).status).toBe(200);
  });

  describe('the page of a case', () => {
    beforeEach(() => {
      service.clock.now = new Date('2026-05-04T09:20:00.000Z');
    });

    it('shows a missed acknowledgement once its day is over, whom to turn to, and who was told when they were', async () => {
      const { passphrase } = await fileReport(service);
      const missed = en.thread.missed('6 May 2026');
      const turnTo = `${en.thread.turnTo} ${ombud}`;
      const shown = async () => textOf(await openReport(service, passphrase));
      service.clock.now = new Date('2026-05-06T23:59:59.000Z');
      expect(await shown()).not.toContain('and has not');
      service.clock.now = new Date('2026-05-07T00:00:01.000Z');
      expect(await shown()).toContain(`${missed} ${turnTo}`);
      for (let runs = 0; runs < 2; runs++) await service.scheduledRun();
      expect(await shown()).toContain(`${missed} ${en.thread.told.readers('7 May 2026')} ${turnTo}`);
    });

    it('does not say that anybody was told who was not: the only lead is excluded', async () => {
      const lead = await service.addMember({ role: 'lead' });
      const { passphrase } = await fileReport(service, { excludedMembers: [lead.memberId] });
      service.clock.now = new Date('2026-05-08T10:00:00.000Z');
      for (let runs = 0; runs < 3; runs++) await service.scheduledRun();
      const text = textOf(await openReport(service, passphrase));
      expect(text).toContain(en.thread.told.readers('8 May 2026'));
      expect(text).not.toContain(en.thread.told.leads('8 May 2026'));
    });

    it('shows a missed update of a case that was acknowledged, and none once it is closed', async () => {
      const filed = await fileReport(service);
      const id = await openAsTeam(service, authorization, filed.caseName);
      const state = async (body: object) => {
        const response = await service.team(`/api/cases/${id}/state`, jsonRequest(body, { authorization }));
        expect(response.status).toBe(200);
      };
      await state({ state: 'acknowledged' });
      service.clock.advance(6 * day);
      expect(textOf(await openReport(service, filed.passphrase))).not.toContain('and has not');
      service.clock.advance(2 * day);
      expect(textOf(await openReport(service, filed.passphrase))).toContain(en.thread.missed('11 May 2026'));
      await state({ state: 'closed', reason: 'x', message: 'It is settled.' });
      expect(textOf(await openReport(service, filed.passphrase))).not.toContain('and has not');
    });

    it('an urgent reply is told with the next scheduled run, an ordinary one on the hour', async () => {
      const { passphrase, caseName } = await fileReport(service);
      await openAsTeam(service, authorization, caseName);
      service.clock.now = new Date('2026-05-04T10:00:00.000Z');
      // The deadlines that were missed since, so that what is told below is of the replies.
      for (let runs = 0; runs < 2; runs++) await service.scheduledRun();
      const told = async () =>
        (await service.emulators.ses.mails()).filter(({ to }) => to.includes(email)).length;
      const replyAt = async (time: string, urgent: boolean) => {
        await service.team('/api/cases', { headers: { authorization } });
        service.clock.now = new Date(`2026-05-04T${time}:00.000Z`);
        const before = await told();
        const thread = await openReport(service, passphrase);
        const fields = formOf(thread, '/follow-up/reply').map(
          ([name, value]) => [name, name === 'text' ? `At ${time}.` : value] as const,
        );
        const ticked = urgent ? [['urgent', 'yes'] as const] : [];
        expect((await postFields(service, '/follow-up/reply', [...fields, ...ticked])).status).toBe(200);
        await service.scheduledRun();
        return (await told()) - before;
      };
      expect(await replyAt('10:20', false)).toBe(0);
      service.clock.now = new Date('2026-05-04T11:00:00.000Z');
      const before = await told();
      await service.scheduledRun();
      expect((await told()) - before).toBe(1);
      expect(await replyAt('11:20', true)).toBe(1);
    });

    it('a reply that is refused keeps its being urgent', async () => {
      const { passphrase } = await fileReport(service);
      const handle = hiddenField(await openReport(service, passphrase), 'handle');
      const refused = await postForm(service, '/follow-up/reply', { handle, text: ' ', urgent: 'yes' });
      expectRefusedForm(refused);
      expect(refused.html).toMatch(/id="urgent"[^>]* checked/);
      const expired = await postForm(service, '/follow-up/reply', { handle: 'x', text: 'x', urgent: 'yes' });
      expect(expired.html).toMatch(/id="urgent"[^>]* checked/);
    });

    it('the conversation can be saved as text, with who wrote on which day and nothing that opens it', async () => {
      const filed = await fileReport(service, {
        answers: { whatHappened: 'He <b>shouted</b>.', who: 'Ümit' },
      });
      const id = await openAsTeam(service, authorization, filed.caseName);
      const message = jsonRequest({ text: 'Are you safe?' }, { authorization });
      await service.team(`/api/cases/${id}/messages`, message);
      const thread = await openReport(service, filed.passphrase);
      const saved = await postFields(
        service,
        '/follow-up/conversation',
        formOf(thread, '/follow-up/conversation'),
      );
      expect(saved.status).toBe(200);
      expect(saved.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(saved.headers.get('content-disposition')).toBe('attachment; filename="conversation.txt"');
      expect(saved.headers.get('cache-control')).toBe('no-store');
      expect(saved.html).toBe(
        'You, 4 May 2026\r\n\r\nWhat happened?\nHe <b>shouted</b>.\n\nWho did it?\nÜmit\r\n' +
          '\r\n---\r\n\r\nThe team, 4 May 2026\r\n\r\nAre you safe?\r\n',
      );
    });

    it('saving with a handle that is too old or forged asks for the words', async () => {
      const { passphrase } = await fileReport(service);
      const handle = hiddenField(await openReport(service, passphrase), 'handle');
      service.clock.advance(31 * minute);
      for (const used of [handle, '', 'x']) {
        expectRefusedForm(await postForm(service, '/follow-up/conversation', { handle: used }));
      }
    });
  });
});
