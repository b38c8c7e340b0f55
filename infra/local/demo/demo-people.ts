import * as z from 'zod';
import { routes as reporterRoutes } from '../../../functions/reporter/routes.ts';
import { routes as teamRoutes } from '../../../functions/team/routes.ts';
import type { ShownFile } from './shown-files.ts';

/** What the demo reads of the services' answers; their contracts stand beside their routes. */
const filed = z.object({ token: z.string(), passphrase: z.string(), caseName: z.string() });
const list = z.object({ cases: z.array(z.object({ id: z.string(), caseName: z.string().optional() })) });
const writtenDown = z.object({ id: z.string(), caseName: z.string() });
const withAttachments = z.object({
  threads: z.object({
    reporter: z.object({
      entries: z.array(z.object({ attachments: z.array(z.object({ id: z.string() })).default([]) })),
    }),
  }),
});

export type Told = z.infer<typeof filed>;

/** @returns what the answer says; `undefined` for a file */
const ask = async (url: string, init: RequestInit): Promise<unknown> => {
  const response = await fetch(url, init);
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  if (response.ok) return isJson ? response.json() : undefined;
  throw new Error(
    `${init.method ?? 'GET'} ${new URL(url).pathname}: ${response.status} ${await response.text()}`,
  );
};

const json = (content: object, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { ...headers, 'content-type': 'application/json' },
  body: JSON.stringify(content),
});

/** Somebody who reports, by the JSON of the reporters' address. @throws when an answer is none of success */
export const demoReporter = (reporterUrl: string) => {
  const url = (path: string): string => `${reporterUrl}${path}`;
  const bearer = ({ token }: Told): Record<string, string> => ({ authorization: `Bearer ${token}` });
  return {
    send: async (report: object): Promise<Told> =>
      filed.parse(await ask(url(reporterRoutes.api.reports), json(report))),
    write: (told: Told, text: string): Promise<unknown> =>
      ask(url(reporterRoutes.api.entries), json({ text }, bearer(told))),
    withdraw: (told: Told, choice: string): Promise<unknown> =>
      ask(url(reporterRoutes.api.withdrawal), json({ choice }, bearer(told))),
    sendFiles: (told: Told, text: string, files: readonly ShownFile[]): Promise<unknown> => {
      const form = new FormData();
      form.append('text', text);
      form.append('keepOriginal', 'yes');
      for (const { name, bytes } of files) form.append('files', new Blob([Uint8Array.from(bytes)]), name);
      return ask(url(reporterRoutes.api.attachments), { method: 'POST', headers: bearer(told), body: form });
    },
  };
};
export type DemoReporter = ReturnType<typeof demoReporter>;

/** A member who works by script, under their own access token. @throws when an answer is none of success */
export const demoMember = (teamUrl: string, accessToken: string) => {
  const headers = { authorization: `Bearer ${accessToken}` };
  const url = (caseId: string, path = ''): string =>
    `${teamUrl}${teamRoutes.api.case.replace(':id', caseId)}${path}`;
  const open = (caseId: string): Promise<unknown> => ask(url(caseId), { headers });
  return {
    /** Says that they have no conflict of interest, and reads the case. */
    open,
    /** Opens the case, as everybody must first, and sends something to one of its addresses. */
    post: async (caseId: string, path: string, content: object): Promise<unknown> => {
      await open(caseId);
      return ask(url(caseId, path), json(content, headers));
    },
    stepAside: (caseId: string): Promise<unknown> => ask(url(caseId, '/recusal'), json({}, headers)),
    /** @returns the id of the first file in the reporter's thread */
    firstFile: async (caseId: string): Promise<string> => {
      const { entries } = withAttachments.parse(await open(caseId)).threads.reporter;
      const [file] = entries.flatMap(({ attachments }) => attachments);
      if (file === undefined) throw new Error('the case has no file');
      return file.id;
    },
    writeDown: async (report: object) =>
      writtenDown.parse(await ask(`${teamUrl}${teamRoutes.api.cases}`, json(report, headers))),
    caseNamed: async (caseName: string): Promise<string> => {
      const { cases } = list.parse(await ask(`${teamUrl}${teamRoutes.api.cases}?limit=50`, { headers }));
      const id = cases.find((listed) => listed.caseName === caseName)?.id;
      if (id === undefined) throw new Error(`no case is called ${caseName}`);
      return id;
    },
  };
};
export type DemoMemberClient = ReturnType<typeof demoMember>;
