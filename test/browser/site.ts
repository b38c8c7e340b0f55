import { randomBytes, randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { listMembers, type ListedMember } from '../../infra/ops/member/members.ts';
import { launchChromium } from '../../tools/screenshots/launch-chromium.ts';
import { joinTeam, tourSettings } from '../../tools/screenshots/example-community.ts';
import { startLocal, type Local } from '../../infra/local/start-local.ts';
import { clientFor, everything } from '../local/dynamodb/with-dynamodb.ts';

export type SentRequest = { readonly method: string; readonly url: string };

/** A visit to the site, watched: what the browser asked for, and what it complained of. */
export type Visit = {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly requests: SentRequest[];
  /** Errors of the console, broken content security policies among them, and uncaught ones of scripts. */
  readonly complaints: string[];
  /** Ends the visit. Nothing was complained of, nothing left the origin, no cookie was stored. */
  readonly end: () => Promise<void>;
};

export type Site = {
  readonly local: Local;
  readonly visit: (options?: BrowserContextOptions) => Promise<Visit>;
  /** The heads of all cases that are stored. */
  readonly storedCases: () => Promise<readonly unknown[]>;
  readonly members: () => Promise<readonly ListedMember[]>;
  readonly close: () => Promise<void>;
};

const phone = { width: 390, height: 844 };

/** Chromium prints every answer of 400 and above to the console; those pages are meant to be seen. */
const tellsOfStatus = /^Failed to load resource: the server responded with a status of \d+/;

/**
 * The running system and a browser in front of it.
 * @param own settings of a test, laid over those of the tour
 * @param clockShiftMs milliseconds by which its clock is ahead
 */
export const openSite = async (
  own: Readonly<Record<string, unknown>> = {},
  clockShiftMs: () => number = () => 0,
): Promise<Site> => {
  const browser = await launchChromium();
  const stateFolder = await mkdtemp(join(tmpdir(), 'conductline-browser-'));
  const local = await startLocal({ stateFolder, settings: { ...tourSettings, ...own }, clockShiftMs });
  await joinTeam(local);
  return {
    local,
    visit: (options) => visit(browser, new URL(local.reporterUrl).origin, options),
    storedCases: async () => {
      const client = clientFor(local.emulators.dynamoDb.url);
      const items = await everything(client, local.emulators.tables.cases);
      client.destroy();
      return items.filter(({ sk }) => sk?.S === 'HEAD');
    },
    members: async () => {
      const client = clientFor(local.emulators.dynamoDb.url);
      const random = {
        bytes: (length: number) => randomBytes(length),
        integer: (limit: number) => randomInt(limit),
      };
      const table = local.emulators.tables.team;
      const listed = await listMembers({ client, table, random, now: new Date() });
      client.destroy();
      return listed;
    },
    close: async () => {
      await browser.close();
      await local.stop();
      await rm(stateFolder, { recursive: true, force: true });
    },
  };
};

const visit = async (
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<Visit> => {
  const context = await browser.newContext({ viewport: phone, baseURL: origin, ...options });
  context.setDefaultTimeout(10_000);
  const requests: SentRequest[] = [];
  const complaints: string[] = [];
  context.on('request', (request) => requests.push({ method: request.method(), url: request.url() }));
  context.on('console', (message) => {
    if (message.type() === 'error' && !tellsOfStatus.test(message.text())) complaints.push(message.text());
  });
  context.on('weberror', (error) => complaints.push(error.error().message));
  const page = await context.newPage();
  return {
    page,
    context,
    requests,
    complaints,
    end: async () => {
      const cookies = await context.cookies();
      await context.close();
      expect(complaints).toEqual([]);
      expect(requests.filter(({ url }) => new URL(url).origin !== origin)).toEqual([]);
      expect(cookies).toEqual([]);
    },
  };
};
