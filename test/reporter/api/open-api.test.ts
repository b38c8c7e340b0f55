import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { reporterOpenApi } from '../../../functions/reporter/api/open-api.ts';
import { reporterApp } from '../../../functions/reporter/app.ts';
import type { ReporterContext } from '../../../functions/reporter/reporter-context.ts';
import { routes } from '../../../functions/reporter/routes.ts';
import { defaultSettings } from '../../../functions/settings/defaults.ts';
import { templated } from '../../../functions/web/open-api.ts';
import { bearer, bodyOf, fileReport, jsonRequest } from '../../harness/requests.ts';
import { startService, type Service } from '../../harness/service.ts';
import { realFile } from '../../cleaning/real-files.ts';
import { begin, finish, putBytes, sendForm, type Begun, type Finished } from './files.ts';

const settings = { ...defaultSettings, sender: 'conduct@example.org' };
const media = z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()).optional() }));
const operation = z.object({
  summary: z.string().min(5),
  security: z.array(z.record(z.string(), z.array(z.string()))).default([]),
  parameters: z.array(z.object({ name: z.string(), in: z.string() })).default([]),
  requestBody: z.object({ content: media }).optional(),
  responses: z.record(
    z.string(),
    z.union([
      z.object({ description: z.string(), content: media.optional() }),
      z.object({ $ref: z.literal('#/components/responses/refusal') }),
    ]),
  ),
});
const document = z
  .object({
    openapi: z.literal('3.1.0'),
    components: z.object({
      responses: z.object({ refusal: z.object({ content: media }) }),
      securitySchemes: z.record(z.string(), z.unknown()),
    }),
    paths: z.record(z.string(), z.record(z.string(), operation)),
  })
  // What is sent is JSON: nothing else may be in it.
  .parse(JSON.parse(JSON.stringify(reporterOpenApi(settings))));

const described = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
);

describe('the contract of the reporters’ JSON', () => {
  it('describes every operation that is registered, and no other', () => {
    // The routes are registered before anything of the context is asked for.
    const app = reporterApp({ settings } as unknown as ReporterContext);
    const registered = app.routes
      .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/'))
      .map(({ method, path }) => `${method} ${templated(path)}`);
    expect(registered.length).toBeGreaterThan(10);
    expect({ missing: registered.filter((one) => !described.includes(one)) }).toEqual({ missing: [] });
    expect({ unknown: described.filter((one) => !registered.includes(one)) }).toEqual({ unknown: [] });
  });

  it('describes every address of the table', () => {
    const missing = Object.values(routes.api).filter((path) => !(templated(path) in document.paths));
    // Where the settings ask for no public list, its address does not exist.
    expect(missing).toEqual([routes.api.publicBans]);
    const listing = { ...settings, decisions: { ...settings.decisions, publicBans: true } };
    expect(reporterOpenApi(listing)).toMatchObject({
      paths: { [routes.api.publicBans]: { get: expect.any(Object) as unknown } },
    });
  });

  it('names every parameter of an address and every way to sign in', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const { parameters, security } of Object.values(methods)) {
        const named = parameters.filter((one) => one.in === 'path').map(({ name }) => `{${name}}`);
        expect(named, path).toEqual(path.match(/\{\w+\}/g) ?? []);
        const known = Object.keys(document.components.securitySchemes);
        expect(security.flatMap((way) => Object.keys(way)).filter((way) => !known.includes(way))).toEqual([]);
      }
    }
  });

  describe('holds for what is answered', () => {
    let service: Service;
    beforeAll(async () => {
      service = await startService();
    });
    afterAll(() => service.close());

    const holds = (value: unknown, path: string, method: string, status: string): void => {
      const response = document.paths[path]?.[method]?.responses[status];
      const content = response && 'content' in response ? response.content : undefined;
      const schema = content?.['application/json']?.schema;
      if (!schema) throw new Error(`${method} ${path} ${status} has no schema`);
      // Made by the same library: what is asked here is that the right schema stands at the right address.
      const jsonSchema = schema as Parameters<typeof z.fromJSONSchema>[0];
      expect(z.fromJSONSchema(jsonSchema).safeParse(value).error?.issues ?? []).toEqual([]);
    };

    it('an upload from its beginning to its end, and the entry it is attached to', async () => {
      const { token } = await fileReport(service);
      const bytes = realFile('exiftool.jpg');
      const begun = await bodyOf<Begun>(await begin(service, { name: 'x.jpg', size: bytes.length }, token));
      holds(begun, '/api/uploads', 'post', '201');
      await putBytes(service, begun.pass, 0, bytes);
      const there = await service.reporter('/api/uploads', { headers: { 'upload-pass': begun.pass } });
      holds(await there.json(), '/api/uploads', 'get', '200');
      const finished = await bodyOf<Finished>(await finish(service, begun.pass));
      holds(finished, '/api/uploads/finish', 'post', '201');
      const entry = await service.reporter(
        '/api/follow-up/entries',
        jsonRequest({ attachments: [{ reference: finished.reference }] }, bearer(token).headers),
      );
      holds(await entry.json(), '/api/follow-up/entries', 'post', '201');
      const inOneStep = await sendForm(service, token, [{ name: 'x.jpg', bytes }]);
      holds(await inOneStep.json(), '/api/follow-up/attachments', 'post', '201');
      const thread = await service.reporter('/api/follow-up', bearer(token));
      holds(await thread.json(), '/api/follow-up', 'get', '200');
    });
  });
});
