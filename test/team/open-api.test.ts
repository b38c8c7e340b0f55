import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defaultSettings } from '../../functions/settings/defaults.ts';
import { teamOpenApi } from '../../functions/team/api/open-api.ts';
import { teamApp } from '../../functions/team/app.ts';
import { routes } from '../../functions/team/routes.ts';
import type { TeamContext } from '../../functions/team/team-context.ts';
import { templated } from '../../functions/web/open-api.ts';
import { fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, get, list, post, read, type SignedIn } from './as-member.ts';

const settings = { ...defaultSettings, sender: 'conduct@example.org' };
const schema = z.record(z.string(), z.unknown());
const operation = z.object({
  summary: z.string().min(5),
  parameters: z.array(z.object({ name: z.string(), in: z.string() })).default([]),
  requestBody: z
    .object({ content: z.record(z.string(), z.object({ schema: schema.optional() })) })
    .optional(),
  responses: z.record(
    z.string(),
    z.union([
      z.object({
        description: z.string(),
        content: z.record(z.string(), z.object({ schema: schema.optional() })).default({}),
      }),
      z.object({ $ref: z.literal('#/components/responses/refusal') }),
    ]),
  ),
});
const document = z
  .object({ openapi: z.literal('3.1.0'), paths: z.record(z.string(), z.record(z.string(), operation)) })
  // What is sent is JSON: nothing else may be in it.
  .parse(JSON.parse(JSON.stringify(teamOpenApi(settings))));

const described = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
);

describe('the contract of the team’s JSON', () => {
  it('describes every operation that is registered, and no other', () => {
    // The routes are registered before anything of the context is asked for.
    const app = teamApp({ settings } as unknown as TeamContext);
    const registered = app.routes
      .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/'))
      .map(({ method, path }) => `${method} ${templated(path)}`);
    expect(registered.length).toBeGreaterThan(20);
    expect({ missing: registered.filter((one) => !described.includes(one)) }).toEqual({ missing: [] });
    expect({ unknown: described.filter((one) => !registered.includes(one)) }).toEqual({ unknown: [] });
  });

  it('describes every address of the table', () => {
    const { paths } = teamOpenApi({ ...settings, transparency: { ...settings.transparency, enabled: true } });
    const missing = Object.values(routes.api).filter((path) => !(templated(path) in paths));
    expect(missing).toEqual([]);
  });

  it('names every parameter of an address, what goes in, what comes out and how it is refused', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, { parameters, requestBody, responses }] of Object.entries(methods)) {
        const named = parameters.filter((one) => one.in === 'path').map(({ name }) => `{${name}}`);
        expect(named, path).toEqual(path.match(/\{\w+\}/g) ?? []);
        // The upload that is ended stands in its pass.
        const takes = (method === 'post' && !path.endsWith('/finish')) || method === 'put';
        expect(requestBody !== undefined, `${method} ${path}`).toBe(takes);
        expect(Object.keys(responses), path).toEqual([expect.stringMatching(/^20[014]$/), 'default']);
      }
    }
  });

  it('says of a list how it can be narrowed and searched', () => {
    const { parameters } = document.paths['/api/cases']?.get ?? { parameters: [] };
    expect(parameters.map(({ name }) => name).sort()).toEqual(
      ['assignee', 'channel', 'cursor', 'limit', 'q', 'state', 'status', 'tag'].sort(),
    );
  });

  describe('holds for what is answered', () => {
    let service: Service;
    let member: SignedIn & { memberId: string };
    beforeAll(async () => {
      service = await startService();
      member = await service.addMember({ role: 'lead' });
    });
    afterAll(() => service.close());

    const answered = (path: string, method = 'get', status = '200'): unknown => {
      const response = document.paths[path]?.[method]?.responses[status];
      return response && 'content' in response ? Object.values(response.content)[0]?.schema : undefined;
    };
    const holds = (value: unknown, jsonSchema: unknown): void => {
      // Made by the same library: what is asked here is that the right schema stands at the right address.
      const checked = z.fromJSONSchema(jsonSchema as Parameters<typeof z.fromJSONSchema>[0]).safeParse(value);
      expect(checked.error?.issues ?? []).toEqual([]);
    };

    it('the list, a case, its audit log, the team', async () => {
      const id = await caseIdOf(service, await fileReport(service));
      holds(await list(service, member), answered('/api/cases'));
      holds(await read(service, member, id), answered('/api/cases/{id}'));
      const log = await get(service, member, `/api/cases/${id}/audit`);
      holds(await log.json(), answered('/api/cases/{id}/audit'));
      const note = await post(service, member, `/api/cases/${id}/notes`, { text: 'A note.' });
      holds(await note.json(), answered('/api/cases/{id}/notes', 'post', '201'));
      const exported = await post(service, member, `/api/cases/${id}/audit/export`, {});
      const [line = ''] = (await exported.text()).split('\n');
      holds(JSON.parse(line), answered('/api/cases/{id}/audit/export', 'post'));
      holds(await (await get(service, member, '/api/members')).json(), answered('/api/members'));
    });

    it('is given to members who are signed in, and to nobody else', async () => {
      expect((await service.team('/api/openapi.json')).status).toBe(401);
      const response = await get(service, member, '/api/openapi.json');
      expect([response.status, await response.json()]).toEqual([200, { openapi: '3.1.0' }]);
    });
  });
});
