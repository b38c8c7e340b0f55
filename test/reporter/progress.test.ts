import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ar } from '../../functions/reporter/locales/ar.ts';
import { en } from '../../functions/reporter/locales/en.ts';
import { es } from '../../functions/reporter/locales/es.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseToDecide, proposedCase } from '../team/deciding.ts';
import { postForm, textOf, type Page } from './pages.ts';

const catalogues = { en, es, ar };

/** The steps of the line, in order, and where it stands. */
const lineOf = ({ html }: Page) => {
  const [, list = ''] = /<ol class="progress"[^>]*>([\s\S]*?)<\/ol>/.exec(html) ?? [];
  const steps = [
    ...list.matchAll(/<li class="([\w-]+)"([^>]*)><span class="out-of-sight">[^<]*<\/span>([^<]*)<\/li>/g),
  ];
  return {
    steps: steps.map(([, status, , name = '']) => `${status} ${name.trim()}`),
    current: steps.filter(([, , attributes = '']) => attributes.includes('aria-current="step"')).length,
  };
};

describe('how far a report has come', () => {
  let service: Service;
  let ada: Awaited<ReturnType<Service['addMember']>>;
  let ben: typeof ada;
  beforeAll(async () => {
    service = await startService();
    ada = await service.addMember({ role: 'lead' });
    ben = await service.addMember();
  });
  afterAll(() => service.close());

  const thread = (words: string, language: string): Promise<Page> =>
    postForm(service, `/follow-up?lang=${language}`, { words });

  it.each(['en', 'es', 'ar'] as const)(
    'stands in a line on the page of the reporter, in %s',
    async (language) => {
      const { label, steps, spoken, notAll } = catalogues[language].progress;
      const opened = await caseToDecide(service, [ada, ben]);
      const read = await thread(opened.passphrase, language);
      expect(read.status).toBe(200);
      expect(read.html).toContain(`<ol class="progress" aria-label="${label}">`);
      expect(lineOf(read)).toEqual({
        current: 1,
        steps: [
          `done ${steps.received}`,
          `current ${steps.read}`,
          `to-come ${steps['in-review']}`,
          `to-come ${steps.decided}`,
          `to-come ${steps.closed}`,
        ],
      });
      for (const said of [spoken.done.trim(), spoken.current.trim(), spoken['to-come'].trim(), notAll])
        expect(textOf(read)).toContain(said);
    },
  );

  it.each(['en', 'es', 'ar'] as const)(
    'comes to the decision, and tells nothing of who is decided about, in %s',
    async (language) => {
      const { steps } = catalogues[language].progress;
      const deciding = await proposedCase(service, [ada, ben]);
      const proposed = lineOf(await thread(deciding.passphrase, language));
      expect(proposed.steps).toContain(`to-come ${steps.decided}`);
      for (const who of [ada, ben]) await deciding.approve(who);
      expect((await deciding.force(ada)).status).toBe(201);
      const decided = await thread(deciding.passphrase, language);
      expect(lineOf(decided).steps.slice(-2)).toEqual([
        `current ${steps.decided}`,
        `to-come ${steps.closed}`,
      ]);
      const { respondents } = await deciding.list<{ respondents: { codeName: string }[] }>(
        ada,
        '/respondents',
      );
      for (const { codeName } of respondents) expect(decided.html).not.toContain(codeName);
      expect(decided.html).not.toContain('Robin Roe');
    },
  );
});
