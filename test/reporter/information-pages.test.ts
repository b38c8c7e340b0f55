import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../functions/reporter/locales/catalogue.ts';
import { languages } from '../../functions/settings/localised.ts';
import { defaultSettings } from '../../functions/settings/defaults.ts';
import { startService, type Service } from '../harness/service.ts';
import { getPage, textOf, unescaped } from './pages.ts';

const retention = (afterClosingDays: number, hardLimitDays: number) => ({ afterClosingDays, hardLimitDays });

describe('the pages about the service', () => {
  let service: Service;
  beforeAll(async () => {
    const { conduct, security } = defaultSettings.channels;
    if (!conduct || !security) throw new Error('the default channels are gone');
    service = await startService({
      organisation: 'Ada & <Sons>',
      recovery: { vaultDays: 3 },
      privacyContact: { label: 'Privacy', value: 'privacy@example.org' },
      emergencyContact: { text: 'Call 555 & ask.', hours: 'Mondays' },
      channels: {
        conduct: { ...conduct, label: 'Conduct', retention: retention(11, 22) },
        security: {
          ...security,
          label: 'Security',
          retention: retention(33, 44),
          deadlines: { ...security.deadlines, acknowledgeHours: 24 },
        },
      },
    });
  });
  afterAll(() => service.close());

  it('the first page leads to both of them, and promises what each channel promises', async () => {
    const page = await getPage(service, '/?lang=es');
    expect(page.html).toContain('href="/privacy?lang=es"');
    expect(page.html).toContain('href="/snippet?lang=es"');
    const text = textOf(await getPage(service, '/'));
    expect(text).toContain('Conduct: They promise to acknowledge your report within 48 hours.');
    expect(text).toContain('Security: They promise to acknowledge your report within 24 hours.');
  });

  it('the privacy page says who answers for it and how long things are kept, from the settings', async () => {
    const text = textOf(await getPage(service, '/privacy'));
    for (const said of [
      'Ada & <Sons> runs this service',
      'Privacy: privacy@example.org',
      'Conduct: 11 days after the case is closed, and at most 22 days after it arrived.',
      'Security: 33 days after the case is closed, and at most 44 days after it arrived.',
      'backups are gone after 3 days',
      'Cookies: there are none.',
    ]) {
      expect(text).toContain(said);
    }
  });

  it.each(languages)('the text to copy names this very service, in %s', async (language) => {
    const { html } = await getPage(service, `/snippet?lang=${language}`);
    const { title, network } = catalogue[language].snippet;
    const texts = [...html.matchAll(/<textarea[^>]* readonly[^>]*>([^<]*)<\/textarea>/g)];
    const [markdown = '', asHtml = ''] = texts.map(([, text]) => unescaped(text ?? ''));
    expect(markdown).toContain(`## ${title}`);
    expect(markdown).toContain('<https://report.example.org/>');
    for (const text of [markdown, asHtml]) expect(text).toContain(network('report.example.org'));
    expect(asHtml).toContain(`<section lang="${language}" dir="${catalogue[language].direction}">`);
    expect(asHtml).toContain('Ada &amp; &lt;Sons&gt;');
    expect(asHtml).toContain('Call 555 &amp; ask.');
    expect(asHtml).toContain('<a href="https://report.example.org/" rel="noreferrer">');
  });
});
