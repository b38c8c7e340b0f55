import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { doorKinds } from '../../functions/domain/thread/thread-name.ts';
import { bearer, bodyOf, fileReport, jsonRequest, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { postForm } from '../reporter/pages.ts';
import { caseIdOf, get, read } from '../team/as-member.ts';
import { doorsWanted } from './doors-wanted.ts';
import { handedOver, withOwnWords } from '../team/case-with-door.ts';

describe('doors of one case', () => {
  let service: Service;
  let lead: Awaited<ReturnType<Service['addMember']>>;
  let filed: Filed;
  let id: string;
  beforeEach(async () => {
    service = await startService();
    lead = await service.addMember({ role: 'lead' });
    filed = await fileReport(service, { answers: { whatHappened: 'They shouted at me.' } });
    id = await caseIdOf(service, filed);
    await read(service, lead, id);
  });
  afterEach(() => service.close());

  const own = async (): Promise<string> => withOwnWords(service, (await handedOver(service, lead, id)).token);
  const texts = async (token: string): Promise<string[]> => {
    const answer = await service.reporter('/api/follow-up', bearer(token));
    const { entries } = await bodyOf<{ entries: { text: string }[] }>(answer);
    return entries.map(({ text }) => text);
  };

  /** Writes a message with a number. @returns the status of the last answer */
  const written = async (token: string, at: number): Promise<number> => {
    const message = jsonRequest({ text: `Message ${at}.` }, bearer(token).headers);
    const first = await service.reporter('/api/follow-up/entries', message);
    // Storage that is busy says so, and the sender sends again.
    for (let answer = first, left = 20; ; left -= 1) {
      if (answer.status !== 503 || left === 0) return answer.status;
      answer = await service.reporter('/api/follow-up/entries', message);
    }
  };

  it('32 messages at once, of three respondents and the reporter: nothing is lost, everybody reads only their own', async () => {
    const tokens = [filed.token, await own(), await own(), await own()];
    const writing = Array.from({ length: 32 }, (_, at) => ({ at, token: tokens[at % tokens.length] ?? '' }));
    const sent = await Promise.all(writing.map(({ at, token }) => written(token, at)));
    expect(sent).toEqual(writing.map(() => 201));
    for (const [at, token] of tokens.entries()) {
      const expected = writing.filter((one) => one.token === token).map((one) => `Message ${one.at}.`);
      const own = (await texts(token)).filter((text) => text.startsWith('Message'));
      expect(own.toSorted(), String(at)).toEqual(expected.toSorted());
    }
  });

  it('32 holders of every kind at once, each with their own door: nothing is lost, everybody reads only their own', async () => {
    const tokens = [filed.token];
    while (tokens.length < 32) {
      const wanted = doorsWanted[doorKinds[tokens.length % doorKinds.length] ?? 'response'];
      const { token } = await handedOver(service, lead, id, wanted);
      tokens.push(await withOwnWords(service, token));
    }
    expect(await Promise.all(tokens.map((token, at) => written(token, at)))).toEqual(tokens.map(() => 201));
    for (const [at, token] of tokens.entries()) {
      const own = (await texts(token)).filter((text) => text.startsWith('Message'));
      expect(own).toEqual([`Message ${at}.`]);
    }
    const shown = await bodyOf<{ doors: { entries: { text: string }[] }[] }>(
      await get(service, lead, `/api/cases/${id}/doors`),
    );
    const read = shown.doors.flatMap(({ entries }) => entries.map(({ text }) => text));
    expect(read.toSorted()).toEqual(
      tokens
        .slice(1)
        .map((_, at) => `Message ${at + 1}.`)
        .toSorted(),
    );
  }, 120_000);

  it('a respondent is shown the same, whether one person or five have reported and written', async () => {
    const token = await own();
    const shown = async () => {
      const page = await postForm(service, '/message', { words: token });
      const json = await service.reporter('/api/follow-up', bearer(token));
      const html = page.html.replaceAll(/name="handle" value="[^"]*"/g, '');
      return {
        html,
        handles: [...page.html.matchAll(/name="handle" value="([^"]*)"/g)].map(([, one = '']) => one.length),
        json: await json.text(),
      };
    };
    const alone = await shown();
    for (let other = 0; other < 4; other++) {
      const another = await fileReport(service, { answers: { whatHappened: 'They shouted at us.' } });
      const otherId = await caseIdOf(service, another);
      await read(service, lead, otherId);
      const link = jsonRequest(
        { caseId: otherId, reason: 'One evening.' },
        { authorization: lead.authorization },
      );
      expect((await service.team(`/api/cases/${id}/links`, link)).ok).toBe(true);
      await service.reporter(
        '/api/follow-up/entries',
        jsonRequest({ text: 'More.' }, bearer(filed.token).headers),
      );
      await own();
    }
    expect(await shown()).toEqual(alone);
  });
});
