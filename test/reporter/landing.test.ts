import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { en } from '../../functions/reporter/locales/en.ts';
import { es } from '../../functions/reporter/locales/es.ts';
import { revokeMember } from '../../infra/ops/member/members.ts';
import { startService, type Service } from '../harness/service.ts';
import { getPage, textOf } from './pages.ts';

const minute = 60_000;
const day = 1440 * minute;

describe('the first page and the team', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService({
      outsideContact: { label: 'Ombud', value: 'ombud@example.org' },
      otherWays: [{ label: 'Signal', value: { en: 'ada.42', es: 'ada.43' } }],
    });
  });
  afterAll(() => service.close());
  // The functions keep what they read of the team for five minutes.
  beforeEach(() => service.clock.advance(6 * minute));

  it('without members it says in general who reads, and is not called quiet', async () => {
    const text = textOf(await getPage(service, '/'));
    expect(text).toContain(en.landing.noRoster('our community'));
    expect(text).not.toContain('signed in');
    expect(text).toContain('Signal: ada.42');
  });

  it('shows the roster with what each knows, and neither address nor id, until a member is gone', async () => {
    const member = {
      name: 'Ada <b>Lovelace',
      expertise: 'events',
      languages: 'English, French',
      availability: 'evenings',
    };
    const ada = await service.addMember(member);
    await service.addMember({ name: 'Bob' });
    service.clock.advance(6 * minute);
    const page = await getPage(service, '/');
    expect(textOf(page)).toContain(
      'Ada <b>Lovelace . Knows about: events. Speaks: English, French. Available: evenings Bob',
    );
    expect(page.html).not.toContain(ada.email);
    expect(page.html).not.toContain(ada.memberId);
    expect(await revokeMember(service.ops, ada.memberId)).toMatchObject({ kind: 'revoked' });
    service.clock.advance(6 * minute);
    expect(textOf(await getPage(service, '/'))).not.toContain('Lovelace');
  });

  it('says that the team is quiet only after the configured days without anybody', async () => {
    const quiet = en.landing.quiet('14 days');
    const { authorization } = await service.addMember();
    const look = () => service.team('/api/cases', { headers: { authorization } });
    const said = async (): Promise<boolean[]> => {
      const pages = ['/', '/report', '/report/security'].map((path) => getPage(service, path));
      return (await Promise.all(pages)).map((page) => textOf(page).includes(quiet));
    };
    await look();
    service.clock.advance(14 * day);
    expect(await said()).toEqual([false, false, false]);
    service.clock.advance(day);
    expect(await said()).toEqual([true, true, true]);
    expect(textOf(await getPage(service, '/report'))).toContain('Ombud: ombud@example.org');
    await look();
    service.clock.advance(6 * minute);
    expect(await said()).toEqual([false, false, false]);
  });

  it.each([
    ['fails', { kind: 'fail', code: 'ThrottlingException', statusCode: 400 }],
    ['does not answer', { kind: 'hang' }],
  ] as const)('is there while DynamoDB %s, and leads on', async (_, fault) => {
    service.emulators.faults.dynamoDb.next('BatchGetItem', fault, 3);
    const page = await getPage(service, '/?lang=es');
    expect(page.status).toBe(200);
    expect(page.html).toContain('href="/report?lang=es"');
    expect(textOf(page)).toContain('Signal: ada.43');
    expect(textOf(page)).toContain(es.landing.noRoster('nuestra comunidad'));
    service.emulators.faults.dynamoDb.clear();
    expect(textOf(await getPage(service, '/'))).toContain('Bob');
  });
});
