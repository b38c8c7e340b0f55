import type * as z from 'zod';
import { defaultSettings } from './defaults.ts';
import { namesAt } from './known-names.ts';
import { nameHint, nearestName } from './nearest-name.ts';
import { plainIssue } from './plain-issue.ts';
import { readyLadders } from './ready-ladders.ts';
import { settingsSchema, type Settings } from './schema.ts';

export type SettingsProblem = { readonly field: string; readonly message: string };
export type SettingsResult =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problems: SettingsProblem[] };

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type Path = readonly string[];
type Merged = { readonly value: unknown; readonly removedNothing: readonly Path[] };

/** `null` removes what a default brings, such as a channel nobody wants; one that removes nothing is remembered. */
const merge = (base: unknown, own: unknown, path: Path = []): Merged => {
  if (!isPlainObject(base) || !isPlainObject(own)) return { value: own, removedNothing: [] };
  const merged = new Map(Object.entries(base));
  const removedNothing: Path[] = [];
  for (const [name, value] of Object.entries(own)) {
    const at = [...path, name];
    if (value === null) {
      if (!merged.delete(name)) removedNothing.push(at);
    } else if (merged.has(name)) {
      const inner = merge(merged.get(name), value, at);
      merged.set(name, inner.value);
      removedNothing.push(...inner.removedNothing);
    } else merged.set(name, value);
  }
  return { value: Object.fromEntries(merged), removedNothing };
};

type Base = typeof defaultSettings;

const valueAt = (value: unknown, name: string): unknown =>
  isPlainObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

const isReadyLadder = (name: unknown): name is keyof typeof readyLadders =>
  typeof name === 'string' && Object.hasOwn(readyLadders, name);

/** The defaults, with the ladder that is chosen in place of theirs. */
const baseFor = (own: Readonly<Record<string, unknown>>): Base => {
  const wanted = valueAt(own.decisions, 'readyLadder');
  if (!isReadyLadder(wanted)) return defaultSettings;
  return { ...defaultSettings, decisions: { ...defaultSettings.decisions, ladder: readyLadders[wanted] } };
};

const fieldName = (path: readonly PropertyKey[]): string => path.map(String).join('.') || '(the whole file)';

/**
 * Lays a user's own settings over the defaults. Each problem names its field, as in
 * `channels.conduct.deadlines.acknowledgeHours`, and for a name that is not known the one that was probably meant.
 */
export const mergeSettings = (own: unknown): SettingsResult => {
  if (!isPlainObject(own)) {
    return { ok: false, problems: [{ field: fieldName([]), message: 'Must be a JSON object.' }] };
  }
  const base = baseFor(own);
  const { value, removedNothing } = merge(base, own);
  const unremoved = removedNothing.flatMap((path) => problemOfRemoval(base, path));
  const parsed = settingsSchema.safeParse(value, { error: plainIssue });
  if (!parsed.success)
    return {
      ok: false,
      problems: [...unremoved, ...parsed.error.issues.flatMap((issue) => describeIssue(base, issue))],
    };
  const { channels, defaultChannel, forwarding } = parsed.data;
  const unknown = forwarding.channels.find((name) => !Object.hasOwn(channels, name));
  if (unknown !== undefined) {
    const message = `There is no channel "${unknown}". ${nameHint(unknown, Object.keys(channels))}`;
    return { ok: false, problems: [...unremoved, { field: 'forwarding.channels', message }] };
  }
  const lost = Object.entries(parsed.data.bridges).find(
    ([, { channel }]) => !Object.hasOwn(channels, channel),
  );
  if (lost !== undefined) {
    const message = `There is no channel "${lost[1].channel}". ${nameHint(lost[1].channel, Object.keys(channels))}`;
    return { ok: false, problems: [...unremoved, { field: `bridges.${lost[0]}.channel`, message }] };
  }
  if (!Object.hasOwn(channels, defaultChannel)) {
    const message = `There is no channel "${defaultChannel}". ${nameHint(defaultChannel, Object.keys(channels))}`;
    return { ok: false, problems: [...unremoved, { field: 'defaultChannel', message }] };
  }
  const problems = [...unremoved, ...problemsOfHosts(parsed.data), ...problemsOfMail(parsed.data)];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, settings: parsed.data };
};

/** Leaving out an optional setting that has no default is no mistake. */
const problemOfRemoval = (base: Base, path: Path): SettingsProblem[] => {
  const name = path.at(-1) ?? '';
  const { kind, names } = namesAt(settingsSchema, base, path.slice(0, -1));
  if (kind === 'fields' && names.includes(name)) return [];
  return [
    {
      field: fieldName(path),
      message: `There is nothing of this name to leave out. ${nameHint(name, names)}`,
    },
  ];
};

/** A mail goes to one channel: the first rule whose address matches would take it from the others. */
const problemsOfMail = ({ channels }: Settings): SettingsProblem[] => {
  const channelOf = new Map<string, string>();
  return Object.entries(channels).flatMap(([channel, { mail }]) => {
    if (!mail) return [];
    const address = mail.address.toLowerCase();
    const taken = channelOf.get(address);
    if (taken === undefined) {
      channelOf.set(address, channel);
      return [];
    }
    const message = `The channel "${taken}" has this address already: each needs its own.`;
    return [{ field: `channels.${channel}.mail.address`, message }];
  });
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

const describeIssue = (base: Base, issue: z.core.$ZodIssue): SettingsProblem[] => {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => {
      const { kind, names } = namesAt(settingsSchema, base, issue.path);
      const hint = kind === 'own' || nearestName(key, names) !== undefined ? ` ${nameHint(key, names)}` : '';
      return { field: fieldName([...issue.path, key]), message: `There is no such setting.${hint}` };
    });
  return [{ field: fieldName(issue.path), message: `${issue.message}${hintOfNewName(base, issue.path)}` }];
};

/** What is incomplete under a name that nearly is one of the defaults' was probably meant for that. */
const hintOfNewName = (base: Base, path: readonly PropertyKey[]): string => {
  for (const [at, name] of path.entries()) {
    const { kind, names } = namesAt(settingsSchema, base, path.slice(0, at));
    if (kind === 'fields' || typeof name !== 'string' || names.includes(name)) continue;
    const nearest = nearestName(name, names);
    if (nearest !== undefined) return ` "${name}" is new here; did you mean "${nearest}"?`;
  }
  return '';
};
