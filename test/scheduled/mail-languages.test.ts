import { describe, expect, it } from 'vitest';
import { mailTexts } from '../../functions/adapters/ses/mail-texts.ts';
import { mailKinds } from '../../functions/domain/notice/mail.ts';
import { languages } from '../../functions/settings/localised.ts';
import { fileReport } from '../harness/requests.ts';
import { startService } from '../harness/service.ts';

describe('the language of mails', () => {
  it('is the first of the community', async () => {
    const service = await startService({ languages: ['ar', 'en'], organisation: 'Example' });
    try {
      const { email } = await service.addMember();
      await fileReport(service, { urgent: true });
      await service.scheduledRun();
      const [mail] = await service.emulators.ses.mails();
      expect(mail?.to).toEqual([email]);
      expect(mail?.subject).toBe(mailTexts.ar.subjects.urgent);
      expect(JSON.stringify(mail)).toContain(mailTexts.ar.signIn);
    } finally {
      await service.close();
    }
  });

  it('is each member’s own, where they have one', async () => {
    const service = await startService({ languages: ['en', 'ar'], organisation: 'Example' });
    try {
      const own = await service.addMember({ mailLanguage: 'es' });
      const others = await service.addMember();
      await fileReport(service, { urgent: true });
      await service.scheduledRun();
      const mails = await service.emulators.ses.mails();
      expect(Object.fromEntries(mails.map(({ to, subject }) => [to[0], subject]))).toEqual({
        [own.email]: mailTexts.es.subjects.urgent,
        [others.email]: mailTexts.en.subjects.urgent,
      });
      expect(mails.map(({ tags }) => tags?.member).sort()).toEqual([own.memberId, others.memberId].sort());
    } finally {
      await service.close();
    }
  });

  it('tells every kind of mail apart, in each language', () => {
    for (const language of languages)
      expect(new Set(mailKinds.map((kind) => mailTexts[language].subjects[kind])).size).toBe(
        mailKinds.length,
      );
  });
});
