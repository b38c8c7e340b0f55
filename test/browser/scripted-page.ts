import type { Page } from 'playwright-core';
import { downloadAttributes, downloadTextNames } from '../../functions/web/files/download-attributes.ts';
import { pagePolicyFor } from '../../functions/web/page/page-policy.ts';
import { downloadScript, uploadScript } from '../../functions/web/page/page-scripts.ts';
import {
  uploadAttributes,
  uploadTextNames,
  type UploadTexts,
} from '../../functions/web/files/upload-attributes.ts';

/** The least markup that the scripts for files work on, under the policy of a page that has them. */

// Made of the list of names itself, so that none is missing.
const uploadTexts = Object.fromEntries(
  uploadTextNames.map((name) => [name, name === 'percent' ? '{percent} %' : name]),
) as UploadTexts;
/** What is said of a file, to be heard; in the list, the text stands below the name. */
export const saidOf = ({ name }: { readonly name: string }, text: string): string =>
  `\u2068${name}\u2069: ${text}`;

// As above.
const downloadTexts = Object.fromEntries(
  downloadTextNames.map((name) => [name, name === 'percent' ? '{percent} % of {name}' : `${name}: {name}`]),
) as Parameters<typeof downloadAttributes>[1];

const markup = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => `${name}="${value}"`)
    .join(' ');

const show = async (page: Page, address: string, body: string, script: string): Promise<void> => {
  await page.route(
    `**${address}`,
    (route) =>
      route.fulfill({
        contentType: 'text/html; charset=utf-8',
        headers: { 'content-security-policy': pagePolicyFor('', [script], { connects: true }) },
        body: `<!doctype html><html lang="en"><title>.</title><body>${body}<script>${script}</script></body></html>`,
      }),
    // The requests after it are not held up: parts of 4 MB would be handed over to the test, and back.
    { times: 1 },
  );
  await page.goto(address);
};

/** A form that files a report at once, as a program does. */
export const showUploads = (
  page: Page,
  limits: { readonly mostFiles?: number; readonly mostBytes?: number } = {},
): Promise<void> => {
  const { mostFiles = 3, mostBytes = 20 * 1024 * 1024 } = limits;
  const upload = { address: '/api/uploads', mostFiles, mostBytes, formBytes: 4 * 1024 * 1024 };
  const body = `<form method="post" action="/report" enctype="multipart/form-data">
    <label for="whatHappened">What happened?</label><textarea id="whatHappened" name="whatHappened"></textarea>
    <fieldset class="files" ${markup(uploadAttributes(upload, uploadTexts))}>
      <label for="files">Files</label><input type="file" id="files" name="files" multiple>
    </fieldset>
    <button type="submit">Send</button></form>`;
  return show(page, '/report/scripted', body, uploadScript);
};

/** What a page shows of a file of several parts; the parts are fetched from `/parts`. */
export const showDownload = (page: Page, name: string, parts: number): Promise<void> => {
  const buttons = Array.from(
    { length: parts },
    (_, at) => `<button type="submit" name="part" value="${at + 1}">Part ${at + 1}</button>`,
  );
  const body = `<form class="download" method="post" action="/parts" ${markup(downloadAttributes({ name, parts }, downloadTexts))}>
    <input type="hidden" name="handle" value="the handle"><input type="hidden" name="attachment" value="the id">
    ${buttons.join('')}<p class="parts">How to join them</p></form>`;
  return show(page, '/follow-up/scripted', body, downloadScript);
};
