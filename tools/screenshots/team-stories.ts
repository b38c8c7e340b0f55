import { setTimeout } from 'node:timers/promises';
import type { Local } from '../../infra/local/start-local.ts';
import { createAccessToken } from '../../infra/ops/member/members.ts';
import {
  largeLog,
  phonePhoto,
  uncleanablePhoto,
  type ShownFile,
} from '../../infra/local/demo/shown-files.ts';
import { asOps, memberNamed } from './team-browser.ts';
import { namedMember } from './example-community.ts';

/** A report that tries everything a page could break on. */
const hostile = {
  answers: {
    whatHappened: `<script>document.title='broken'</script> </textarea></p><img src=x onerror=alert(1)> ${'long'.repeat(300)} שלום \u200f(1)`,
    who: `"><b>Somebody</b> & ${'x'.repeat(400)}`,
    where: 'javascript:alert(1)',
  },
};

const urgent = {
  urgent: true,
  answers: {
    whatHappened:
      'At the contributors’ dinner on Saturday he kept coming back to our table, although two of us had asked him to leave us alone.\n\nHe waited outside the lift afterwards. I am staying in the same hotel tonight, and I do not know whether he is, too.',
    who: 'Somebody with a red badge. I think that he volunteers at the registration desk.',
    where: 'The dinner at the Harbour Hall, then the lobby of the hotel',
    when: 'Saturday, from nine in the evening on',
    impact: 'I did not dare to leave my room this morning.',
  },
  identity: { name: 'Lin', contact: 'lin@example.org' },
};

const arabic = {
  answers: {
    whatHappened:
      'في القناة العامة كتب عدة مرات عن لهجتي وسخر منها، ثم كتب إليّ في الخاص بعد أن طلبت منه أن يتوقف.',
    who: 'صاحب الحساب «نسر»',
    where: 'القناة العامة للمشروع',
  },
};

const spanish = {
  channel: 'security',
  answers: {
    whatHappened:
      'Una dependencia que el proyecto instala desde la semana pasada envía las variables de entorno a un servidor que no conozco. Lo vi cuando revisaba los registros de mi máquina.',
    component: 'El repositorio de las herramientas',
  },
};

export type Told = { readonly caseName: string; readonly passphrase: string; readonly token: string };

const report = async (local: Local, content: object): Promise<Told> => {
  const response = await fetch(`${local.reporterUrl}/api/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(content),
  });
  if (!response.ok) throw new Error(`the report is answered with ${response.status}`);
  // The shape is the contract of functions/reporter/api/contract.ts.
  return (await response.json()) as Told;
};

/** The reporter's function keeps the roster so long: whoever joins within it is not there yet. */
const rosterKeptMs = 1_100;

/** The reporter goes on writing, with files. */
const sendFiles = async (local: Local, { token }: Told, files: readonly ShownFile[]): Promise<void> => {
  const form = new FormData();
  form.append('text', 'This is the photo that he has sent me, and what he wrote.');
  form.append('keepOriginal', 'yes');
  for (const { name, bytes } of files) form.append('files', new Blob([Uint8Array.from(bytes)]), name);
  const response = await fetch(`${local.reporterUrl}/api/follow-up/attachments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: form,
  });
  if (!response.ok) throw new Error(`files are answered with ${response.status}`);
};

/** A file larger than one answer, uploaded in parts. */
const sendLargeFile = async (local: Local, { token }: Told, { name, bytes }: ShownFile): Promise<void> => {
  const call = async (
    path: string,
    method: string,
    headers: Record<string, string>,
    body: string | Uint8Array<ArrayBuffer>,
  ) => {
    const response = await fetch(`${local.reporterUrl}/api/${path}`, { method, headers, body });
    if (!response.ok) throw new Error(`${path} is answered with ${response.status}`);
    return response;
  };
  const bearer = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const begun = await call('uploads', 'POST', bearer, JSON.stringify({ name, size: bytes.length }));
  // The shapes are the contract of functions/web/files/upload-contract.ts.
  const { pass, parts, partBytes } = (await begun.json()) as Begun;
  const headers = { 'upload-pass': pass, 'content-type': 'application/octet-stream' };
  for (const [at, part] of parts.entries()) {
    const content = Uint8Array.from(bytes.subarray(at * partBytes, (at + 1) * partBytes));
    await call(`uploads/${part}`, 'PUT', headers, content);
  }
  const finished = await call('uploads/finish', 'POST', headers, '');
  const { reference } = (await finished.json()) as { reference: string };
  const entry = { text: 'The log of the server.', attachments: [{ reference }] };
  await call('follow-up/entries', 'POST', bearer, JSON.stringify(entry));
};

type Begun = { readonly pass: string; readonly parts: readonly number[]; readonly partBytes: number };

/** Four reports as they come in, in three languages, one of them urgent, one hostile. */
export const tellStories = async (local: Local) => {
  await setTimeout(rosterKeptMs);
  const told = {
    urgent: await report(local, urgent),
    arabic: await report(local, arabic),
    spanish: await report(local, spanish),
    hostile: await report(local, hostile),
  };
  await sendFiles(local, told.urgent, [phonePhoto(), uncleanablePhoto()]);
  await sendLargeFile(local, told.urgent, largeLog());
  return told;
};

export type Colleague = (caseName: string, path: string, content: object) => Promise<void>;

/** Another member, who works by a script: opens the case and does what is asked. */
export const colleagueOf = async (local: Local, name = namedMember): Promise<Colleague> => {
  const { memberId } = await memberNamed(local, name);
  const accessToken = (await asOps(local, (team) => createAccessToken(team, memberId))) ?? '';
  const ask = async (path: string, content?: object): Promise<unknown> => {
    const response = await fetch(`${local.teamUrl}/api/cases${path}`, {
      method: content === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      ...(content !== undefined && { body: JSON.stringify(content) }),
    });
    if (!response.ok) throw new Error(`the team's ${path} answers ${response.status}`);
    return response.json();
  };
  return async (caseName, path, content) => {
    // The shape is the contract of functions/team/case/case-contract.ts.
    const { cases } = (await ask('')) as { cases: { id: string; caseName: string }[] };
    const id = cases.find((listed) => listed.caseName === caseName)?.id;
    if (id === undefined) throw new Error(`${name} does not see the case ${caseName}`);
    await ask(`/${id}`);
    await ask(`/${id}${path}`, content);
  };
};
