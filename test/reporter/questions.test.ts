import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { questionsOf } from '../../functions/settings/questions.ts';
import { defaultSettings } from '../../functions/settings/defaults.ts';
import { mergeSettings } from '../../functions/settings/merge.ts';
import { inLanguage } from '../../functions/settings/localised.ts';
import { bodyOf, fileReport, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseNameOf, formOf, getPage, postFields, review, textOf } from './pages.ts';
import { casesSeenBy } from './team-view.ts';

const settings = { ...defaultSettings, sender: 'conduct@example.org' };
const channels = ['conduct', 'security'] as const;
const addressOf = { conduct: '/report', security: '/report/security' };
/** Questions that the forms share do not tell them apart. */
const foreignTo = { conduct: 'component', security: 'who' };

type Case = { threads: { reporter: { entries: { text: string; answers: Record<string, string> }[] } } };

describe('the questions of a channel', () => {
  let service: Service;
  let authorization: string;
  beforeAll(async () => {
    service = await startService({
      channels: {
        conduct: {
          questions: {
            ownOne: { order: 15, label: 'Own question', why: 'Own reason.', rows: 1, limitBytes: 10 },
            text: { order: 99, label: 'Called text', why: 'Own reason.', rows: 1, limitBytes: 10 },
          },
        },
      },
    });
    ({ authorization } = await service.addMember());
  });
  afterAll(() => service.close());

  const readCase = async (caseName: string): Promise<Case> => {
    const id = (await casesSeenBy(service, authorization)).find((listed) => listed.caseName === caseName)?.id;
    return bodyOf<Case>(await service.team(`/api/cases/${id ?? ''}`, { headers: { authorization } }));
  };

  it.each(channels)('the form of %s asks each in order, with its reason, and no other', async (channel) => {
    const page = await getPage(service, addressOf[channel]);
    const text = textOf(page);
    let last = 0;
    for (const { label, why } of questionsOf(settings, channel)) {
      const at = text.indexOf(inLanguage(label, 'en'), last);
      expect(at, inLanguage(label, 'en')).toBeGreaterThan(0);
      expect(text).toContain(inLanguage(why, 'en'));
      last = at;
    }
    const names = formOf(page, '/report').map(([name]) => name);
    expect(names).not.toContain(foreignTo[channel]);
  });

  it.each(channels)(
    'every answer of %s sent by form reaches the team under its question',
    async (channel) => {
      const ids = questionsOf(settings, channel).map(({ id }) => id);
      const answers = Object.fromEntries(ids.map((id) => [id, `Answer to ${id}`]));
      const receipt = await postFields(
        service,
        '/report',
        formOf(await review(service, { channel, ...answers }), '/report'),
      );
      expect(receipt.status).toBe(201);
      const caseName = caseNameOf(receipt);
      const [entry] = (await readCase(caseName)).threads.reporter.entries;
      expect(entry?.answers).toEqual(answers);
      for (const { id, label } of questionsOf(settings, channel)) {
        expect(entry?.text).toContain(`${inLanguage(label, 'en')}\nAnswer to ${id}`);
      }
    },
  );

  it.each(channels)(
    'the API takes every answer of %s and refuses that of another channel',
    async (channel) => {
      const ids = questionsOf(settings, channel).map(({ id }) => id);
      const answers = Object.fromEntries(ids.map((id) => [id, `Answer to ${id}`]));
      const filed = await fileReport(service, { channel, answers });
      expect((await readCase(filed.caseName)).threads.reporter.entries[0]?.answers).toEqual(answers);
      const foreign = { channel, answers: { whatHappened: 'x', [foreignTo[channel]]: 'y' } };
      const refused = await service.reporter('/api/reports', jsonRequest(foreign));
      expect(refused.status).toBe(422);
    },
  );

  it('a question that a community adds stands in its place and has its own limit, in form and API', async () => {
    const text = textOf(await getPage(service, '/report'));
    const places = ['What happened?', 'Own question', 'Own reason.', 'Who did it?'].map((said) =>
      text.indexOf(said),
    );
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(places[0]).toBeGreaterThan(0);
    const filed = await fileReport(service, {
      answers: { whatHappened: 'x', ownOne: '0123456789', text: 'Too.' },
    });
    const { entries } = (await readCase(filed.caseName)).threads.reporter;
    expect(entries[0]?.text).toMatch(/Own question\n0123456789[^]*Called text\nToo\./);
    const long = { answers: { whatHappened: 'x', ownOne: '0123456789+' } };
    const refused = await service.reporter('/api/reports', jsonRequest(long));
    expect(await refused.json()).toMatchObject({ status: 422, errors: [{ pointer: '/answers/ownOne' }] });
  });

  it.each(['ticket', 'channel', 'urgent', 'exclude', 'reviewed', 'nobodyLeft', 'told'])(
    'a question cannot be called %s: the form has a field of that name',
    (id) => {
      const question = { order: 1, label: 'x', why: 'y', rows: 1, limitBytes: 10 };
      const own = { sender: settings.sender, channels: { conduct: { questions: { [id]: question } } } };
      expect(mergeSettings(own).ok).toBe(false);
    },
  );
});
