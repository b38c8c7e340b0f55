import * as z from 'zod';
import { defaultSettings } from './defaults.ts';
import { settingsSchema, type Settings } from './schema.ts';

export type SettingsProblem = { readonly field: string; readonly message: string };
export type SettingsResult =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problems: SettingsProblem[] };

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const merge = (base: unknown, own: unknown): unknown => {
  if (!isPlainObject(base) || !isPlainObject(own)) return own;
  const merged = new Map(Object.entries(base));
  for (const [name, value] of Object.entries(own)) {
    // `null` removes what a default brings, such as a channel nobody wants.
    if (value === null) merged.delete(name);
    else merged.set(name, merged.has(name) ? merge(merged.get(name), value) : value);
  }
  return Object.fromEntries(merged);
};

const fieldName = (path: readonly PropertyKey[]): string => path.map(String).join('.') || '(the whole file)';

/**
 * Lays a user's own settings over the defaults. Each problem names its field, as in
 * `channels.conduct.deadlines.acknowledgeHours`.
 */
export const mergeSettings = (own: unknown): SettingsResult => {
  if (!isPlainObject(own)) {
    return { ok: false, problems: [{ field: fieldName([]), message: 'Must be a JSON object.' }] };
  }
  const parsed = settingsSchema.safeParse(merge(defaultSettings, own));
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.flatMap(describeIssue) };
  const { channels, defaultChannel } = parsed.data;
  if (!Object.hasOwn(channels, defaultChannel)) {
    const message = `There is no channel "${defaultChannel}".`;
    return { ok: false, problems: [{ field: 'defaultChannel', message }] };
  }
  const problems = problemsOfHosts(parsed.data);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, settings: parsed.data };
};

/** What hosts, certificate and CloudFront want of each other. */
const problemsOfHosts = ({ reporterHost, teamHost, certificateArn, edge }: Settings): SettingsProblem[] => {
  const problem = (field: string, message: string, isThere: boolean) => (isThere ? [{ field, message }] : []);
  const hosts = [reporterHost, teamHost].filter((host) => host !== undefined);
  return [
    ...problem(
      'certificateArn',
      'reporterHost needs a certificate.',
      reporterHost !== undefined && certificateArn === undefined,
    ),
    ...problem(
      'certificateArn',
      'Is for reporterHost and teamHost, and neither is given.',
      certificateArn !== undefined && hosts.length === 0,
    ),
    ...problem(
      'reporterHost',
      'Must be another host than teamHost.',
      hosts.length === 2 && reporterHost === teamHost,
    ),
    ...problem(
      'reporterHost',
      'CloudFront needs it: links name this host.',
      edge.cloudFront && reporterHost === undefined,
    ),
    ...problem(
      'certificateArn',
      'CloudFront takes certificates of us-east-1 only.',
      edge.cloudFront && certificateArn !== undefined && !certificateArn.includes(':acm:us-east-1:'),
    ),
  ];
};

const describeIssue = (issue: z.core.$ZodIssue): SettingsProblem[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => ({
        field: fieldName([...issue.path, key]),
        message: 'There is no such setting.',
      }))
    : [{ field: fieldName(issue.path), message: issue.message }];
