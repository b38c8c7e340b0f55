import { randomBytes, randomInt } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { accessKeys } from '../../infra/local/access-keys.ts';
import { ensureFirstMember } from '../../infra/local/first-member.ts';
import { region } from '../../infra/local/start-emulators.ts';
import type { Local } from '../../infra/local/start-local.ts';
import { addMember } from '../../infra/ops/member/members.ts';
import { teamFiles } from './tour-files.ts';

/** A community that has set everything the pages can show. */
export const tourSettings = {
  organisation: 'Example Conference',
  // Anybody who walks through in seconds would be asked to press every button twice.
  abuse: { minimumFormSeconds: 0 },
  emergencyContact: {
    text: {
      en: 'At the venue: +1 555 0100.',
      es: 'En la sede: +1 555 0100.',
      ar: 'في مكان المؤتمر: ‎+1 555 0100.',
    },
    hours: { en: '8:00 to 22:00', es: 'de 8:00 a 22:00', ar: 'من 8:00 إلى 22:00' },
  },
  otherWays: [
    { label: { en: 'Mail', es: 'Correo', ar: 'البريد' }, value: 'conduct@example.org' },
    {
      label: { en: 'PGP fingerprint', es: 'Huella PGP', ar: 'بصمة PGP' },
      value: '0123456789ABCDEF0123456789ABCDEF01234567',
    },
  ],
  outsideContact: {
    label: { en: 'The ombudsperson', es: 'La defensora', ar: 'أمينة المظالم' },
    value: 'ombuds@example.net',
  },
  support: [{ label: { en: 'Helpline', es: 'Línea de ayuda', ar: 'خط المساعدة' }, value: '+1 555 0101' }],
};

/** Whom the story of the tour names. */
export const namedMember = 'Grace Hopper';
const answer =
  'Thank you for telling us. Are you safe now? Would you like us to speak to the organisers of the venue?';

const firstMemberOf = (local: Local): Promise<string> =>
  ensureFirstMember({
    dynamoUrl: local.emulators.dynamoDb.url,
    teamTable: local.emulators.tables.team,
    stateFolder: local.files.folder,
    channels: local.channels,
  });

/** Two people look after every channel, and reporters read of both of them from the next request on. */
export const joinTeam = async (local: Local): Promise<void> => {
  await firstMemberOf(local);
  const client = new DynamoDBClient({
    endpoint: local.emulators.dynamoDb.url,
    region,
    credentials: { accessKeyId: accessKeys.ops, secretAccessKey: 'local' },
  });
  try {
    const random = {
      bytes: (length: number) => randomBytes(length),
      integer: (limit: number) => randomInt(limit),
    };
    await addMember(
      { client, table: local.emulators.tables.team, random, now: new Date() },
      {
        name: namedMember,
        email: 'grace@example.org',
        channels: local.channels,
        expertise: 'harassment, accessibility',
        languages: 'English, español, العربية',
        availability: 'evenings, UTC+1',
      },
    );
  } finally {
    client.destroy();
  }
};

/** The team opens the case of that name and its contact details, answers it and takes it into review. */
export const workOn = async (local: Local, caseName: string): Promise<void> => {
  const accessToken = await firstMemberOf(local);
  const send = (path: string, content?: object): Promise<Response> =>
    fetch(`${local.teamUrl}/api/cases${path}`, {
      method: content === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      ...(content !== undefined && { body: JSON.stringify(content) }),
    });
  const ask = async (path: string, content?: object): Promise<unknown> => {
    const response = await send(path, content);
    if (!response.ok) throw new Error(`the team's ${path} answers ${response.status}`);
    return response.json();
  };
  // The shape is the contract of functions/team/case/case-contract.ts.
  const { cases } = (await ask('')) as { cases: { id: string; caseName: string }[] };
  const id = cases.find((listed) => listed.caseName === caseName)?.id;
  if (id === undefined) throw new Error(`the team does not see the case ${caseName}`);
  // Absent where the reporter left no contact details.
  const { identity } = (await ask(`/${id}`)) as { identity: { contact?: object } };
  if (identity.contact !== undefined) {
    await ask(`/${id}/identity`, { part: 'contact', reason: 'To offer help tonight.' });
  }
  await ask(`/${id}/state`, { state: 'acknowledged' });
  const attachments: { reference: string }[] = [];
  for (const { name, bytes } of teamFiles) {
    // The shapes are the contract of functions/web/files/upload-contract.ts.
    const begun = await ask(`/${id}/uploads`, { name, size: bytes.length });
    const { pass, parts, partBytes } = begun as { pass: string; parts: number[]; partBytes: number };
    const headers = { authorization: `Bearer ${accessToken}`, 'upload-pass': pass };
    for (const [at, part] of parts.entries())
      await fetch(`${local.teamUrl}/api/cases/${id}/uploads/${part}`, {
        method: 'PUT',
        headers: { ...headers, 'content-type': 'application/octet-stream' },
        body: bytes.subarray(at * partBytes, (at + 1) * partBytes),
      });
    const finished = await fetch(`${local.teamUrl}/api/cases/${id}/uploads/finish`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: '{}',
    });
    const { reference } = (await finished.json()) as { reference: string };
    attachments.push({ reference });
  }
  await ask(`/${id}/messages`, { text: answer, attachments });
  await ask(`/${id}/state`, { state: 'in-review' });
};
