import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startService, type Service } from '../harness/service.ts';
import { passkeySettings, signedInCookie } from './as-browser.ts';

describe('the running version', () => {
  let service: Service;
  let cookie: string;
  beforeAll(async () => {
    service = await startService(passkeySettings);
    cookie = await signedInCookie(service, (await service.addMember()).memberId);
  });
  afterAll(() => service.close());

  it.each(['/cases', '/members', '/passkeys'])(
    'stands at the end of %s, for who is signed in',
    async (path) => {
      const page = await (await service.team(path, { headers: { cookie } })).text();
      expect(page).toContain('<footer>Conductline from source</footer>');
    },
  );

  it.each(['/', '/enrol', '/nowhere'])('is not told to whoever comes by %s', async (path) => {
    const page = await (await service.team(path)).text();
    expect(page).toContain('<main');
    expect(page).not.toContain('Conductline from source');
  });

  it.each(['/', '/report', '/privacy'])('is not told to reporters on %s', async (path) => {
    expect(await (await service.reporter(path)).text()).not.toContain('from source');
  });
});
