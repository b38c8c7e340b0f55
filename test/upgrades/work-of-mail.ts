import { bearer } from '../harness/requests.ts';
import type { Service } from '../harness/service.ts';
import type { WrittenMail } from '../harness/written-mail.ts';
import { filed, ownToken, send } from '../mail/mailed.ts';
import { brought, message, tokenOf } from '../reporter/bridge/signed.ts';
import { post, read } from '../team/as-member.ts';
import { closedCase, plainText, tellOf } from '../team/narrating.ts';
import type { MailRows } from './released-rows.ts';

/** The mails that were filed; the same ones come again when the rows are read. */
export const mailsOfRelease = {
  conversation: {
    subject: 'After the meeting',
    text: 'He followed me home.',
    quoted: '> Hello Robin',
    signature: 'Robin\n+49 170',
    messageId: 'conversation@mail.example',
    verdicts: { dmarc: 'fail' },
    files: [{ name: 'empty.log', kind: 'attachment', bytes: new Uint8Array() }],
  },
  reply: {
    text: 'He came again.',
    messageId: 'reply@mail.example',
    sender: { address: 'else@mail.example' },
  },
  waits: { text: 'And there is more.', messageId: 'waits@mail.example', verdicts: { dmarc: 'fail' } },
  bounce: {
    automatic: 'bounce',
    messageId: 'bounce@mail.example',
    sender: { address: 'mailer-daemon@mail.example' },
  },
} as const satisfies Readonly<Record<string, WrittenMail>>;

const done = async (response: Response): Promise<Response> => {
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response;
};

/** Cases by mail and from a chat, what waits to be mailed, and a text for a report. */
export const workOfMail = async (service: Service): Promise<MailRows['held']> => {
  const lead = await service.addMember({ name: 'Lea', role: 'lead' });
  const member = await service.addMember({ name: 'Mia', mailLanguage: 'ar' });
  await service.scheduledEvent({ mailProblem: 'bounce', members: [member.memberId] });
  const told = await closedCase(service, [lead, member]);
  await tellOf(service, told, [member, lead], plainText);
  const untold = await closedCase(service, [lead, member]);
  const waiting = { language: 'en', text: 'Somebody was shouted at.' };
  await done(await post(service, member, `/api/cases/${untold}/narrative`, waiting));

  const { conversation, reply, waits, bounce } = mailsOfRelease;
  const mailed = await filed(service, conversation);
  const own = await ownToken(service, mailed.token);
  await done(await service.reporter('/api/follow-up', bearer(own)));
  await send(service, { ...reply, recipients: [mailed.replyTo] });
  await read(service, member, mailed.id);
  const thanks = { thread: 'reporter', text: 'Thank you. Are you safe?' };
  await done(await post(service, member, `/api/cases/${mailed.id}/messages`, thanks));
  const handed = await filed(service, waits);
  await send(service, { ...bounce, recipients: [mailed.replyTo] });
  const chat = tokenOf(await brought(service, message));

  const knownAs = ({ memberId, authorization }: typeof lead) => ({ memberId, authorization });
  return {
    lead: knownAs(lead),
    member: knownAs(member),
    mailed: { token: own, replyTo: mailed.replyTo },
    handed: { token: handed.token, replyTo: handed.replyTo },
    chat: { token: chat },
    ids: { mailed: mailed.id, handed: handed.id, told, untold },
  };
};
