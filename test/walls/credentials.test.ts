import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultSettings } from '../../functions/settings/defaults.ts';
import { buildFunctions } from '../../infra/build.ts';

const run = promisify(execFile);

const event = {
  rawPath: '/report',
  requestContext: { domainName: 'report.example.org', http: { method: 'GET' } },
};

describe('credentials of a bundle', () => {
  let folder: string;
  let server: Server;
  let asked: IncomingHttpHeaders[];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'conductline-credentials-'));
    await buildFunctions({
      settings: { ...defaultSettings, sender: 'conduct@example.org' },
      outputFolder: folder,
    });
    server = createServer((request, response) => {
      asked.push(request.headers);
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{"Responses":{}}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  beforeEach(() => {
    asked = [];
  });
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  });

  /** One request to the reporter's bundle in a process with this environment alone. @returns the answer's status */
  const statusWith = async (environment: Readonly<Record<string, string>>): Promise<number> => {
    const { port } = server.address() as AddressInfo; // A listening TCP server has one.
    const bundle = pathToFileURL(join(folder, 'reporter', 'index.mjs')).href;
    const script = `
      const { handler } = await import(${JSON.stringify(bundle)});
      const { statusCode } = await handler(${JSON.stringify(event)});
      process.stdout.write('status ' + statusCode);
      process.exit(0);`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], {
      env: {
        HOME: folder,
        AWS_REGION: 'eu-central-1',
        AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}`,
        VAULT_TABLE: 'vault',
        CASES_TABLE: 'cases',
        TEAM_TABLE: 'team',
        ATTACHMENTS_BUCKET: 'attachments',
        ...environment,
      },
    });
    return Number(/status (\d+)$/.exec(stdout)?.[1]);
  };

  it('calls are signed with the keys, the session token and the region of the environment', async () => {
    await statusWith({
      AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'session-token',
    });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.authorization).toContain('Credential=ASIAEXAMPLE/');
    expect(asked[0]?.authorization).toContain('/eu-central-1/dynamodb/aws4_request');
    expect(asked[0]?.['x-amz-security-token']).toBe('session-token');
  });

  it('without keys in the environment nothing is asked anywhere, and the reporter is told to come back', async () => {
    const { port } = server.address() as AddressInfo; // As above.
    const elsewhere = `http://127.0.0.1:${port}/credentials`;
    const status = await statusWith({ AWS_CONTAINER_CREDENTIALS_FULL_URI: elsewhere });
    expect(status).toBe(503);
    expect(asked).toEqual([]);
  });
});
